import { z } from 'zod';
import { MatterBrief, Named } from './view.ts';

/** Why a matter stands on somebody's desk: whose turn, which request is to be answered, or what is waited for. */
export const Want = z.object({
  kind: z.enum(['turn', 'request', 'waiting']),
  /** The kind of request, or null. */
  request: z.string().nullable(),
  since: z.iso.datetime(),
  /** Whom the reader stands in for in this; null = it is the reader's own. */
  behalf: Named.nullable(),
});
export type Want = z.infer<typeof Want>;

export const DeskItem = MatterBrief.extend({
  wants: z.array(Want),
  /** Working time it has been waiting so. */
  waited: z.object({ minutes: z.int(), dayMinutes: z.int() }),
});
export type DeskItem = z.infer<typeof DeskItem>;

export const DeskPart = z.object({ items: z.array(DeskItem), next: z.string().nullable() });
export type DeskPart = z.infer<typeof DeskPart>;

/** `count` stops at 100 and where nothing more was looked at; `more` says that there are others behind. */
export const DeskColumn = DeskPart.extend({ count: z.int(), more: z.boolean() });
export type DeskColumn = z.infer<typeof DeskColumn>;

/** My desk: what must move today, what else waits for me, what I wait for; by end, the nearest first. */
export const DeskView = z.object({
  today: DeskColumn,
  doing: DeskColumn,
  waiting: DeskColumn,
  /** Of today's: over the end, over the promise or a step, and near. */
  over: z.int(),
  overPromise: z.int(),
  near: z.int(),
});
export type DeskView = z.infer<typeof DeskView>;

export const NoticeView = z.object({
  id: z.uuid(),
  kind: z.string(),
  at: z.iso.datetime(),
  seen: z.boolean(),
  matter: z.object({
    id: z.uuid(),
    number: z.string(),
    procedure: z.string(),
    state: z.string(),
    title: z.string().nullable(),
  }),
  /** What was done and by whom; null where the clock did it. */
  action: z.string(),
  by: Named.nullable(),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticesView = z.object({ items: z.array(NoticeView), next: z.string().nullable(), unseen: z.int() });
export type NoticesView = z.infer<typeof NoticesView>;
