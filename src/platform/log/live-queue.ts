import { EventBody, type Finding, finding, parseCanonical, toHex, utf8 } from '../../kernel/proof/index.ts';
import { type Runner, run, statement } from '../database/statement.ts';
import { sha256 } from './hashing.ts';

/** An event that is committed and not sealed yet. */
export type UnsealedRow = { position: null; stream_id: string; seq: number; body: string | null };

type Waiting = UnsealedRow & { recorded_at: Date; before: string | null; kind: string | null };

type Kept = { stream_id: string; seq: number; kind: string };

const notQueued = statement<Kept>(
  'log.notQueued',
  `select e.stream_id, e.seq, st.kind from event e
   join stream st on st.agency_id = $1 and st.id = e.stream_id
   where e.agency_id = $1
     and not exists (select 1 from sealed s where s.agency_id = $1 and s.stream_id = e.stream_id and s.seq = e.seq)
     and not exists (select 1 from to_seal q where q.agency_id = $1 and q.stream_id = e.stream_id and q.seq = e.seq)
   order by e.stream_id, e.seq limit 1000`,
);

const waiting = statement<Waiting>(
  'log.waiting',
  `select null as position, q.stream_id, q.seq, q.recorded_at, e.body, p.body as before, st.kind from to_seal q
   left join event e on e.agency_id = $1 and e.stream_id = q.stream_id and e.seq = q.seq
   left join event p on p.agency_id = $1 and p.stream_id = q.stream_id and p.seq = q.seq - 1
   left join stream st on st.agency_id = $1 and st.id = q.stream_id
   where q.agency_id = $1 and (q.recorded_at, q.stream_id, q.seq) > ($2, $3, $4)
   order by q.recorded_at, q.stream_id, q.seq limit 1000`,
);

const heads = statement<{
  id: string;
  kind: string;
  seq: number;
  head: string;
  last: number | null;
  body: string | null;
}>(
  'log.streamHeads',
  `select st.id, st.kind, st.seq, st.head, l.seq as last, l.body from stream st
   left join lateral (
     select e.seq, e.body from event e where e.agency_id = $1 and e.stream_id = st.id order by e.seq desc limit 1
   ) l on true
   where st.agency_id = $1
     and (l.seq is distinct from st.seq or st.head is distinct from encode(sha256(convert_to(l.body, 'UTF8')), 'hex'))
   order by st.id limit 1000`,
);

const handouts = statement<{ size: number }>(
  'log.handoutsGone',
  `select distinct h.size from checkpoint_handout h where h.agency_id = $1
   and not exists (select 1 from checkpoint c where c.agency_id = $1 and c.size = h.size) order by h.size`,
);

const hashOf = (body: string): string => toHex(sha256(utf8(body)));

const misfit = ({ stream_id, seq, body, before }: Waiting): string | null => {
  const parsed = parseCanonical(body ?? '');
  const event = parsed.ok ? EventBody.safeParse(parsed.value).data : undefined;
  if (!event) return 'it is no event in canonical form';
  if (event.stream.id !== stream_id || event.seq !== seq) return 'it names another place';
  if (event.prev !== (before === null ? null : hashOf(before))) return 'it does not follow the event before it';
  return null;
};

/**
 * What can be said of events without a position: none is kept from the queue, each follows the one before it, each stream
 * ends where it says. `alsoCheck` gets every waiting row.
 */
export const queueFindings = async (
  runner: Runner,
  agency: string,
  alsoCheck: (rows: readonly UnsealedRow[]) => Promise<void>,
): Promise<{ unsealed: number; findings: Finding[] }> => {
  const findings: Finding[] = [];
  for (const { stream_id, seq, kind } of await run(runner, notQueued, agency)) {
    findings.push(finding('notQueued', { stream: { kind, id: stream_id }, seq }));
  }
  let unsealed = 0;
  let after: [string | Date, string, number] = ['-infinity', '00000000-0000-0000-0000-000000000000', 0];
  for (let rows = await run(runner, waiting, agency, ...after); rows.length > 0; ) {
    unsealed += rows.length;
    for (const row of rows) {
      const place = { stream: { kind: row.kind ?? 'stream', id: row.stream_id }, seq: row.seq };
      const why = row.body === null ? null : misfit(row);
      if (row.body === null) findings.push(finding('eventGone', place));
      if (why !== null) findings.push(finding('queueChanged', place, { why }));
    }
    await alsoCheck(rows);
    const last = rows.at(-1)!;
    after = [last.recorded_at, last.stream_id, last.seq];
    rows = await run(runner, waiting, agency, ...after);
  }
  for (const { id, kind, seq, last } of await run(runner, heads, agency)) {
    findings.push(finding('streamHead', { stream: { kind, id }, seq }, { found: seq, expected: last ?? 0 }));
  }
  for (const { size } of await run(runner, handouts, agency)) findings.push(finding('handoutGone', {}, { size }));
  return { unsealed, findings };
};
