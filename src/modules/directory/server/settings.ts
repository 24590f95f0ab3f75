import type { PoolClient } from 'pg';
import type { Role } from '../../../kernel/procedure/procedure.ts';
import { run, statement } from '../../../platform/database/statement.ts';
import { appendSetting, type Hand, type SettingChange } from '../../../platform/log/setting.ts';
import type { Vault } from '../../../platform/personal/vault.ts';
import type { Appointment, Reach } from '../domain/snapshot.ts';

const rise = statement(
  'directory.rise',
  `insert into directory_version (agency_id, version) values ($1, 1)
on conflict (agency_id) do update set version = directory_version.version + 1`,
);

const putUnit = statement(
  'directory.putUnit',
  `insert into unit (agency_id, id, parent_id, code, name, ordinal, from_on, to_on) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (agency_id, id) do update set parent_id = excluded.parent_id, code = excluded.code, name = excluded.name,
  ordinal = excluded.ordinal, from_on = excluded.from_on, to_on = excluded.to_on`,
);

const putPost = statement(
  'directory.putPost',
  `insert into post (agency_id, id, unit_id, name, roles, reach, from_on, to_on) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (agency_id, id) do update set unit_id = excluded.unit_id, name = excluded.name, roles = excluded.roles,
  reach = excluded.reach, from_on = excluded.from_on, to_on = excluded.to_on`,
);

const putPerson = statement(
  'directory.putPerson',
  `insert into person (agency_id, id, name_commitment) values ($1, $2, $3)
on conflict (agency_id, id) do update set name_commitment = excluded.name_commitment`,
);

const putAppointment = statement(
  'directory.putAppointment',
  `insert into appointment (agency_id, id, person_id, post_id, kind, for_person_id, from_on, to_on) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (agency_id, id) do update set to_on = excluded.to_on`,
);

export type UnitSetting = {
  id: string;
  parent: string | null;
  code: string;
  name: string;
  ordinal: number;
  from: string;
  to: string | null;
};
export type PostSetting = {
  id: string;
  unit: string;
  name: string;
  roles: readonly Role[];
  reach: Reach;
  from: string;
  to: string | null;
};
export type AppointmentSetting = Omit<Appointment, 'seq'>;

/** The id is somebody else's: of another setting, of a matter, or taken in this moment. */
export class SettingTaken extends Error {}

/** One event on a setting stream, with the directory's version raised in the same transaction. */
const change = async (client: PoolClient, hand: Hand, made: SettingChange): Promise<void> => {
  const written = await appendSetting(client, hand, made);
  if (!written.ok) throw new SettingTaken(`setting ${made.kind} ${made.id} could not be written: ${written.why}`);
  await run(client, rise, hand.agency.id);
};

export const setUnit = async (client: PoolClient, hand: Hand, unit: UnitSetting): Promise<void> => {
  const { id, ...data } = unit;
  await change(client, hand, { kind: 'unit', id, data });
  await run(client, putUnit, hand.agency.id, id, unit.parent, unit.code, unit.name, unit.ordinal, unit.from, unit.to);
};

export const setPost = async (client: PoolClient, hand: Hand, post: PostSetting): Promise<void> => {
  const { id, ...data } = post;
  await change(client, hand, { kind: 'post', id, data: { ...data, roles: [...post.roles] } });
  await run(client, putPost, hand.agency.id, id, post.unit, post.name, post.roles, post.reach, post.from, post.to);
};

/** A person's name stands under the person's own key; log and table keep the id and a commitment. */
export const setPerson = async (
  client: PoolClient,
  vault: Vault,
  hand: Hand,
  person: { id: string; name: string },
): Promise<void> => {
  const fresh = vault.newKey();
  const { commitment, cipher } = vault.protect(fresh.key, person.name);
  await change(client, hand, {
    kind: 'person',
    id: person.id,
    data: { name: { commit: commitment, of: person.id } },
    keys: [{ subject_id: person.id, wrapped: fresh.wrapped.toString('base64') }],
    personal: [{ subject_id: person.id, commitment, field: 'name', cipher: cipher.toString('base64') }],
  });
  await run(client, putPerson, hand.agency.id, person.id, commitment);
};

export const setAppointment = async (
  client: PoolClient,
  hand: Hand,
  appointment: AppointmentSetting,
): Promise<void> => {
  const { id, ...data } = appointment;
  await change(client, hand, { kind: 'appointment', id, data });
  await run(
    client,
    putAppointment,
    hand.agency.id,
    id,
    data.person,
    data.post,
    data.kind,
    data.forPerson,
    data.from,
    data.to,
  );
};
