import type { Json } from '../../../kernel/proof/canonical.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import type { HistoryView } from '../../../kernel/view/organisation.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import type { Kind, Organisation } from '../domain/organisation.ts';
import type { DirectoryCopy } from './snapshot.ts';

const pageSize = 100;

const eventsOf = statement<{ body: string; recorded_at: Date; stream_id: string; seq: number }>(
  'directory.historyEvents',
  `select e.body, e.recorded_at, e.stream_id, e.seq from event e
where e.agency_id = $1 and e.stream_id = any($2::uuid[])
  and ($3::timestamptz is null or (e.recorded_at, e.stream_id, e.seq) < ($3::timestamptz, $4::uuid, $5::bigint))
order by e.recorded_at desc, e.stream_id desc, e.seq desc limit $6`,
);

const valuesOf = statement<{ commitment: string; subject_id: string; cipher: Buffer; wrapped: Buffer }>(
  'directory.historyValues',
  `select p.commitment, p.subject_id, p.cipher, k.wrapped from personal p
join data_key k on k.agency_id = $1 and k.subject_id = p.subject_id
where p.agency_id = $1 and p.subject_id = any($2::uuid[]) and p.commitment = any($3::text[])`,
);

type Protected = { commit: string; of: string };
const isProtected = (value: unknown): value is Protected =>
  typeof value === 'object' && value !== null && 'commit' in value && 'of' in value;

/** The streams that tell of a unit, a post, a person or a team: their own and those of what belongs to them. */
const streamsOf = (organisation: Organisation, kind: Kind, id: string): string[] => {
  const ids = (list: Iterable<{ id: string }> | undefined): string[] => [...(list ?? [])].map((each) => each.id);
  const where = <T extends { id: string }>(list: Iterable<T>, fits: (each: T) => boolean): string[] =>
    ids([...list].filter(fits));
  const { appointment, charge, member, pairing, team } = organisation;
  switch (kind) {
    case 'unit':
      return [
        id,
        ...ids(organisation.postsIn.get(id)),
        ...ids(organisation.chargesOver.get(id)),
        ...where(pairing.values(), (each) => each.with === id || each.unit === id),
        ...where(team.values(), (each) => each.unit === id),
      ];
    case 'post':
      return [id, ...ids(organisation.appointmentsOn.get(id)), ...ids(organisation.chargesFrom.get(id))];
    case 'person':
      return [
        id,
        ...where(appointment.values(), (each) => each.person === id || each.forPerson === id),
        ...where(charge.values(), (each) => each.person === id),
        ...where(member.values(), (each) => each.person === id),
        ...where(pairing.values(), (each) => each.person === id),
      ];
    case 'team':
      return [id, ...ids(organisation.membersOf.get(id))];
    default:
      return [id];
  }
};

/** `<moment>~<stream>~<seq>` of the last one shown; the edge has checked its shape. */
export const cursorShape =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~\d{1,15}$/;

/** What was entered about this thing and what belongs to it, newest first; null = there is no such thing. */
export const historyOf = async (
  runner: Runner,
  vault: Vault,
  agency: string,
  copy: DirectoryCopy,
  asked: { kind: Kind; id: string; cursor?: string | undefined },
): Promise<HistoryView | null> => {
  if (!copy.organisation[asked.kind].has(asked.id)) return null;
  const streams = streamsOf(copy.organisation, asked.kind, asked.id);
  const [at = null, stream = null, seq = null] = asked.cursor?.split('~') ?? [];
  const rows = await run(runner, eventsOf, agency, streams, at, stream, seq, pageSize + 1);
  const shown = rows.slice(0, pageSize);
  const bodies = shown.map((row) => JSON.parse(row.body) as EventBody);
  const kept = bodies.flatMap((body) => Object.values(body.data).filter(isProtected));
  const values = new Map<string, Json>();
  if (kept.length > 0)
    for (const row of await run(
      runner,
      valuesOf,
      agency,
      [...new Set(kept.map((each) => each.of))],
      kept.map((each) => each.commit),
    ))
      values.set(row.commitment, vault.reveal(vault.unwrap(row.wrapped), row.cipher).value);
  const reveal = (value: unknown): unknown =>
    isProtected(value) ? (values.get(value.commit) ?? { erased: true }) : value;
  const last = shown.at(-1);
  return {
    items: bodies.map((body) => ({
      kind: body.stream.kind,
      id: body.stream.id,
      seq: body.seq,
      action: body.action,
      at: body.recordedAt,
      actor: body.actor === null ? null : { id: body.actor, name: copy.personName(body.actor) },
      data: Object.fromEntries(Object.entries(body.data).map(([name, value]) => [name, reveal(value)])),
    })),
    next: rows.length > pageSize && last ? `${last.recorded_at.toISOString()}~${last.stream_id}~${last.seq}` : null,
  };
};
