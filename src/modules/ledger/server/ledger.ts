import { granted, type Outcome } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { badCursor, recordAccess } from '../../../platform/matter/page.ts';
import { type Filters, type LedgerView, ledgerViews, type Sort, sortOf, sorts } from '../domain/filters.ts';
import type { LedgerRow } from '../domain/views.ts';
import { decodeKey, encodeKey, type Key, start } from './ledger-cursor.ts';
import {
  asked,
  type Cond,
  conds,
  entry,
  keys,
  keysLooked,
  keysMost,
  orderOf,
  type Question,
  questionOf,
} from './ledger-keys.ts';
import { type Row, rowColumns, rowView } from './ledger-row.ts';

export { ledgerViews };

type Found = Row & { looked: number; last_key: Date | string | null; last_id: string | null };

/** A page: keys along an index, of which those are shown that are asked for and may be known of. */
const list = (sort: Sort, cond: Cond) => {
  const { by, back } = orderOf(sort);
  return statement<Found>(
    `ledger.list.${sort}.${cond}`,
    `with looked as materialized (${keys(sort, cond, keysLooked)}), page as materialized (
  select k.id, k.key from looked k ${entry} where ${asked} order by ${by.replaceAll(/(key|id)/g, 'k.$1')} limit $34
)
select (select count(*)::int from looked) as looked, (select l.key from looked l order by ${back} limit 1) as last_key,
  (select l.id from looked l order by ${back} limit 1) as last_id, r.*
from (select 1) one left join lateral (select k.key, ${rowColumns} from page k ${entry}) r on true
order by ${by}`,
  );
};

const lists = new Map(sorts.flatMap((sort) => conds.map((cond) => [`${sort} ${cond}`, list(sort, cond)] as const)));

const listOf = ({ sort, cond }: Question) => lists.get(`${sort} ${cond}`) as ReturnType<typeof list>;

export type LedgerQuery = Filters & {
  view: LedgerView;
  sort?: Sort | undefined;
  cursor?: string | undefined;
  limit: number;
};

/**
 * The next rows of a list: looked for along an index, at most some thousand keys at a time. Where few of many are wanted a page
 * may come short and still have a place to go on from.
 */
const rowsFrom = async (
  engine: Engine,
  viewer: Viewer,
  question: Question,
  from: Key,
  limit: number,
): Promise<{ rows: Row[]; next: Key | null }> => {
  const rows: (Found & { key?: Date | string })[] = [];
  if (question.isEmpty) return { rows, next: null };
  let at = from;
  for (let looked = 0; ; ) {
    const found = await run(
      engine.runner,
      listOf(question),
      viewer.agency.id,
      ...question.values(at, limit + 1 - rows.length),
    );
    const first = found[0] as Found;
    rows.push(...found.filter(({ id }) => id !== null));
    if (rows.length > limit) {
      const last = rows[limit - 1] as Found & { key: Date | string };
      return { rows: rows.slice(0, limit), next: { key: last.key, id: last.id } };
    }
    looked += first.looked;
    if (first.looked < keysLooked) return { rows, next: null };
    at = { key: first.last_key, id: first.last_id };
    if (looked >= keysMost) return { rows, next: at };
  }
};

export const ledgerPage = async (
  engine: Engine,
  viewer: Viewer,
  { view, sort, cursor, limit, ...filters }: LedgerQuery,
): Promise<Outcome<{ items: LedgerRow[]; next: string | null }>> => {
  const order = sortOf(view, sort);
  const from = cursor === undefined ? start : decodeKey(cursor, order);
  if (!from) return badCursor();
  const question = await questionOf(engine, viewer, view, order, filters);
  if (!question.ok) return question;
  const { rows, next } = await rowsFrom(engine, viewer, question.value, from, limit);
  const now = engine.now();
  const items = rows.map((row, index) => rowView(viewer, row, index + 1, now));
  await recordAccess(engine, viewer, 'list', items);
  return granted({ items, next: next && encodeKey(next) });
};
