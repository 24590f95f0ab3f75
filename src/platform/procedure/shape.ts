import type { PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import type { CheckContext } from '../../kernel/procedure/check.ts';
import { applyOverlay, type Overlay } from '../../kernel/procedure/overlay.ts';
import { type OwnTable, ownProcedure } from '../../kernel/procedure/own-table.ts';
import type { Procedure, Role } from '../../kernel/procedure/procedure.ts';
import type { Json } from '../../kernel/proof/canonical.ts';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Viewer } from '../authorization/directory.ts';
import { selvesOf } from '../authorization/visible-to.ts';
import type { House } from '../command/engine.ts';
import { run, statement } from '../database/statement.ts';
import { appendSetting, type Hand } from '../log/setting.ts';
import type { VersionRow } from './versions.ts';

/** Who writes a version, and who else publishes it; both for the whole agency, since a procedure binds all of it. */
export const drafters: readonly Role[] = ['office'];
export const publishers: readonly Role[] = ['supervisor', 'leader'];

const put = statement(
  'procedure.put',
  `insert into procedure_version (agency_id, code, version, stream_id, state, kind, draft, titles, made, drafters, drafted_at, seq)
values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11)
on conflict (agency_id, code, version) do update set draft = excluded.draft, titles = excluded.titles, made = excluded.made,
  drafters = excluded.drafters, drafted_at = excluded.drafted_at, seq = excluded.seq`,
);

const step = statement<{ version: number }>(
  'procedure.step',
  `update procedure_version v set state = $5, basis = coalesce($6, v.basis), submitted_by = $7, submitted_at = $8,
  decided_by = $9, decided_at = $10, seq = $11
where v.agency_id = $1 and v.code = $2 and v.version = $3 and v.state = $4 returning v.version`,
);

const rise = statement(
  'procedure.rise',
  `insert into directory_version (agency_id, version) values ($1, 1)
on conflict (agency_id) do update set version = directory_version.version + 1`,
);

export type Shaping = { house: House; hasText: (key: string) => boolean };

/** The footing for the whole agency with one of these roles. */
export const footingFor = (viewer: Viewer, roles: readonly Role[]) =>
  viewer.capacities.find((each) => each.scope === 'agency' && each.roles.some((role) => roles.includes(role)));

const notAllowed = (action: string, who: readonly Role[]) =>
  refuse('notAllowed', 'procedure.who', { action, who: [...who] }, { mend: 'otherPerson' });

const contextOf = ({ house, hasText }: Shaping, viewer: Viewer): CheckContext => ({
  rules: { has: (name: string) => house.kit.rule(name) !== undefined } as ReadonlySet<string>,
  procedures: new Set(viewer.settings.procedures.map(({ code }) => code)),
  hasText,
});

export type Sent = { overlay: unknown } | { table: unknown };
export type Made = {
  kind: 'overlay' | 'own';
  draft: Overlay | OwnTable;
  titles: Record<string, string>;
  procedure: Procedure;
};

/** The next version of a line: behind what the house is born with and whatever was ever written, withdrawn ones too. */
const nextVersion = (builtIn: Procedure | undefined, rows: readonly VersionRow[]): number =>
  Math.max(builtIn?.version ?? 0, ...rows.map(({ version }) => version)) + 1;

export const openOf = (rows: readonly VersionRow[]): VersionRow | undefined =>
  rows.find(({ state }) => state === 'draft' || state === 'submitted');

/** What was sent as the table it would make, or everything against it. Writes nothing. */
export const preview = (
  shaping: Shaping,
  viewer: Viewer,
  code: string,
  sent: Sent,
  rows: readonly VersionRow[],
): Outcome<Made> => {
  const builtIn = shaping.house.procedures.find((procedure) => procedure.code === code);
  const version = openOf(rows)?.version ?? nextVersion(builtIn, rows);
  const context = contextOf(shaping, viewer);
  if ('overlay' in sent) {
    if (!builtIn) return refuse('notFound', 'procedure');
    const applied = applyOverlay(builtIn, sent.overlay, version, context);
    if (!applied.ok) return applied;
    const { procedure, overlay } = applied.value;
    return granted({ kind: 'overlay', draft: overlay, titles: overlay.titles, procedure });
  }
  if (builtIn) return refuse('invalid', 'ownTable', {}, { fields: [{ path: 'code', rule: 'taken' }] });
  const others = viewer.settings.procedures.filter((procedure) => procedure.code !== code);
  const own = ownProcedure(sent.table, version, contextOf(shaping, viewer), {
    codes: new Set(others.map((procedure) => procedure.code)),
    forms: new Set(others.flatMap(({ forms }) => forms.map((form) => form.code))),
    prefixes: new Set(others.map(({ numberPrefix }) => numberPrefix)),
  });
  if (!own.ok) return own;
  const { procedure, table } = own.value;
  if (procedure.code !== code)
    return refuse('invalid', 'ownTable', {}, { fields: [{ path: 'code', rule: 'otherCode', limit: code }] });
  return granted({ kind: 'own', draft: table, titles: table.titles, procedure });
};

const plain = (value: unknown): Record<string, Json> => JSON.parse(JSON.stringify(value)) as Record<string, Json>;

/** Writes the draft anew; whoever writes on it is one of its drafters from then on. */
export const saveDraft = async (
  client: PoolClient,
  shaping: Shaping,
  viewer: Viewer,
  hand: Hand,
  code: string,
  sent: Sent,
  rows: readonly VersionRow[],
): Promise<Outcome<{ version: number }>> => {
  if (!footingFor(viewer, drafters)) return notAllowed('draft', drafters);
  const open = openOf(rows);
  if (open?.state === 'submitted')
    return refuse('wrongState', 'procedure.submitted', { version: open.version }, { mend: 'withdrawDraft' });
  const made = preview(shaping, viewer, code, sent, rows);
  if (!made.ok) return made;
  const { kind, draft, titles, procedure } = made.value;
  if (open && open.kind !== kind) return refuse('conflict', 'procedure.otherKind', { version: open.version });
  const stream = rows[0]?.stream_id ?? uuidv7();
  const by = [...new Set([...(open?.drafters ?? []), ...selvesOf(viewer)])];
  const data = plain({ code, version: procedure.version, kind, draft });
  const written = await appendSetting(client, hand, { kind: 'procedure', id: stream, action: 'draft', data });
  if (!written.ok) return refuse('conflict', 'settingTaken');
  const { version } = procedure;
  const texts = [draft, titles, procedure].map((each) => JSON.stringify(each));
  await run(client, put, hand.agency.id, code, version, stream, kind, ...texts, by, hand.now, written.appended.seq);
  return granted({ version });
};

export type Step = 'submit' | 'withdraw' | 'sendBack' | 'publish';

type Row = { from: readonly VersionRow['state'][]; to: VersionRow['state']; who: readonly Role[] };

/** The way of a version, as a table like any other procedure's. */
export const steps: Readonly<Record<Step, Row>> = {
  submit: { from: ['draft'], to: 'submitted', who: drafters },
  withdraw: { from: ['draft', 'submitted'], to: 'withdrawn', who: drafters },
  sendBack: { from: ['submitted'], to: 'draft', who: publishers },
  publish: { from: ['submitted'], to: 'published', who: publishers },
};

/** What stands against a step for this person, before anything is written. */
export const stepRefusal = (viewer: Viewer, row: VersionRow, name: Step): ReturnType<typeof refuse> | null => {
  const { from, who } = steps[name];
  if (!footingFor(viewer, who)) return notAllowed(name, who);
  if (!from.includes(row.state))
    return refuse('wrongState', 'procedure.state', { state: row.state, version: row.version });
  const own = new Set(selvesOf(viewer));
  const wrote = [...row.drafters, ...(row.submitted_by ? [row.submitted_by] : [])];
  // Two people: whoever wrote a version, or stands in for one who did, does not publish it.
  if (name === 'publish' && wrote.some((person) => own.has(person)))
    return refuse('sameHuman', 'procedure.twoPeople', { version: row.version }, { mend: 'otherPerson' });
  return null;
};

/** Takes a version one step on. What is published is checked once more against what stands now. */
export const takeStep = async (
  client: PoolClient,
  shaping: Shaping,
  viewer: Viewer,
  hand: Hand,
  row: VersionRow,
  name: Step,
  basis: string | null,
  rows: readonly VersionRow[],
): Promise<Outcome<{ version: number }>> => {
  const against = stepRefusal(viewer, row, name);
  if (against) return against;
  if (name === 'submit' && !basis)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'basis', rule: 'required' }] });
  const { code, version, stream_id: id } = row;
  let data: Record<string, Json> = { code, version };
  if (name === 'submit') data = { ...data, basis };
  if (name === 'publish') {
    const sent = row.kind === 'overlay' ? { overlay: row.draft } : { table: row.draft };
    const made = preview(shaping, viewer, code, sent, rows);
    if (!made.ok) return made;
    // The house moved on since it was written: what two people agreed on is not what would be in force.
    if (JSON.stringify(made.value.procedure) !== JSON.stringify(row.made))
      return refuse('conflict', 'procedure.moved', { version }, { mend: 'saveDraftAgain' });
    // The whole table stands in the log: whoever recounts needs nothing else to know what was allowed.
    data = { ...data, basis: row.basis, table: plain(row.made), titles: plain(row.titles) };
  }
  const written = await appendSetting(client, hand, { kind: 'procedure', id, action: name, data });
  if (!written.ok) return refuse('conflict', 'settingTaken');
  const at = hand.now;
  const submitted = name === 'submit' ? [viewer.person, at] : [row.submitted_by, row.submitted_at];
  const decided = name === 'publish' || name === 'withdraw' ? [viewer.person, at] : [null, null];
  const [moved] = await run(
    client,
    step,
    hand.agency.id,
    code,
    version,
    row.state,
    steps[name].to,
    basis,
    ...submitted,
    ...decided,
    written.appended.seq,
  );
  if (!moved) return refuse('conflict', 'settingTaken');
  if (name === 'publish') await run(client, rise, hand.agency.id);
  return granted({ version });
};
