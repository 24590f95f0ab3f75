import type { ReadingView, SecurityEventView } from '../../kernel/view/account.ts';
import type { Viewer } from '../authorization/directory.ts';
import { type Runner, run, statement } from '../database/statement.ts';

type EventRow = {
  id: string;
  at: Date;
  kind: string;
  person_id: string | null;
  detail: Record<string, string | number | boolean>;
};

const select =
  'select id, at, kind, person_id, detail from security_event where agency_id = $1 and id < $2 and id >= $3';
const order = 'order by id desc limit $4';

// One statement for each way of asking, so that each goes down its own index and stops at the page's end.
const all = statement<EventRow>('security.events', `${select} ${order}`);
const ofKind = statement<EventRow>('security.eventsOfKind', `${select} and kind = $5 ${order}`);
const ofPerson = statement<EventRow>('security.eventsOfPerson', `${select} and person_id = $5 ${order}`);
const ofBoth = statement<EventRow>('security.eventsOfBoth', `${select} and person_id = $5 and kind = $6 ${order}`);

const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const first = '00000000-0000-0000-0000-000000000000';
const dayMs = 86_400_000;

/** Ids begin with the moment they were made, so a day's beginning is an id too; days are those of the agency's wall clock. */
const idAt = (day: string, plusDays: number): string => {
  const ms = Date.parse(`${day}T00:00:00+08:00`) + plusDays * dayMs;
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

export type EventQuery = {
  kind?: string | undefined;
  person?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** What was recorded, the newest first; ids in it become names where they are people. */
export const securityEvents = async (
  runner: Runner,
  { agency, directory }: Viewer,
  { kind, person, from, to, cursor, limit }: EventQuery,
): Promise<{ items: SecurityEventView[]; next: string | null }> => {
  const before = [cursor, to === undefined ? undefined : idAt(to, 1)].filter((each) => each !== undefined).sort()[0];
  const range = [before ?? last, from === undefined ? first : idAt(from, 0), limit + 1] as const;
  const asked = person
    ? kind
      ? run(runner, ofBoth, agency.id, ...range, person, kind)
      : run(runner, ofPerson, agency.id, ...range, person)
    : kind
      ? run(runner, ofKind, agency.id, ...range, kind)
      : run(runner, all, agency.id, ...range);
  const rows = await asked;
  const named = (id: string) => ({ id, name: directory.personName(id) });
  const items = rows.slice(0, limit).map((row): SecurityEventView => {
    const { subject, ...detail } = row.detail;
    const isPerson = typeof subject === 'string' && directory.hasPerson(subject);
    return {
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      person: row.person_id === null ? null : named(row.person_id),
      subject: isPerson ? named(subject) : null,
      detail: isPerson || subject === undefined ? detail : { ...detail, subject },
    };
  });
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
};

const readingsPage = statement<{
  id: string;
  at: Date;
  person_id: string;
  matter_id: string;
  number: string | null;
  way: string;
}>(
  'security.readings',
  `select x.id, x.at, x.person_id, x.matter_id, m.number, x.way from access x
left join matter m on m.agency_id = $1 and m.id = x.matter_id
where x.agency_id = $1 and ($2::uuid is null or x.id < $2) order by x.id desc limit $3`,
);

/** Who read which confidential matter: its number, never its words. */
export const readings = async (
  runner: Runner,
  { agency, directory }: Viewer,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ReadingView[]; next: string | null }> => {
  const rows = await run(runner, readingsPage, agency.id, cursor ?? null, limit + 1);
  const items = rows.slice(0, limit).map(
    (row): ReadingView => ({
      id: row.id,
      at: row.at.toISOString(),
      person: { id: row.person_id, name: directory.personName(row.person_id) },
      matter: { id: row.matter_id, number: row.number },
      way: row.way,
    }),
  );
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
};
