import { z } from 'zod';
import { RefusalView } from '../../../kernel/view/view.ts';

/** What can be done to many entries at once. */
export const batchActions = ['urge', 'askExtension', 'askTransfer', 'requestStrikeOff'] as const;
export type BatchAction = (typeof batchActions)[number];
export const batchMost = 200;

export const CheckAsked = z.strictObject({ ids: z.array(z.uuid()).min(1).max(batchMost) });

/** Of each action: how many of the selected it can be taken on now, and of the others why not, like reasons together. */
export const CheckAnswer = z.object({
  actions: z.array(
    z.object({
      action: z.enum(batchActions),
      allowed: z.array(z.uuid()),
      refused: z.array(z.object({ refusal: RefusalView, ids: z.array(z.uuid()) })),
    }),
  ),
  /** Selected, but no longer there or no longer for this reader's eyes. */
  gone: z.array(z.uuid()),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;

export const BatchAsked = z.strictObject({
  action: z.enum(batchActions),
  data: z.record(z.string(), z.unknown()).default({}),
  reason: z.string().max(4000).optional(),
  /** Each is a command with an id of its own: sent again after a lost answer, it counts once. */
  commands: z
    .array(z.strictObject({ id: z.uuid(), matter: z.uuid() }))
    .min(1)
    .max(batchMost),
});
export type BatchAsked = z.infer<typeof BatchAsked>;

export const BatchAnswer = z.object({
  results: z.array(
    z.object({
      matter: z.uuid(),
      done: z.boolean(),
      /** This id had been carried out before. */
      repeated: z.boolean(),
      refusal: RefusalView.nullable(),
    }),
  ),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;
