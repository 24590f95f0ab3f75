import type { Matter } from '../../../kernel/matter/matter.ts';
import { isFinal } from '../../../kernel/procedure/procedure.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { barredFrom, viewerPlaces, viewerValues, visibleTo } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { revealer } from '../../../platform/matter/render.ts';
import { procedureOf } from '../../../platform/settings/settings.ts';
import type { Standing, StandingProblem } from '../domain/sheet-standing.ts';

/** A measure's part of the row of its problem. */
type ChildRow = { id: string; number: string; fold: Matter; wrapped: string | null };
type ProblemRow = ChildRow & {
  registered_at: Date;
  struck_off_at: Date | null;
  satisfaction_rate: number | null;
  barred: string[] | null;
  children: ChildRow[] | null;
  milestones: { title: string; on: string; reached: boolean }[] | null;
};

/** A problem as it stands, for showing and for deciding. */
export type Loaded = {
  standing: StandingProblem;
  fold: Matter;
  children: readonly Matter[];
  /** Dropped ones too: whoever answered for them is told apart from others all the same. */
  barred: readonly string[];
};

/** Problems with their measures and points, as far as the viewer may know of them. $2–$4 viewer, $5 ids. */
const problems = statement<ProblemRow>(
  'ledgerSheet.problems',
  `select m.id, m.number, m.fold, m.registered_at, p.struck_off_at, p.satisfaction_rate,
  (select encode(k.wrapped, 'base64') from data_key k where k.agency_id = $1 and k.subject_id = m.id) as wrapped,
  ${barredFrom('m')} as barred,
  (select json_agg(r) from (select c.id, c.number, c.fold,
      (select encode(d.wrapped, 'base64') from data_key d where d.agency_id = $1 and d.subject_id = c.id) as wrapped
    from matter c where c.agency_id = $1 and c.parent_id = m.id and c.procedure = 'measure'
    order by c.registered_at, length(c.number), c.number) r) as children,
  (select json_agg(json_build_object('title', t.title, 'on', t.due_on, 'reached', t.reached_on is not null) order by t.nr)
    from milestone t where t.agency_id = $1 and t.matter_id = m.id) as milestones
from matter m join problem p on p.agency_id = $1 and p.matter_id = m.id
where m.agency_id = $1 and m.id = any($5::uuid[]) and m.procedure = 'problem' and ${visibleTo('m', viewerPlaces(2))}`,
);

type Value = { subject_id: string; commitment: string; cipher: string };

/** Words behind commitments, each found by its key. */
const words = statement<Value>(
  'ledgerSheet.words',
  `select p.subject_id, p.commitment, encode(p.cipher, 'base64') as cipher
from unnest($2::uuid[], $3::text[]) as w(subject_id, commitment)
join personal p on p.agency_id = $1 and p.subject_id = w.subject_id and p.commitment = w.commitment`,
);

/** By number, as far as the viewer may know of it: ids, and of a measure its problem's number. */
const byNumber = statement<{ id: string; number: string; procedure: string; parent: string | null }>(
  'ledgerSheet.byNumber',
  `select m.id, m.number, m.procedure, (select p.number from matter p where p.agency_id = $1 and p.id = m.parent_id) as parent
from unnest($5::text[]) as w(number) join matter m on m.agency_id = $1 and m.procedure = any($6::text[]) and m.number = w.number
where ${visibleTo('m', viewerPlaces(2))}`,
);

export type Numbered = { id: string; number: string; procedure: string; parent: string | null };

export const mattersNumbered = async (
  engine: Engine,
  viewer: Viewer,
  procedures: readonly string[],
  numbers: readonly string[],
): Promise<Numbered[]> => {
  const found: Numbered[] = [];
  for (let at = 0; at < numbers.length; at += 1000)
    found.push(
      ...(await run(
        engine.runner,
        byNumber,
        viewer.agency.id,
        ...viewerValues(viewer),
        numbers.slice(at, at + 1000),
        procedures,
      )),
    );
  return found;
};

const commitments = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('commit' in value && typeof value.commit === 'string') return [value.commit];
  return Object.values(value).flatMap(commitments);
};

const read = (engine: Engine, row: ChildRow, values: ReadonlyMap<string, Value[]>): Standing => {
  const reveal = revealer(engine.vault, {
    wrapped: row.wrapped,
    personal: (values.get(row.id) ?? []).map(({ commitment, cipher }) => ({ commitment, cipher })),
  });
  return {
    id: row.id,
    number: row.number,
    state: row.fold.state,
    unit: row.fold.unit,
    owner: row.fold.owner,
    data: reveal(row.fold.data) as Record<string, unknown>,
    evidence: row.fold.evidence.length,
  };
};

/** Problems by id, in the order of the ids. */
export const loadProblems = async (engine: Engine, viewer: Viewer, ids: readonly string[]): Promise<Loaded[]> => {
  const { kit } = viewer.settings;
  const rows = await run(engine.runner, problems, viewer.agency.id, ...viewerValues(viewer), ids);
  const wanted = rows.flatMap((row) =>
    [row, ...(row.children ?? [])].flatMap(({ id, fold }) => commitments(fold.data).map((each) => [id, each] as const)),
  );
  const found = wanted.length
    ? await run(
        engine.runner,
        words,
        viewer.agency.id,
        wanted.map(([id]) => id),
        wanted.map(([, each]) => each),
      )
    : [];
  const values = Map.groupBy(found, ({ subject_id }) => subject_id);
  const isDropped = ({ procedure: code, version, state }: Matter): boolean => {
    const procedure = procedureOf(kit, code, version);
    return isFinal(procedure, state) && procedure.states[state]?.dropped === true;
  };
  const byId = new Map(
    rows.map((row): [string, Loaded] => {
      const children = row.children ?? [];
      const standing: StandingProblem = {
        ...read(engine, row, values),
        struckOffOn: row.struck_off_at && row.fold.state === 'struckOff' ? dayOf(new Date(row.struck_off_at)) : null,
        satisfaction: row.satisfaction_rate === null ? null : `${row.satisfaction_rate / 10}%`,
        milestones: row.milestones ?? [],
        measures: children.filter(({ fold }) => !isDropped(fold)).map((child) => read(engine, child, values)),
      };
      return [
        row.id,
        { standing, fold: row.fold, children: children.map(({ fold }) => fold), barred: row.barred ?? [] },
      ];
    }),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
};
