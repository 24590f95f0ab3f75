import { hash, randomBytes } from 'node:crypto';
import { bite, inBites } from '../../../platform/database/bites.ts';
import { type Runner, run, statement } from '../../../platform/database/statement.ts';

/** How long a link may be answered. */
const holdsMs = 14 * 86_400_000;

/** Links of one drawing, the newest of each place first. */
export type InvitationRow = { id: string; place: number; answered: boolean; ended: boolean; expires_at: Date };

/** $2 matter, $3 the event that drew them. */
export const invitationsOf = statement<InvitationRow>(
  'ledger.invitations',
  `select i.id, i.place, i.answered, i.ended, i.expires_at from invitation i
where i.agency_id = $1 and i.matter_id = $2 and i.sample_seq = $3 order by i.place, i.made_at desc, i.id`,
);

const endOthers = statement(
  'ledger.endInvitations',
  `update invitation set ended = true where agency_id = $1 and matter_id = $2 and sample_seq = $3 and not answered and not ended
  and place = any($4::int[])`,
);

const put = statement(
  'ledger.putInvitations',
  `insert into invitation (agency_id, id, token_hash, matter_id, sample_seq, place, made_at, expires_at, answered, ended)
select $1::uuid, r.id, decode(r.hash, 'base64'), $2::uuid, $3::bigint, r.place, $4::timestamptz, $5::timestamptz, false, false
from json_to_recordset($6::json) as r(id uuid, hash text, place int)`,
);

/** Only its hash is kept: who reads the database cannot answer in anybody's name. */
export const hashOfToken = (token: string): Buffer => hash('sha256', token, 'buffer');

/** 128 bits, as they stand in an address. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(text);

/** A fresh link for each of these places; the old ones that nobody answered by end. */
export const makeLinks = async (
  client: Runner,
  agency: string,
  of: { matter: string; sample: number; places: readonly number[] },
  now: Date,
  newId: () => string,
): Promise<{ until: Date; tokens: ReadonlyMap<number, string> }> => {
  const until = new Date(now.getTime() + holdsMs);
  const tokens = new Map(of.places.map((place) => [place, randomBytes(16).toString('base64url')]));
  const rows = [...tokens].map(([place, token]) => ({
    id: newId(),
    hash: hashOfToken(token).toString('base64'),
    place,
  }));
  await run(client, endOthers, agency, of.matter, of.sample, of.places);
  await run(client, put, agency, of.matter, of.sample, now, until, JSON.stringify(rows));
  return { until, tokens };
};

const dropOld = statement<{ id: string }>(
  'ledger.dropInvitations',
  `delete from invitation where agency_id = $1 and id = any(array(
  select i.id from invitation i where i.agency_id = $1 and i.expires_at < $2 and not i.answered
  order by i.expires_at limit ${bite})) returning id`,
);

/** Links that nobody may answer by any more are kept for a month, so that the page can say that they ran out. */
export const dropInvitations = async (runner: Runner, agency: string, now: Date): Promise<void> => {
  await inBites(() => run(runner, dropOld, agency, new Date(now.getTime() - 30 * 86_400_000)));
};
