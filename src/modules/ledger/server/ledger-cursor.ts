import { z } from 'zod';
import { isMoment } from '../../../kernel/proof/event.ts';
import type { Sort } from '../domain/filters.ts';

/** A place in the order of a list: when it was registered, or the day it is due (`infinity` = none), and its id. */
export type Key = { key: string | Date | null; id: string | null };

export const start: Key = { key: null, id: null };

const textOf = (key: string | Date): string => (key instanceof Date ? key.toISOString() : key);

export const encodeKey = ({ key, id }: Key): string =>
  Buffer.from(`${textOf(key as string | Date)} ${id}`).toString('base64url');

const isDay = (text: string): boolean => text === 'infinity' || z.iso.date().safeParse(text).success;

/** Cursors are ours alone; null where this is none. */
export const decodeKey = (cursor: string, sort: Sort): Key | null => {
  const [key, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (rest.length > 0 || key === undefined || !z.uuid().safeParse(id).success) return null;
  return (sort === 'due' ? isDay(key) : isMoment(key)) ? { key, id: id as string } : null;
};
