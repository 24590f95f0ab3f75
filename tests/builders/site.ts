import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { uuidv7 } from 'uuidv7';
import { createHouse } from '../../src/main/engine.ts';
import { buildApp } from '../../src/main/server.ts';
import { openAccount } from '../../src/modules/directory/index.ts';
import { dayOf } from '../../src/platform/command/engine.ts';
import { cloneDatabase } from '../../src/platform/database/test-database.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import type { Route } from '../../src/platform/http/app.ts';
import { firstRule, setSignInRule, signInRules } from '../../src/platform/session/rule.ts';
import type { Bureau, JobName } from './bureau.ts';
import type { Clerk, Office } from './office.ts';

/** A whole server on a port of its own, above a database of its own; its clock can be put forward. */
export type Site = {
  office: Office;
  origin: string;
  routes: Route[];
  openapi: () => { paths: Record<string, Record<string, unknown>> };
  /** Puts the server's clock forward. */
  pass(minutes: number): void;
  stop(): Promise<void>;
};

type Settings = { rate?: number; trustProxy?: false | number };

export const openSite = async ({ rate = 0, trustProxy = false }: Settings = {}): Promise<Site> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'xn-site-'));
  const database = await cloneDatabase();
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const { app: pool, sealer, owner } = database;
  const standing = createHouse({ app: pool, sealer, owner }, folder, now);
  const { app, routes } = await buildApp(standing, { tls: undefined, trustProxy } as never, rate);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const stop = async () => {
    await app.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    office: { ...standing, database, stop },
    origin: `http://127.0.0.1:${port}`,
    routes,
    openapi: () => app.swagger() as ReturnType<Site['openapi']>,
    pass: (minutes) => {
      ahead += minutes * 60_000;
    },
    stop,
  };
};

export const passwordOf = (login: string): string => `Gut-${login.length}7-${[...login].reverse().join('')}!A`;

/** No role asks for a second factor, so that tests about something else sign in by a password alone. */
export const withoutSecondFactor = async (
  { office, agency }: Pick<Bureau, 'office' | 'agency'>,
  client: PoolClient,
): Promise<void> => {
  if ((await signInRules(client, agency.id)).length > 0) return;
  const hand = { agency, actor: null, post: null, command: uuidv7(), now: office.now() };
  const today = dayOf(office.now());
  const rule = { ...firstRule(false), secondFactorRoles: [], from: today };
  const set = await setSignInRule(client, hand, rule, today);
  if (!set.ok) throw new Error(JSON.stringify(set.refusal));
};

export const openLogin = (bureau: Bureau, who: Clerk, login: string): Promise<unknown> =>
  inTransaction(bureau.office.pools.app, async (client) => {
    const { vault, now } = bureau.office;
    await withoutSecondFactor(bureau, client);
    const account = { person: who.person, login, password: passwordOf(login) };
    const made = await openAccount(client, vault, bureau.agency.id, account, now());
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  });

/** What an answer holds; a test that looks for what is not there finds `undefined`. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not worked with
export type Json = any;

export type Answer = { status: number; headers: Headers; text: string; json: Json };

export type Ask = {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** As it stands, with no content type of ours. */
  raw?: FormData | string | Uint8Array<ArrayBuffer>;
};

/** Somebody at a browser: keeps the cookie, asks under the agency's address. */
export type Visitor = {
  cookie: string | null;
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** A change with a fresh command id, unless the headers bring one. */
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

export const visitor = (site: Site, code: string): Visitor => {
  const self: Visitor = {
    cookie: null,
    async ask(at, { method = 'GET', body, headers = {}, raw } = {}) {
      const response = await fetch(`${site.origin}${code === '' ? '' : `/a/${code}`}${at}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(self.cookie !== null && { cookie: `xn_session=${self.cookie}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(raw !== undefined && { body: raw }),
      });
      const set = response.headers.getSetCookie().find((each) => each.startsWith('xn_session='));
      if (set) self.cookie = /^xn_session=([^;]*)/.exec(set)?.[1] || null;
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
    },
    post: (at, body = {}, headers = {}) =>
      self.ask(at, { method: 'POST', body, headers: { 'idempotency-key': uuidv7(), ...headers } }),
  };
  return self;
};

export const signedIn = async (site: Site, code: string, login: string): Promise<Visitor> => {
  const who = visitor(site, code);
  const answer = await who.post('/api/session', { login, password: passwordOf(login) });
  if (answer.status !== 200) throw new Error(`sign-in of ${login}: ${answer.status} ${answer.text}`);
  return who;
};

/** Logins are the names of the jobs. */
export const openLogins = async (bureau: Bureau, names: readonly JobName[]): Promise<void> => {
  for (const name of names) await openLogin(bureau, bureau.people[name], name);
};

/** One part `file`, as a browser sends it. */
export const formWith = (bytes: Uint8Array<ArrayBuffer> | string, name: string, field = 'file'): FormData => {
  const form = new FormData();
  form.append(field, new Blob([bytes]), name);
  return form;
};
