import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { Command } from '../../src/kernel/matter/matter.ts';
import type { Role } from '../../src/kernel/procedure/procedure.ts';
import { createHouse, type StandingHouse } from '../../src/main/engine.ts';
import { setAppointment, setPerson, setPost, setUnit } from '../../src/modules/directory/index.ts';
import { openAgency } from '../../src/platform/agency/agencies.ts';
import type { Agency, Viewer } from '../../src/platform/authorization/directory.ts';
import { type CommandReply, type Target } from '../../src/platform/command/engine.ts';
import { execute } from '../../src/platform/command/execute.ts';
import { cloneDatabase, type TestDatabase } from '../../src/platform/database/test-database.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { createApp } from '../../src/platform/http/app.ts';
import type { Sessions } from '../../src/platform/session/sessions.ts';

/** Somebody in a post: what is needed to act as them and to name them in a form. */
export type Clerk = { person: string; post: string; unit: string };

/** A database and a data folder with everything of the house standing above them, as a server has it. */
export type Office = StandingHouse & { database: TestDatabase; stop(): Promise<void> };

export const openOffice = async (): Promise<Office> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'xn-office-'));
  const database = await cloneDatabase();
  const { app, sealer, owner } = database;
  return {
    ...createHouse({ app, sealer, owner }, folder),
    database,
    stop: async () => {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const openTestAgency = (office: Office, code: string, name = `${code}局`): Promise<Agency> =>
  openAgency(office.pools.app, {
    id: randomUUID(),
    code,
    name,
    host: null,
    originName: 'xiaoneng.example',
    demonstration: false,
    at: office.now(),
  });

const hand = (office: Office, agency: Agency) => ({
  agency,
  actor: null,
  post: null,
  command: uuidv7(),
  now: office.now(),
});

export const openUnit = async (office: Office, agency: Agency, code: string): Promise<string> => {
  const id = uuidv7();
  await inTransaction(office.pools.app, (client) =>
    setUnit(client, hand(office, agency), {
      id,
      parent: null,
      code,
      name: `${code}股`,
      ordinal: 1,
      from: '2020-01-01',
      to: null,
    }),
  );
  return id;
};

/** A person with one post in a unit, seeing as far as told. */
export const employ = async (
  office: Office,
  agency: Agency,
  unit: string,
  name: string,
  roles: readonly Role[],
  reach: 'own' | 'unit' | 'agency' = 'unit',
): Promise<Clerk> => {
  const person = uuidv7();
  const post = uuidv7();
  await inTransaction(office.pools.app, async (client) => {
    await setPost(client, hand(office, agency), {
      id: post,
      unit,
      name: `${name}的岗位`,
      roles: [...roles],
      reach,
      from: '2020-01-01',
      to: null,
    });
    await setPerson(client, office.vault, hand(office, agency), { id: person, name });
    await setAppointment(client, hand(office, agency), {
      id: uuidv7(),
      person,
      post,
      kind: 'holder',
      forPerson: null,
      from: '2020-01-01',
      to: null,
    });
  });
  return { person, post, unit };
};

export const viewerFor = (office: Office, agency: Agency, person: string): Promise<Viewer> =>
  office.viewerFor(agency, person, office.now());

/** Carries out a command as somebody; a refusal fails the test with its words. */
export const act = async (
  office: Office,
  agency: Agency,
  clerk: Clerk,
  target: Target,
  command: Partial<Command> & { action: string },
): Promise<CommandReply> => {
  const viewer = await viewerFor(office, agency, clerk.person);
  const request = { commandId: uuidv7(), digest: uuidv7(), ...target, command: { data: {}, files: [], ...command } };
  const outcome = await execute(office.engine, viewer, request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};

/** A server in which the session cookie is simply the person's id: signing in has tests of its own. */
export const openTestApp = async (office: Office) => {
  const sessions = {
    find: async (agency: string, token: string) => ({
      person: token,
      directoryVersion: await office.directoryVersion(agency),
    }),
  } as unknown as Sessions;
  const { agencies, directories, settings, now } = office;
  return createApp({ agencies, sessions, directories, settings, now, trustProxy: false, rate: 0, log: false });
};
