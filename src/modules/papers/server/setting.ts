import type { Pool } from 'pg';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';
import type { SettingView } from '../domain/views.ts';

type Row = { seq: number; stream_id: string; code_word: string; mark: string; printer: string; site: string | null };

const newest = statement<Row>(
  'papers.setting',
  'select seq, stream_id, code_word, mark, printer, site from paper_setting where agency_id = $1 order by seq desc limit 1',
);
const put = statement(
  'papers.putSetting',
  `insert into paper_setting (agency_id, seq, stream_id, code_word, mark, printer, site, by_person_id, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export type PaperSetting = Omit<SettingView, 'seq'>;

/** What stands on an agency's papers; null while nobody has said it. */
export const paperSetting = async (
  runner: Runner,
  agency: string,
): Promise<(SettingView & { stream: string }) | null> => {
  const [row] = await run(runner, newest, agency);
  if (!row) return null;
  const { seq, stream_id: stream, code_word: codeWord, mark, printer, site } = row;
  return { seq, stream, codeWord, mark, printer, site };
};

const putSetting = (
  deps: { pool: Pool; newId: () => string },
  hand: Hand,
  setting: PaperSetting,
  expected: number,
): Promise<Outcome<SettingView>> =>
  inTransaction(
    deps.pool,
    async (client): Promise<Outcome<SettingView>> => {
      const stands = await paperSetting(client, hand.agency.id);
      if ((stands?.seq ?? 0) !== expected)
        return refuse('stale', 'papers.settingMoved', { expected, seq: stands?.seq ?? 0 });
      const stream = stands?.stream ?? deps.newId();
      const { codeWord, mark, printer, site } = setting;
      const written = await appendSetting(client, hand, {
        kind: 'paperSetting',
        id: stream,
        data: { codeWord, mark, printer, site },
      });
      if (!written.ok) return refuse('stale', 'papers.settingMoved', { expected });
      const { seq } = written.appended;
      await run(client, put, hand.agency.id, seq, stream, codeWord, mark, printer, site, hand.actor, hand.now);
      return granted({ seq, codeWord, mark, printer, site });
    },
    (outcome) => outcome.ok,
  );

/** A new version of it; `expected` is the one its author saw, 0 where there was none. */
export const setPaperSetting = async (...asked: Parameters<typeof putSetting>): Promise<Outcome<SettingView>> => {
  try {
    return await putSetting(...asked);
  } catch (error) {
    // Two began the setting in one moment: the second finds the first one's version in its place.
    if ((error as { code?: string }).code !== '23505') throw error;
    return refuse('stale', 'papers.settingMoved', { expected: asked[3] });
  }
};
