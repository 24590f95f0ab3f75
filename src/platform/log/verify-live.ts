import type pg from 'pg';
import {
  createVerifier,
  type Finding,
  formatCheckpointLine,
  formatKeys,
  GONE_LINE,
  type VerifyReport,
  withheldLine,
} from '../../kernel/proof/index.ts';
import type { FileStore } from '../files/store.ts';
import type { Vault } from '../personal/vault.ts';
import type { LogAgency } from './agencies.ts';
import { checkpointsUpTo, lastCheckpoint } from './checkpoints.ts';
import { keysUpTo } from './export.ts';
import { sha256, verifyEd25519 } from './hashing.ts';
import { createAttachmentCheck } from './live-attachments.ts';
import { queueFindings } from './live-queue.ts';
import { createTreeCheck } from './live-tree.ts';
import { inSnapshot, readSealed } from './read-log.ts';
import { sizeOf } from './tiles.ts';

export type LiveOptions = {
  pool: pg.Pool;
  vault: Vault;
  files: Pick<FileStore, 'verify'>;
  /** Text of a signed note that was kept outside. */
  anchor?: string | undefined;
};

/** What the verification of a database adds to that of an export. */
export type LiveReport = VerifyReport & {
  agency: string;
  /** Committed events without a position yet: their chains are checked, nothing vouches for them. */
  unsealed: number;
  /** Protected values compared with their commitments; those gone by a recorded erasure. */
  personal: { checked: number; erased: number };
  files: { checked: number; erased: number };
};

/** As many findings as a person can read; a database in ruins needs no longer list. */
const MAX_FINDINGS = 1000;

/**
 * Verifies an agency's log where it lies: everything an export shows, and besides each text against its sealed hash, the
 * tiles, the queue, the values behind commitments, the attached files and the checkpoints handed out.
 */
export const verifyLive = async (agency: LogAgency, options: LiveOptions): Promise<LiveReport> =>
  inSnapshot(options.pool, async (runner) => {
    const findings: Finding[] = [];
    const sealed = await sizeOf(runner, agency.id);
    const checkpointed = (await lastCheckpoint(runner, agency.id))?.size ?? 0;
    const verifier = createVerifier({ hash: sha256, verifySignature: verifyEd25519 });
    const tree = createTreeCheck(runner, agency.id);
    const attachments = createAttachmentCheck({ runner, agency: agency.id, ...options });

    // Lines behind the last checkpoint are whole as far as tiles and chains go; the export would end before them.
    const exported = Math.min(sealed, checkpointed);
    for await (const rows of readSealed(runner, agency.id, sealed)) {
      findings.push(...(await tree.check(rows)));
      await attachments.check(rows);
      for (const [index, row] of rows.entries()) {
        const position = tree.from() + index;
        if (position >= exported) break;
        if (row) verifier.line(position, row.body ?? withheldLine(row.leaf));
        else verifier.line(position, GONE_LINE);
      }
    }
    const queue = await queueFindings(runner, agency.id, attachments.check);
    findings.push(...queue.findings, ...(await attachments.end(options.pool)));

    const checkpoints = await checkpointsUpTo(runner, agency.id, Number.MAX_SAFE_INTEGER);
    const lines = checkpoints.map(({ note, made_at }) => formatCheckpointLine({ madeAt: made_at.toISOString(), note }));
    const keys = await keysUpTo(runner, agency, exported);
    const report = verifier.end(lines, formatKeys({ origin: agency.origin, keys }), options.anchor);
    return {
      ...report,
      agency: agency.code,
      size: sealed,
      unsealed: queue.unsealed,
      personal: attachments.personal(),
      files: attachments.files(),
      findings: [...findings, ...report.findings].slice(0, MAX_FINDINGS),
    };
  });
