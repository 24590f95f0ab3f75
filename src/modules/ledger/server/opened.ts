import { type Field, publicPart } from '../../../kernel/form/form.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { fewestShown } from '../domain/satisfaction.ts';
import { problem } from '../procedure.ts';

type Row = {
  id: string;
  number: string;
  data: Record<string, unknown>;
  unit: string | null;
  struck_off_at: Date;
  opened_at: Date;
  answers: number;
  satisfied: number;
  rate: number | null;
  total: number;
};

/** A struck-off problem as the public sees it: what its forms mark as public, and nothing else that was written. */
export type OpenedProblem = {
  id: string;
  number: string;
  struckOffAt: Date;
  openedAt: Date;
  title: string | null;
  /** The reviewer's words for the public. */
  summary: string | null;
  /** A choice of `problem.category`. */
  category: string | null;
  /** Name of the unit that answered for it. */
  unit: string | null;
  /** What those affected said, once there are enough answers that nobody is recognised. */
  satisfaction: { answers: number; satisfied: number } | null;
};

/** More are counted as “1000+”. */
export const mostCounted = 1000;

// Open to the public: a reviewer opened it, it is still struck off, and neither it nor what stands above it is confidential.
const isOpen = `m.agency_id = $1 and m.id = p.matter_id and m.procedure = 'problem' and m.state = 'struckOff' and not m.confidential
  and not exists (select 1 from matter a where a.agency_id = $1 and a.id in (m.parent_id, m.root_id) and a.confidential)`;

const columns = `m.id, m.number, m.fold->'data' as data, u.name as unit, p.struck_off_at, p.opened_at,
  p.satisfaction_answers as answers, p.satisfaction_satisfied as satisfied, p.satisfaction_rate as rate`;

const list = statement<Row>(
  'ledger.opened',
  `select ${columns}, (select count(*) from (select 1 from problem p join matter m on ${isOpen}
    where p.agency_id = $1 and p.opened_at is not null and p.struck_off_at is not null limit ${mostCounted + 1}) counted) as total
from problem p join matter m on ${isOpen}
left join unit u on u.agency_id = $1 and u.id = m.unit_id
where p.agency_id = $1 and p.opened_at is not null and p.struck_off_at <= coalesce($2::timestamptz, 'infinity')
  and ($2::timestamptz is null or p.struck_off_at < $2 or p.matter_id > $3::uuid)
order by p.struck_off_at desc, p.matter_id limit $4`,
);

/** The same of one unit, newest first. $2 the unit. */
const ofUnit = statement<Row>(
  'ledger.openedOfUnit',
  `select ${columns}, 0::bigint as total
from problem p join matter m on ${isOpen} and m.unit_id = $2
left join unit u on u.agency_id = $1 and u.id = m.unit_id
where p.agency_id = $1 and p.unit_id = $2 and p.opened_at is not null and p.struck_off_at is not null
order by p.struck_off_at desc, p.matter_id limit $3`,
);

const one = statement<Row>(
  'ledger.openedOne',
  `select ${columns}, 1::bigint as total from matter m
join problem p on p.agency_id = $1 and p.matter_id = m.id and p.opened_at is not null and p.struck_off_at is not null
left join unit u on u.agency_id = $1 and u.id = m.unit_id
where m.number = $2 and ${isOpen}`,
);

/** Fields that are public wherever this procedure has one of that name: a private one of the same name closes it. */
const fields: readonly Field[] = problem.forms.flatMap((form): readonly Field[] => form.fields);
const openFields = fields.filter((field) => fields.every((other) => other.name !== field.name || other.public));

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const opened = (row: Row): OpenedProblem => {
  const shown = publicPart(openFields, row.data);
  return {
    id: row.id,
    number: row.number,
    struckOffAt: row.struck_off_at,
    openedAt: row.opened_at,
    title: text(shown.title),
    summary: text(shown.publicSummary),
    category: text(shown.category),
    unit: 'unit' in shown ? row.unit : null,
    satisfaction:
      row.rate !== null && row.answers >= fewestShown ? { answers: row.answers, satisfied: row.satisfied } : null,
  };
};

export type After = { at: Date; id: string };

/** What was struck off and opened, newest first, by keyset; `total` stops counting behind `mostCounted`. */
export const openedProblems = async (
  runner: Runner,
  agency: string,
  limit: number,
  after: After | null = null,
): Promise<{ items: OpenedProblem[]; total: number; next: After | null }> => {
  const rows = await run(runner, list, agency, after?.at ?? null, after?.id ?? null, limit + 1);
  const items = rows.slice(0, limit).map(opened);
  const last = items.at(-1);
  return {
    items,
    total: rows[0]?.total ?? 0,
    next: rows.length > limit && last ? { at: last.struckOffAt, id: last.id } : null,
  };
};

/** The newest of one unit. */
export const openedOfUnit = async (
  runner: Runner,
  agency: string,
  unit: string,
  limit: number,
): Promise<OpenedProblem[]> => (await run(runner, ofUnit, agency, unit, limit)).map(opened);

/** One of them by its number; null for what is not open and for what is not there alike. */
export const openedProblem = async (runner: Runner, agency: string, number: string): Promise<OpenedProblem | null> => {
  const [row] = await run(runner, one, agency, number);
  return row ? opened(row) : null;
};
