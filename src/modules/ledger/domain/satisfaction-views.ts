import { z } from 'zod';
import { Named } from '../../../kernel/view/view.ts';
import { grades } from '../procedure/satisfaction-forms.ts';

/** What those affected said of one problem, as its reader may see it. */
export const SatisfactionView = z.object({
  /** Must somebody be asked before this problem is struck off? */
  needed: z.boolean(),
  asked: z.int(),
  minimum: z.int(),
  answers: z.int(),
  /** Null where so few answered by link that a figure would tell whose it is, to whoever may not know. */
  satisfied: z.int().nullable(),
  grades: z.array(z.object({ grade: z.enum(grades), byLink: z.int(), byMeeting: z.int() })).nullable(),
  meeting: z.object({ heldOn: z.iso.date(), present: z.int() }).nullable(),
  /** Percent of dissatisfied answers, and from which on a reason is needed. */
  share: z.number().nullable(),
  limit: z.int(),
  /** The reader answers for a part of it: totals only. */
  blind: z.boolean(),
  /** The newest drawing: its seed is the fingerprint of its event, so anybody can draw again. */
  sample: z
    .object({
      at: z.iso.datetime(),
      by: Named.nullable(),
      seed: z.string(),
      listed: z.int(),
      places: z.array(z.int()),
    })
    .nullable(),
  /** Those drawn, for whoever may know them; names are null once erased. */
  people: z
    .array(
      z.object({
        place: z.int(),
        name: z.string().nullable(),
        contact: z.string().nullable(),
        state: z.enum(['none', 'sent', 'expired', 'answered']),
      }),
    )
    .nullable(),
});
export type SatisfactionView = z.infer<typeof SatisfactionView>;

/** Links as they are shown once, to whoever hands them out. */
export const LinksView = z.object({
  until: z.iso.datetime(),
  links: z.array(
    z.object({ place: z.int(), name: z.string().nullable(), contact: z.string().nullable(), path: z.string() }),
  ),
});
export type LinksView = z.infer<typeof LinksView>;

export const PublicPagesView = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      title: z.string().nullable(),
      state: z.string(),
      open: z.boolean(),
      unit: Named,
      code: z.string().nullable(),
      parts: z.array(z.string()),
      openedAt: z.iso.datetime().nullable(),
      /** Where the public reads it; null while it is not open. */
      path: z.string().nullable(),
    }),
  ),
});
export type PublicPagesView = z.infer<typeof PublicPagesView>;
