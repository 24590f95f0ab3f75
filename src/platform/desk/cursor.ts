import { z } from 'zod';
import { isMoment } from '../../kernel/proof/event.ts';

/**
 * A place in the order of a desk: by end, then by id, those without an end last. The three go into the statement as they are:
 * beyond the last end only `endless` moves on.
 */
export type Cursor = { end: string; id: string; endless: string };

const least = '00000000-0000-0000-0000-000000000000';
const most = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export const first: Cursor = { end: '-infinity', id: least, endless: least };

export const cursorAfter = (end: Date | null, id: string): Cursor =>
  end === null ? { end: 'infinity', id: most, endless: id } : { end: new Date(end).toISOString(), id, endless: least };

export const encode = ({ end, id, endless }: Cursor): string =>
  Buffer.from(end === 'infinity' ? `- ${endless}` : `${end} ${id}`).toString('base64url');

/** Cursors are ours alone; null where this is none. */
export const decode = (text: string | undefined): Cursor | null => {
  if (text === undefined) return first;
  const [end, id, ...rest] = Buffer.from(text, 'base64url').toString().split(' ');
  if (rest.length > 0 || !z.uuid().safeParse(id).success) return null;
  if (end === '-') return cursorAfter(null, id as string);
  return isMoment(end ?? '') ? cursorAfter(new Date(end as string), id as string) : null;
};
