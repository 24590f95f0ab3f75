import type { PoolClient } from 'pg';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { dayOf } from '../../../platform/command/engine.ts';
import { run } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { recordFile } from '../../../platform/files/rows.ts';
import { appendSetting, type Hand } from '../../../platform/log/setting.ts';
import { latestCheckpoint } from '../../../platform/log/witness.ts';
import { tellAnswering } from '../../../platform/notices/tell.ts';
import { ruleOf, type Words } from '../domain/kinds.ts';
import { numberOf, seriesOf } from '../domain/number.ts';
import { allWords } from '../domain/template.ts';
import type { voidReasons } from '../domain/views.ts';
import { issuers, mayIssue, type PapersDeps, postFor, sayFor } from './deps.ts';
import { type Dress, headOf } from './draw.ts';
import { takeNumber } from './numbers.ts';
import { draftNow, findPaper } from './read.ts';
import { issuePaper, lockPaper, nameMatters, type PaperRow, voidPaper } from './rows.ts';
import { bytesOf, type Template, templateInForce } from './templates.ts';
import { fullDay } from './words.ts';

/** Drawing takes a moment, and its number is held meanwhile: an agency's issues queue here, each with one connection, not in the database. */
const queues = new Map<string, Promise<unknown>>();
const inTurn = async <T>(agency: string, work: () => Promise<T>): Promise<T> => {
  const before = queues.get(agency) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  queues.set(agency, settled);
  try {
    return await mine;
  } finally {
    if (queues.get(agency) === settled) queues.delete(agency);
  }
};

export type Issuing = {
  /** What the issuer saw. */
  fingerprint: string;
  command: string;
  /** Where the public reaches this agency, while no setting says it: `https://host/a/code`. */
  site: string;
};

type Ready = {
  row: PaperRow;
  words: Words;
  matters: readonly string[];
  confidential: boolean;
  series: string;
  site: string;
  mark: string;
  template: Template | null;
};

const withoutScheme = (address: string): string => address.replace(/^https?:\/\//, '');

const keep = async (
  deps: PapersDeps,
  client: PoolClient,
  { agency, actor, now }: Hand & { actor: string },
  bytes: Uint8Array,
  name: string,
): Promise<string> => {
  const source = (async function* () {
    yield Buffer.from(bytes);
  })();
  const kept = await deps.files.put(agency.id, source, { name });
  if (!kept.ok) throw new Error(`what was drawn is not kept: ${JSON.stringify(kept.refusal)}`);
  return (await recordFile(client, agency.id, kept.value, actor, now)).digest;
};

/** Number, files, event and row in one transaction: whatever fails takes the number back with it. */
const issueWithin = async (
  deps: PapersDeps,
  client: PoolClient,
  viewer: Viewer,
  hand: Hand & { actor: string },
  ready: Ready,
): Promise<Outcome<{ id: string }>> => {
  const { row, series, matters, confidential, template } = ready;
  const { id: agency, name } = viewer.agency;
  const [held] = await run(client, lockPaper, agency, row.id);
  if (held?.state !== 'draft' || held.revision !== row.revision)
    return refuse('stale', 'papers.moved', { revision: held?.revision ?? 0 });
  const day = dayOf(hand.now);
  const year = Number(day.slice(0, 4));
  const serial = await takeNumber(client, agency, series, year);
  const number = numberOf(row.kind, series, year, serial);
  const code = deps.newCode();
  const head = headOf(await latestCheckpoint(client, { id: agency }, 'paper', hand.now));
  const address = `${ready.site}/open/papers/${code}`;
  const dress: Dress = {
    agency: name,
    number,
    day,
    mark: ready.mark,
    query: { address, shown: withoutScheme(address) },
    head,
  };
  const words = { ...ready.words, number, day: fullDay(day) };
  const bytes = template ? await bytesOf(deps.files, agency, template.digest) : null;
  const drawn = await deps.draw(
    sayFor(deps, viewer),
    row.kind,
    bytes ? allWords(row.kind, words) : words,
    dress,
    bytes,
  );
  const word = await keep(deps, client, hand, drawn.word, 'paper.docx');
  const pdf = await keep(deps, client, hand, drawn.pdf, 'paper.pdf');
  const written = await appendSetting(client, hand, {
    kind: 'paper',
    id: row.id,
    action: 'issue',
    data: {
      kind: row.kind,
      number,
      code,
      day,
      matters: [...matters],
      word,
      pdf,
      template: template?.version ?? null,
      checkpoint: head && { size: head.size, root: head.root },
    },
  });
  if (!written.ok) return refuse('stale', 'papers.moved', { revision: row.revision });
  await run(client, nameMatters, agency, row.id, matters);
  if (ruleOf(row.kind).told)
    await tellAnswering(client, agency, {
      matters,
      kind: 'paper',
      actor: hand.actor,
      at: hand.now,
      newId: deps.engine.newId,
    });
  await run(
    client,
    issuePaper,
    agency,
    row.id,
    number,
    series,
    year,
    serial,
    code,
    day,
    confidential,
    word,
    pdf,
    head?.size ?? null,
    head?.root ?? null,
    hand.actor,
    hand.now,
    hand.command,
  );
  return granted({ id: row.id });
};

/**
 * Issues a paper: gives it the next number of its series and year, draws and keeps both files, and says so in the log. A number is
 * given to nothing but an issued paper, and none is skipped.
 */
export const issue = async (
  deps: PapersDeps,
  viewer: Viewer,
  id: string,
  { fingerprint, command, site }: Issuing,
): Promise<Outcome<{ id: string }>> => {
  const row = await findPaper(deps, viewer, id);
  if (!row) return refuse('notFound', 'paper');
  if (!mayIssue(viewer)) return refuse('notAllowed', 'role', { roles: [...issuers] }, { mend: 'otherPerson' });
  // Sent once more because its answer was lost: done is done.
  if (row.state !== 'draft')
    return row.issue_command === command
      ? granted({ id })
      : refuse('conflict', 'papers.issuedAlready', { number: row.number ?? '' });
  const draft = await draftNow(deps, viewer, row);
  if (!draft.ok) return draft;
  const { setting, words, matters, confidential } = draft.value;
  if (draft.value.fingerprint !== fingerprint)
    return refuse('stale', 'papers.changed', {}, { mend: 'papers.lookAgain' });
  if (ruleOf(row.kind).numbering === 'document' && setting.codeWord === null)
    return refuse('ruleBroken', 'papers.codeWord', {}, { mend: 'papers.setCodeWord' });
  const template = await templateInForce(deps.engine.runner, viewer.agency.id, row.kind);
  const now = deps.engine.now();
  const hand = { agency: viewer.agency, actor: viewer.person, post: postFor(viewer, issuers), command, now };
  const ready: Ready = {
    row,
    words,
    matters,
    confidential,
    series: seriesOf(row.kind, setting.codeWord ?? ''),
    site: setting.site ?? site,
    mark: setting.mark,
    template,
  };
  const issued = await inTurn(viewer.agency.id, () =>
    inTransaction(
      deps.pool,
      (client) => issueWithin(deps, client, viewer, hand, ready),
      (outcome) => outcome.ok,
    ),
  );
  if (issued.ok && ruleOf(row.kind).told) deps.engine.rang(viewer.agency.id);
  return issued;
};

export type VoidReason = (typeof voidReasons)[number];

/** Says that an issued paper holds no longer. Its number and its files stay with it. */
export const voidIssued = async (
  deps: PapersDeps,
  viewer: Viewer,
  id: string,
  reason: VoidReason,
  command: string,
): Promise<Outcome<{ id: string }>> => {
  const row = await findPaper(deps, viewer, id);
  if (!row) return refuse('notFound', 'paper');
  if (!mayIssue(viewer)) return refuse('notAllowed', 'role', { roles: [...issuers] }, { mend: 'otherPerson' });
  if (row.state !== 'issued') return refuse('wrongState', 'papers.notIssued', { state: row.state });
  const now = deps.engine.now();
  const hand = { agency: viewer.agency, actor: viewer.person, post: postFor(viewer, issuers), command, now };
  return inTransaction(
    deps.pool,
    async (client): Promise<Outcome<{ id: string }>> => {
      const [held] = await run(client, lockPaper, viewer.agency.id, id);
      if (held?.state !== 'issued') return refuse('wrongState', 'papers.notIssued', { state: held?.state ?? 'draft' });
      const data = { number: row.number, reason };
      const written = await appendSetting(client, hand, { kind: 'paper', id, action: 'void', data });
      if (!written.ok) return refuse('stale', 'papers.moved', { revision: row.revision });
      await run(client, voidPaper, viewer.agency.id, id, viewer.person, now, reason);
      return granted({ id });
    },
    (outcome) => outcome.ok,
  );
};
