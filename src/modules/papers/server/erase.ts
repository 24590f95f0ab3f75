import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';

type Row = { id: string; state: 'draft' | 'issued' | 'voided'; word_digest: string | null; pdf_digest: string | null };

const aboutMatter = statement<Row>(
  'papers.aboutErased',
  `select p.id, p.state, p.word_digest, p.pdf_digest from paper_matter x join paper p on p.agency_id = $1 and p.id = x.paper_id
where x.agency_id = $1 and x.matter_id = $2 and p.withheld = $3 order by p.id for update of p`,
);
const withhold = statement(
  'papers.withhold',
  'update paper set withheld = true, revision = revision + 1 where agency_id = $1 and id = $2',
);
const dropDraft = statement(
  'papers.dropDraft',
  `with gone as (delete from paper_matter where agency_id = $1 and paper_id = $2),
kept as (delete from data_key where agency_id = $1 and subject_id = $2)
delete from paper p where p.agency_id = $1 and p.id = $2`,
);

/**
 * What papers said of a matter goes with it: drafts altogether, of issued ones the files. That they were issued, and under which
 * number, stays; the log says why their files are gone. Answers the files to take off the disk; asked once more, those of before.
 */
export const papersErasedWith = async (
  runner: Runner,
  hand: Hand,
  matter: string,
  basis: string,
  isRepeated: boolean,
): Promise<string[]> => {
  const digests: string[] = [];
  for (const row of await run(runner, aboutMatter, hand.agency.id, matter, isRepeated)) {
    if (row.state === 'draft') {
      await run(runner, dropDraft, hand.agency.id, row.id);
      continue;
    }
    if (!isRepeated) {
      const written = await appendSetting(runner, hand, {
        kind: 'paper',
        id: row.id,
        action: 'erase',
        data: { basis },
      });
      if (!written.ok) throw new Error(`paper ${row.id} moved while it was held`);
      await run(runner, withhold, hand.agency.id, row.id);
    }
    digests.push(...[row.word_digest, row.pdf_digest].filter((digest): digest is string => digest !== null));
  }
  return digests;
};
