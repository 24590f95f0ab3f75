import { z } from 'zod';
import { isMoment } from '../../../kernel/proof/event.ts';

/** A place in a walk along an index: a moment or a date or words, and an id; `null` = its beginning. */
export type Place = { key: string; id: string } | null;

export const encodePlace = ({ key, id }: { key: string; id: string }): string =>
  Buffer.from(`${id} ${key}`).toString('base64url');

export const isDay = (key: string): boolean => z.iso.date().safeParse(key).success;
export { isMoment };

/** A cursor is ours alone: `undefined` where it is none. */
export const decodePlace = (cursor: string | undefined, isKey: (key: string) => boolean): Place | undefined => {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [id, key] = [text.slice(0, 36), text.slice(37)];
  return z.uuid().safeParse(id).success && isKey(key) ? { key, id } : undefined;
};

const mostWalks = 5;

/**
 * Rows that are wanted among those an index brings, looked at in steps of a bounded length; a page may end before it is full,
 * and says where to go on. What a reader may not know of is dropped here and still counts as looked at.
 */
export const walk = async <Row extends { shown: boolean }, Item>(
  step: (from: Place) => Promise<Row[]>,
  length: number,
  placeOf: (row: Row) => { key: string; id: string },
  make: (row: Row) => Promise<Item | null> | Item | null,
  from: Place,
  wanted: number,
): Promise<{ items: Item[]; next: string | null }> => {
  const items: Item[] = [];
  let at = from;
  for (let walks = 0; walks < mostWalks; walks++) {
    const rows = await step(at);
    for (const [index, row] of rows.entries()) {
      const item = row.shown ? await make(row) : null;
      if (item !== null) items.push(item);
      at = placeOf(row);
      if (items.length >= wanted && (index < rows.length - 1 || rows.length === length))
        return { items, next: encodePlace(at) };
    }
    if (rows.length < length) return { items, next: null };
  }
  return { items, next: at && encodePlace(at) };
};
