import { type Runner, run, statement } from '../../../platform/database/statement.ts';

/** A case as the public reads it: what its forms mark as public, in words made for that. */
export type OpenedCase = {
  title: string | null;
  /** A choice of `caseStudy.kind` and of `caseStudy.cause`. */
  kind: string;
  cause: string;
  summary: string;
  openedAt: Date;
};

type Row = { title: string | null; kind: string; cause: string; summary: string | null; opened_at: Date };

/** Approved, opened by somebody's action, and not about what is confidential. $2 how many, $3 to $4 when they were opened. */
const list = statement<Row>(
  'ledger.openedCases',
  `select m.title, c.kind, c.cause, m.fold -> 'data' ->> 'publicSummary' as summary, c.opened_at
from case_study c join matter m on m.agency_id = $1 and m.id = c.matter_id and m.state = 'approved' and not m.confidential
where c.agency_id = $1 and c.approved_at is not null and c.opened_at >= $3 and c.opened_at < $4 and not exists (
  select 1 from matter p where p.agency_id = $1 and p.id = c.problem_id and p.confidential)
order by c.approved_at desc, c.matter_id desc limit $2`,
);

/** From the first day on, for ever. */
const always = { from: '-infinity', to: 'infinity' } as const;

/** The newest of them first; `span` is when they were opened. */
export const openedCases = async (
  runner: Runner,
  agency: string,
  limit: number,
  { from, to }: { from: Date | '-infinity'; to: Date | 'infinity' } = always,
): Promise<OpenedCase[]> =>
  (await run(runner, list, agency, limit, from, to)).flatMap(({ summary, opened_at, ...row }) =>
    summary === null ? [] : [{ ...row, summary, openedAt: opened_at }],
  );
