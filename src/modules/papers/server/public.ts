import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { PaperKind } from '../domain/kinds.ts';
import { checkpointOf, type PaperRow } from './rows.ts';

type Row = Pick<PaperRow, 'kind' | 'checkpoint_size' | 'checkpoint_root' | 'voided_at' | 'withheld'> & {
  state: 'issued' | 'voided';
  number: string;
  day: string;
  word_digest: string;
  pdf_digest: string;
  issued_at: Date;
};

/** What anyone may know of an issued paper: that it is one, and how to tell whether a copy is true. Nothing of what it says. */
export type PublicPaper = {
  kind: PaperKind;
  number: string;
  day: string;
  issuedAt: Date;
  voidedAt: Date | null;
  withheld: boolean;
  word: string;
  pdf: string;
  checkpoint: { size: number; root: string } | null;
};

const columns =
  'kind, state, number, day, word_digest, pdf_digest, checkpoint_size, checkpoint_root, issued_at, voided_at, withheld';
const byCode = statement<Row>(
  'papers.publicByCode',
  `select ${columns} from paper where agency_id = $1 and code = $2 and state <> 'draft'`,
);
// By its number, which anybody may guess, a paper about a confidential matter is not found.
const byNumber = statement<Row>(
  'papers.publicByNumber',
  `select ${columns} from paper where agency_id = $1 and number = $2 and state <> 'draft' and not confidential`,
);

/** A paper by the code on it, or by its number; null for what is not there and for a draft alike. */
export const publicPaper = async (runner: Runner, agency: string, asked: string): Promise<PublicPaper | null> => {
  const isCode = /^[0-9A-HJKMNP-TV-Z]{10}$/.test(asked);
  const [row] = await run(runner, isCode ? byCode : byNumber, agency, asked);
  if (!row) return null;
  return {
    kind: row.kind,
    number: row.number,
    day: row.day,
    issuedAt: row.issued_at,
    voidedAt: row.voided_at,
    withheld: row.withheld,
    word: row.word_digest,
    pdf: row.pdf_digest,
    checkpoint: checkpointOf(row),
  };
};
