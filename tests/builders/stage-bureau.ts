import { setTimeout as sleep } from 'node:timers/promises';
import { createHouse } from '../../src/main/engine.ts';
import type { Stage } from '../journeys/stage.ts';
import { type Bureau, type JobName, openBureau } from './bureau.ts';
import type { Clerk } from './office.ts';
import { type Answer, formWith, type Json, openLogins, type Site, signedIn, type Visitor } from './site.ts';

/** An agency of the tests beside the demonstration, on the stage's own server; its people act over HTTP. */
export type StageBureau = Bureau & {
  code: string;
  /** Address of its pages. */
  at: (path: string) => string;
  as: (name: JobName) => Visitor;
  /** A command that must be carried out. */
  act: (name: JobName, matter: string, action: string, body?: Json) => Promise<Json>;
  register: (name: JobName, procedure: string, data: Json, files?: Json) => Promise<Json>;
  /** Something to prove with, as this person handed it in. */
  upload: (name: JobName, text: string) => Promise<{ digest: string; name: string }>;
};

const must = (answer: Answer, what: string): Json => {
  if (answer.status >= 400) throw new Error(`${what}: ${answer.status} ${answer.text}`);
  return answer.json;
};

export const openStageBureau = async (stage: Stage, code: string, names: readonly JobName[]): Promise<StageBureau> => {
  const { app, sealer, owner } = stage.database;
  const standing = createHouse({ app, sealer, owner }, stage.dataFolder);
  const office = { ...standing, database: stage.database, stop: async () => undefined };
  const bureau = await openBureau(office, code);
  await openLogins(bureau, names);
  const site = { origin: stage.address } as Site;
  // A server looks for agencies it does not know at most once a second.
  for (let tries = 0; tries < 20 && (await fetch(`${stage.address}/a/${code}/api/session`)).status === 404; tries++)
    await sleep(200);
  const visitors = new Map<JobName, Visitor>();
  for (const name of names) visitors.set(name, await signedIn(site, code, name));
  const as = (name: JobName): Visitor => {
    const found = visitors.get(name);
    if (!found) throw new Error(`${name} has no login`);
    return found;
  };
  return {
    ...bureau,
    code,
    at: (path) => `/a/${code}${path}`,
    as,
    act: async (name, matter, action, body = {}) =>
      must(await as(name).post(`/api/matters/${matter}/actions/${action}`, body), action),
    register: async (name, procedure, data, files) =>
      must(await as(name).post('/api/matters', { procedure, data, ...(files && { files }) }), procedure),
    upload: async (name, text) => {
      const answer = await as(name).ask('/api/files', { method: 'POST', raw: formWith(text, '佐证.txt') });
      return { digest: must(answer, 'upload').digest as string, name: '佐证.txt' };
    },
  };
};

export const answerable = ({ person, post }: Clerk) => ({ owner: person, ownerPost: post });
