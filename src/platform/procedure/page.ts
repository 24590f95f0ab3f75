import { migrators } from '../../kernel/matter/migrate.ts';
import { differences } from '../../kernel/procedure/differences.ts';
import type { Overlay } from '../../kernel/procedure/overlay.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ProcedureView, VersionView } from '../../kernel/view/procedure.ts';
import type { Named } from '../../kernel/view/view.ts';
import type { Viewer } from '../authorization/directory.ts';
import type { Runner } from '../database/statement.ts';
import { drafters, footingFor, openOf, type Shaping, stepRefusal } from './shape.ts';
import { standingOf } from './standing.ts';
import { type VersionRow, versionsOf } from './versions.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

type Titled = { procedure: Procedure; titles: Record<string, string> };

const bornVersion = ({ version }: Procedure): VersionView => ({
  version,
  state: 'builtIn',
  kind: 'builtIn',
  basis: null,
  drafters: [],
  submittedBy: null,
  decidedBy: null,
  draftedAt: null,
  submittedAt: null,
  decidedAt: null,
  differences: [],
});

/** What stood before a version: the newest published one of a lower number, else what the house is born with. */
const before = (builtIn: Procedure | undefined, rows: readonly VersionRow[], version: number): Titled | null => {
  const row = rows.find((each) => each.state === 'published' && each.version < version);
  if (row) return { procedure: row.made, titles: row.titles };
  return builtIn ? { procedure: builtIn, titles: {} } : null;
};

const versionView = (viewer: Viewer, builtIn: Procedure | undefined, rows: readonly VersionRow[], row: VersionRow) => {
  const named = (id: string | null): Named | null => (id ? { id, name: viewer.directory.personName(id) } : null);
  const earlier = before(builtIn, rows, row.version);
  return {
    version: row.version,
    state: row.state,
    kind: row.kind,
    basis: row.basis,
    drafters: row.drafters.flatMap((id) => named(id) ?? []),
    submittedBy: named(row.submitted_by),
    decidedBy: named(row.decided_by),
    draftedAt: iso(row.drafted_at),
    submittedAt: iso(row.submitted_at),
    decidedAt: iso(row.decided_at),
    differences: earlier ? differences(earlier, { procedure: row.made, titles: row.titles }) : [],
  } satisfies VersionView;
};

/** A procedure with how it stands now: its table, its versions, how many matters are where, and what the viewer may do about it. */
export const procedurePage = async (
  runner: Runner,
  shaping: Shaping,
  viewer: Viewer,
  code: string,
): Promise<ProcedureView | null> => {
  const rows = await versionsOf(runner, viewer.agency.id, code);
  const builtIn = shaping.house.procedures.find((each) => each.code === code);
  const open = openOf(rows);
  const procedure = viewer.settings.procedures.find((each) => each.code === code) ?? open?.made;
  if (!procedure) return null;
  const places = viewer.settings.versions
    .filter((each) => each.code === code)
    .flatMap(({ version, states }) => Object.keys(states).map((state) => ({ version, state })));
  const against = open ? stepRefusal(viewer, { ...open, state: 'submitted' }, 'publish') : null;
  return {
    procedure,
    builtIn: builtIn ?? null,
    titles: { ...viewer.settings.titles, ...(open?.titles ?? {}) },
    versions: [
      ...rows.map((row) => versionView(viewer, builtIn, rows, row)),
      ...(builtIn ? [bornVersion(builtIn)] : []),
    ],
    standing: await standingOf(runner, viewer, code, places),
    overlay: overlayOf(rows, open),
    may: {
      draft: footingFor(viewer, drafters) !== undefined,
      publish: open !== undefined && against === null,
      migrate: viewer.capacities.some((each) => each.roles.some((role) => migrators.includes(role))),
      whyNotPublish: against && !against.ok ? against.refusal.code : null,
    },
  };
};

/** The overlay that is being written; where none is, the one in force, for the next version starts from it. */
const overlayOf = (rows: readonly VersionRow[], open: VersionRow | undefined): Overlay | null => {
  const row = open ?? rows.find(({ state }) => state === 'published');
  return row?.kind === 'overlay' ? (row.draft as Overlay) : null;
};
