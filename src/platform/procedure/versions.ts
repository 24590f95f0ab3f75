import type { Overlay } from '../../kernel/procedure/overlay.ts';
import type { OwnTable } from '../../kernel/procedure/own-table.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { type Runner, run, statement } from '../database/statement.ts';

export type VersionState = 'draft' | 'submitted' | 'published' | 'withdrawn';

export type VersionRow = {
  code: string;
  version: number;
  stream_id: string;
  state: VersionState;
  kind: 'overlay' | 'own';
  draft: Overlay | OwnTable;
  titles: Record<string, string>;
  made: Procedure;
  basis: string | null;
  drafters: string[];
  submitted_by: string | null;
  decided_by: string | null;
  drafted_at: Date;
  submitted_at: Date | null;
  decided_at: Date | null;
  seq: number;
};

const columns = `v.code, v.version, v.stream_id, v.state, v.kind, v.draft, v.titles, v.made, v.basis, v.drafters,
  v.submitted_by, v.decided_by, v.drafted_at, v.submitted_at, v.decided_at, v.seq`;

const published = statement<Pick<VersionRow, 'made' | 'titles' | 'stream_id' | 'seq'>>(
  'procedure.published',
  `select v.made, v.titles, v.stream_id, v.seq from procedure_version v
where v.agency_id = $1 and v.state = 'published' order by v.code, v.version`,
);

const ofCode = statement<VersionRow>(
  'procedure.versions',
  `select ${columns} from procedure_version v where v.agency_id = $1 and v.code = $2 order by v.version desc limit 200`,
);

const codes = statement<{ code: string; version: number; state: VersionState; titles: Record<string, string> }>(
  'procedure.codes',
  `select v.code, v.version, v.state, v.titles from procedure_version v
where v.agency_id = $1 and v.state in ('draft', 'submitted') order by v.code`,
);

export const versionsOf = (runner: Runner, agency: string, code: string): Promise<VersionRow[]> =>
  run(runner, ofCode, agency, code);

/** What is being worked on now, of any procedure. */
export const openDrafts = (runner: Runner, agency: string) => run(runner, codes, agency);

export type Published = { procedures: readonly Procedure[]; titles: Readonly<Record<string, string>> };

/** Every published version, each with the event that published it; words of newer versions stand before those of older ones. */
export const publishedVersions = async (runner: Runner, agency: string): Promise<Published> => {
  const rows = await run(runner, published, agency);
  return {
    procedures: rows.map(({ made, stream_id, seq }) => ({
      ...made,
      setting: { kind: 'procedure', id: stream_id, seq },
    })),
    titles: Object.assign({}, ...rows.map((row) => row.titles)) as Record<string, string>,
  };
};
