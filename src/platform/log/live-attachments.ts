import {
  type CommittedValue,
  commit,
  commitmentsIn,
  type EventBody,
  type Finding,
  finding,
} from '../../kernel/proof/index.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import type { FileStore } from '../files/store.ts';
import type { DataKey, Vault } from '../personal/vault.ts';
import { sha256 } from './hashing.ts';

type Row = { position: number | null; stream_id: string; seq: number; body: string | null };
type Place = { position: number | null; stream: { kind: string; id: string }; seq: number };
/** A value or file that is not there: no finding if its subject was erased by a later event. */
type Gone = { order: number; subject: string; finding: Finding; what: 'personal' | 'file' };

const values = statement<{ subject_id: string; commitment: string; cipher: Buffer }>(
  'log.personalValues',
  `select p.subject_id, p.commitment, p.cipher
   from unnest($2::uuid[], $3::text[]) as w(subject_id, commitment)
   join personal p on p.agency_id = $1 and p.subject_id = w.subject_id and p.commitment = w.commitment`,
);
const keysOf = statement<{ subject_id: string; wrapped: Buffer }>(
  'log.dataKeys',
  'select subject_id, wrapped from data_key where agency_id = $1 and subject_id = any($2::uuid[])',
);
const shownCopies = statement<{ digest: string; shown_digest: string }>(
  'log.shownCopies',
  'select digest, shown_digest from file where agency_id = $1 and shown_digest is not null order by digest',
);

const erasedNow = statement<{ stream_id: string }>(
  'log.erasedNow',
  `select distinct stream_id from event where agency_id = $1 and action = 'erase' and stream_id = any($2::uuid[])`,
);

/** Action by which the key, values and files of a stream's subject are destroyed. */
const ERASE = 'erase';

/** Streams of issued papers, and the action that names their files. */
const PAPER = 'paper';
const ISSUE = 'issue';

/** Action of the agency's stream by which a backup was put back; it names what had been erased after that backup. */
const RESTORE = 'restore';

const erasedBefore = (data: EventBody['data']): string[] =>
  Array.isArray(data.erased) ? data.erased.filter((each) => typeof each === 'string') : [];

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Compares what stands outside the events with what the events say of it: protected values and attached files. */
export const createAttachmentCheck = (deps: {
  runner: Runner;
  agency: string;
  vault: Vault;
  files: Pick<FileStore, 'verify'>;
}) => {
  const { runner, agency, vault, files } = deps;
  const found: Finding[] = [];
  const gone: Gone[] = [];
  const erasedAt = new Map<string, number>();
  const keys = new Map<string, DataKey | null>();
  const fileStates = new Map<string, 'whole' | 'altered' | 'missing'>();
  const counts = { personal: { checked: 0, erased: 0 }, file: { checked: 0, erased: 0 } };
  let order = 0;

  const learnKeys = async (subjects: readonly string[]): Promise<void> => {
    const unknown = [...new Set(subjects)].filter((subject) => !keys.has(subject));
    if (unknown.length === 0) return;
    for (const subject of unknown) keys.set(subject, null);
    for (const { subject_id, wrapped } of await run(runner, keysOf, agency, unknown)) {
      try {
        keys.set(subject_id, vault.unwrap(wrapped));
      } catch {
        // A key that does not open is as good as none; its values are reported one by one.
      }
    }
  };

  const isSame = ({ commit: expected, of }: CommittedValue, cipher: Buffer): boolean => {
    const key = keys.get(of);
    if (!key) return false;
    try {
      const { salt, value } = vault.reveal(key, cipher);
      return commit(sha256, salt, value) === expected;
    } catch {
      return false;
    }
  };

  const checkValues = async (
    list: readonly { value: CommittedValue; place: Place; order: number }[],
  ): Promise<void> => {
    const asked = list.filter(({ value }) => isUuid(value.of)).map(({ value }) => value);
    const subjects = asked.map(({ of }) => of);
    await learnKeys(subjects);
    const rows = await run(
      runner,
      values,
      agency,
      subjects,
      asked.map((value) => value.commit),
    );
    const ciphers = new Map(rows.map((row) => [`${row.subject_id} ${row.commitment}`, row.cipher]));
    for (const { value, place, order } of list) {
      counts.personal.checked += 1;
      const cipher = ciphers.get(`${value.of} ${value.commit}`);
      const facts = { field: value.path, subject: value.of };
      if (!cipher || !keys.get(value.of)) {
        gone.push({ order, subject: value.of, what: 'personal', finding: finding('personalGone', place, facts) });
      } else if (!isSame(value, cipher)) {
        found.push(finding('personalChanged', place, facts));
      }
    }
  };

  const checkFile = async (digest: string, place: Place): Promise<void> => {
    if (!fileStates.has(digest)) {
      const known = /^[0-9a-f]{64}$/.test(digest);
      fileStates.set(digest, known ? await files.verify(agency, digest) : 'missing');
      counts.file.checked += 1;
    }
    const state = fileStates.get(digest);
    if (state === 'altered') found.push(finding('fileChanged', place, { digest }));
    if (state === 'missing') {
      gone.push({ order, subject: place.stream.id, what: 'file', finding: finding('fileGone', place, { digest }) });
    }
  };

  return {
    personal: () => counts.personal,
    files: () => counts.file,
    async check(rows: readonly (Row | null)[]): Promise<void> {
      const list: { value: CommittedValue; place: Place; order: number }[] = [];
      for (const row of rows) {
        order += 1;
        const body = row?.body ? parse(row.body) : null;
        if (!row || !body) continue;
        const stream = { kind: String(body.stream?.kind ?? 'stream'), id: row.stream_id };
        const place: Place = { position: row.position, stream, seq: row.seq };
        if (body.action === ERASE) erasedAt.set(row.stream_id, order);
        if (body.action === RESTORE && stream.kind === 'agency')
          for (const subject of erasedBefore(body.data)) erasedAt.set(subject, order);
        for (const value of commitmentsIn({ data: body.data, files: body.files })) list.push({ value, place, order });
        for (const { digest } of body.files) await checkFile(digest, place);
        // An issued paper names its files in what it says; they bear no name of a person's choosing.
        if (stream.kind === PAPER && body.action === ISSUE)
          for (const digest of [body.data.word, body.data.pdf])
            if (typeof digest === 'string') await checkFile(digest, place);
      }
      if (list.length > 0) await checkValues(list);
    },
    /**
     * Everything that is not as the events say; call once, after the last row. `now` reads outside the snapshot: files
     * know no snapshots, so one may have been erased while we read.
     */
    async end(now: Runner): Promise<Finding[]> {
      for (const { digest, shown_digest } of await run(runner, shownCopies, agency)) {
        // What people see; the original beside it is what was attached.
        const isOriginalThere = fileStates.get(digest) === 'whole';
        const state = isOriginalThere ? await files.verify(agency, shown_digest) : 'whole';
        if (state === 'altered') found.push(finding('fileChanged', {}, { digest: shown_digest }));
        if (state === 'missing') found.push(finding('fileGone', {}, { digest: shown_digest }));
      }
      const streams = gone.filter(({ what }) => what === 'file').map(({ subject }) => subject);
      const erased = new Set((await run(now, erasedNow, agency, streams)).map(({ stream_id }) => stream_id));
      for (const one of gone) {
        // Without a key nothing of an erased subject can be left, also not what was written while it was erased.
        const at = erasedAt.get(one.subject) ?? 0;
        const isErased = at > one.order || (at > 0 && !keys.get(one.subject));
        if (isErased || (one.what === 'file' && erased.has(one.subject))) counts[one.what].erased += 1;
        else found.push(one.finding);
      }
      return found;
    },
  };
};

/** The parts looked at here; a body that is no event has been reported already. */
const parse = (
  body: string,
): (Partial<Pick<EventBody, 'stream'>> & Pick<EventBody, 'action' | 'data' | 'files'>) | null => {
  try {
    const { stream, action, data, files } = JSON.parse(body) as EventBody;
    return { stream, action, data, files: Array.isArray(files) ? files : [] };
  } catch {
    return null;
  }
};
