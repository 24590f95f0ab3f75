import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { textOf } from '../../src/main/texts.ts';
import type { PaperView } from '../../src/modules/papers/domain/views.ts';
import { bothOf, drawerOf, newPaperCode, type PaperKind, type PapersDeps } from '../../src/modules/papers/index.ts';
import { draftPaper } from '../../src/modules/papers/server/drafts.ts';
import { handOutTemplate } from '../../src/modules/papers/server/hand-out.ts';
import { issue } from '../../src/modules/papers/server/issue.ts';
import { paperView } from '../../src/modules/papers/server/read.ts';
import type { Agency } from '../../src/platform/authorization/directory.ts';
import { lastCheckpoint } from '../../src/platform/log/checkpoints.ts';
import { startSealer } from '../../src/platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../../src/platform/log/signing-key.ts';
import type { Bureau } from './bureau.ts';
import { type Clerk, type Office, viewerFor } from './office.ts';

/** Seals what an agency's log holds by now, so that there is a signed head to print. */
export const sealNow = async ({ pools, dataFolder, now }: Office, agency: Agency): Promise<void> => {
  await ensureSigningKey({ runner: pools.app, dataFolder, now, newId: uuidv7 }, agency);
  const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), rest: 10, retry: 20 });
  try {
    const waits = async (): Promise<boolean> => {
      const { rows } = await pools.app.query('select 1 from to_seal where agency_id = $1 limit 1', [agency.id]);
      return rows.length > 0 || !(await lastCheckpoint(pools.app, agency.id));
    };
    for (let tries = 0; tries < 500 && (await waits()); tries++) await sleep(20);
  } finally {
    await sealer.stop();
  }
};

const depsOf = ({ engine, pools, files }: Office): PapersDeps => {
  const drawer = drawerOf(null);
  return { engine, pool: pools.app, files, drawer, draw: bothOf(drawer), text: textOf, newCode: newPaperCode };
};

/** A draft by somebody, as the desk makes it. */
export const draftOf = async (
  { office, agency }: Pick<Bureau, 'office' | 'agency'>,
  who: Clerk,
  made: { kind: PaperKind; matters?: readonly string[]; input?: Record<string, unknown> },
): Promise<string> => {
  const viewer = await viewerFor(office, agency, who.person);
  const draft = await draftPaper(depsOf(office), viewer, { matters: [], input: {}, ...made });
  if (!draft.ok) throw new Error(JSON.stringify(draft.refusal));
  return draft.value.id;
};

/** What its page shows of a paper: an issue names the fingerprint. */
export const seenBy = async (
  { office, agency }: Pick<Bureau, 'office' | 'agency'>,
  who: Clerk,
  id: string,
): Promise<PaperView> => {
  const view = await paperView(depsOf(office), await viewerFor(office, agency, who.person), id);
  if (!view.ok) throw new Error(JSON.stringify(view.refusal));
  return view.value;
};

/** The same, issued. */
export const issuedOf = async (
  bureau: Pick<Bureau, 'office' | 'agency'>,
  who: Clerk,
  made: Parameters<typeof draftOf>[2],
) => {
  const id = await draftOf(bureau, who, made);
  const { fingerprint } = await seenBy(bureau, who, id);
  const viewer = await viewerFor(bureau.office, bureau.agency, who.person);
  const asked = { fingerprint: fingerprint ?? '', command: uuidv7(), site: 'https://xn.example' };
  const issued = await issue(depsOf(bureau.office), viewer, id, asked);
  if (!issued.ok) throw new Error(JSON.stringify(issued.refusal));
  return seenBy(bureau, who, id);
};

/** The house's template of a kind, as an office gets it. */
export const templateOf = async ({ office, agency }: Pick<Bureau, 'office' | 'agency'>, who: Clerk, kind: PaperKind) =>
  (await handOutTemplate(depsOf(office), await viewerFor(office, agency, who.person), kind, true)).bytes;
