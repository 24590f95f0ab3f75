import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { calendarRoutes, startMover } from '../modules/calendar/index.ts';
import { directoryRoutes, dropImportDrafts, openAccount } from '../modules/directory/index.ts';
import {
  createRatings,
  dropInvitations,
  dropLedgerImports,
  ledgerRoutes,
  sheetRoutes,
  startFollower,
  startImporter,
} from '../modules/ledger/index.ts';
import { bothOf, drawerOf, newPaperCode, paperRoutes, papersErasedWith } from '../modules/papers/index.ts';
import { setupRoutes } from '../platform/agency/setup.ts';
import { areThreePeople } from '../platform/authorization/three-administrators.ts';
import { startBell } from '../platform/clock/bell.ts';
import { startDueLoop } from '../platform/clock/loop.ts';
import { dayOf } from '../platform/command/engine.ts';
import type { Config } from '../platform/config/config.ts';
import { OperatorFault } from '../platform/config/fault.ts';
import type { Pools } from '../platform/database/pools.ts';
import { deskRoutes } from '../platform/desk/routes.ts';
import { fileRoutes } from '../platform/files/routes.ts';
import { createApp, type Route } from '../platform/http/app.ts';
import { type LogCheck, startLogCheck } from '../platform/log/log-check.ts';
import { createPublicLog } from '../platform/log/public-log.ts';
import { proofRoutes } from '../platform/log/routes.ts';
import { startSealer } from '../platform/log/sealer.ts';
import { ensureSigningKey, signingKeys } from '../platform/log/signing-key.ts';
import { startFileWitness } from '../platform/log/witness.ts';
import { mailRoutes } from '../platform/mail/account-routes.ts';
import { startMailLoop } from '../platform/mail/loop.ts';
import { dropOldPendings } from '../platform/mail/pending.ts';
import { clearMail } from '../platform/mail/queue.ts';
import { mailSettingRoutes } from '../platform/mail/setting-routes.ts';
import { startDaily } from '../platform/maintenance/daily.ts';
import { matterRoutes } from '../platform/matter/routes.ts';
import { matterSearchRoutes } from '../platform/matter/search.ts';
import { noticeRoutes } from '../platform/notices/routes.ts';
import { createFigures } from '../platform/observe/figures.ts';
import { createLog, type Logger } from '../platform/observe/log.ts';
import { watchRequests } from '../platform/observe/requests.ts';
import { observeRoutes } from '../platform/observe/routes.ts';
import { remembered, standingOf } from '../platform/observe/standing.ts';
import { erasureRoutes } from '../platform/personal/routes.ts';
import { formRoutes } from '../platform/procedure/form-routes.ts';
import { procedureRoutes } from '../platform/procedure/routes.ts';
import { type SecurityDeps, securityRoutes } from '../platform/security/routes.ts';
import { accountRoutes } from '../platform/session/account-routes.ts';
import { sessionRoutes } from '../platform/session/routes.ts';
import { signOnRoutes } from '../platform/session/sign-on-routes.ts';
import { portalRoutes } from '../portal/index.ts';
import { type Account, makeDemonstration } from './demonstration/demonstration.ts';
import { docsRoutes } from './docs.ts';
import { createHouse, type StandingHouse } from './engine.ts';
import { mailOf } from './mail.ts';
import { pageRoutes } from './pages.ts';
import { rosterAt } from './roster.ts';
import { sheetsOf } from './sheets.ts';
import { hasText, textOf } from './texts.ts';
import { createVerifier } from './verify-aside.ts';

export type ServerDeps = {
  config: Config;
  pools: Pools;
  dataFolder: string;
  /** Measures a part of the start for the line of phases. */
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
};

export type RunningServer = { address: string; accounts: Account[]; close(): Promise<void> };

/** What a server that runs by itself has around it; `hear` hears of what moved in other processes too. */
type Surroundings = {
  log?: Logger;
  process?: boolean;
  hear?: (cb: (agency: string) => void) => () => void;
  /** Told when a mail server was set up or a letter is to go again. */
  onMail?: () => void;
};

/** All routes of the house on one server; `routes` is what the router itself knows. */
export const buildApp = async (
  standing: StandingHouse,
  config: Pick<Config, 'tls' | 'trustProxy'> & Partial<Pick<Config, 'metricsToken' | 'mail' | 'url'>>,
  rate: number,
  lastCheck: (agency: string) => LogCheck | null = () => null,
  {
    log = createLog({ form: 'plain', level: 'warn' }),
    process: own = false,
    hear = standing.onRang,
    onMail = () => {},
  }: Surroundings = {},
): Promise<{ app: FastifyInstance; routes: Route[] }> => {
  const { engine, pools, vault, now, agencies, sessions, directories, directoryVersion, files } = standing;
  const { app, routes } = await createApp({
    agencies,
    sessions,
    directories,
    settings: standing.settings,
    now,
    tls: config.tls,
    trustProxy: config.trustProxy,
    rate,
    log,
  });
  const look = remembered(() => standingOf(pools.app, standing.dataFolder, now), 2_000);
  const figures = createFigures(pools, look, { process: own });
  watchRequests(app, figures);
  observeRoutes(app, {
    standing: look,
    figures,
    metricsToken: config.metricsToken,
    trustProxy: config.trustProxy,
  });
  app.get(
    '/health',
    {
      config: { access: 'anywhere' },
      schema: { summary: '活着', response: { 200: z.object({ status: z.literal('ok') }) } },
    },
    async () => {
      await pools.app.query('select 1');
      return { status: 'ok' as const };
    },
  );
  const { accounts, secondFactor, singleSignOn, secretOf } = standing;
  const signingIn = { runner: pools.app, sessions, accounts, secondFactor, directories, directoryVersion, now };
  sessionRoutes(app, signingIn);
  accountRoutes(app, signingIn);
  signOnRoutes(app, { singleSignOn, sessions });
  securityRoutes(app, {
    pool: pools.app,
    vault,
    now,
    accounts,
    secondFactor,
    secretOf,
    openAccount,
    people: peopleOf(standing),
  });
  const mail = mailOf(standing, config);
  mailRoutes(app, { ...mail, pool: pools.app });
  mailSettingRoutes(app, { ...mail, pool: pools.app, wake: onMail });
  matterRoutes(app, engine);
  matterSearchRoutes(app, engine);
  deskRoutes(app, engine);
  noticeRoutes(app, { engine, sessions, viewerFor: standing.viewerFor, hear });
  procedureRoutes(app, { engine, pool: pools.app, house: engine.house, hasText });
  formRoutes(app, { rosterOf: rosterAt(now), text: textOf });
  directoryRoutes(app, { pool: pools.app, vault, now, directories, engine });
  calendarRoutes(app, { engine, pool: pools.app, onJob: standing.calendarMoved });
  ledgerRoutes(app, { engine, pool: pools.app, files, bytes: bytesOf(files) });
  sheetRoutes(app, { ...sheetsOf(standing), wake: standing.importBegun });
  fileRoutes(app, { engine, files });
  erasureRoutes(app, { engine, pool: pools.app, files, also: [papersErasedWith] });
  const drawer = drawerOf(path.join(standing.dataFolder, 'fonts'));
  paperRoutes(app, {
    engine,
    pool: pools.app,
    files,
    drawer,
    draw: bothOf(drawer),
    text: textOf,
    newCode: newPaperCode,
    url: config.url,
  });
  setupRoutes(app, { runner: pools.app, sendsMail: Boolean(config.mail) });
  proofRoutes(app, { runner: pools.app, now });
  portalRoutes(app, {
    runner: pools.app,
    now,
    log: createPublicLog(pools.app, now, lastCheck),
    ratings: createRatings({ engine, pool: pools.app, viewerFor: standing.viewerFor }),
  });
  docsRoutes(app);
  await pageRoutes(app);
  await app.ready();
  return { app, routes };
};

/** What the security administrator's routes ask of the directory. */
const peopleOf = ({ directories, now }: StandingHouse): SecurityDeps['people'] => ({
  areThreeAdministrators: async ({ agency, directory }) => {
    const { appointments, posts } = await directories.of(agency.id, directory.version);
    const roles = new Map(posts.map((post) => [post.id, post.roles]));
    return areThreePeople(appointments, (post) => roles.get(post) ?? [], dayOf(now()));
  },
  named: async ({ agency, directory }, words) => {
    const { people } = await directories.of(agency.id, directory.version);
    return people.filter(({ name }) => name?.includes(words)).map(({ id }) => id);
  },
});

const bytesOf =
  (files: StandingHouse['files']) =>
  async (agency: string, digest: string): Promise<Uint8Array> => {
    const found = await files.read(agency, digest);
    if (!found) throw new Error(`file ${digest} is missing from the store`);
    return Buffer.concat(await found.stream.toArray());
  };

const refuseOpenDemonstration = async (standing: StandingHouse, config: Config): Promise<void> => {
  if (config.loopback || process.env.XIAONENG_ALLOW_DEMONSTRATION === 'yes') return;
  if (!(await standing.agencies.all()).some((agency) => agency.demonstration)) return;
  throw new OperatorFault(
    `a demonstration agency, whose passwords are printed, is not served on ${config.host}; use --empty on a new data folder, or XIAONENG_ALLOW_DEMONSTRATION=yes`,
  );
};

/** Requests a minute and address; a bench or a load test says 0. */
const rateOf = (text: string | undefined): number =>
  text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : 1200;

export const startServer = async ({ config, pools, dataFolder, phase }: ServerDeps): Promise<RunningServer> => {
  const standing = createHouse(pools, dataFolder);
  const accounts = await phase('demonstration', () =>
    config.demonstration === 'none'
      ? Promise.resolve([])
      : makeDemonstration(standing, config.origin, config.demonstration),
  );
  await refuseOpenDemonstration(standing, config);
  for (const agency of await standing.agencies.all())
    await ensureSigningKey({ runner: pools.app, dataFolder, now: standing.now, newId: standing.engine.newId }, agency);
  const { files, now } = standing;
  const log = createLog(config.log);
  // An operator who wants no log still hears what does not work.
  const onTrouble = (line: string): void => {
    if (config.log.form === 'off') process.stderr.write(`xiaoneng: ${line}\n`);
    else log.warn(line);
  };
  const bell = startBell({ pool: pools.app, onTrouble });
  standing.onRang(bell.ring);
  const { engine, settings } = standing;
  const dueLoop = startDueLoop({
    pool: pools.app,
    settings,
    newId: engine.newId,
    rang: engine.rang,
    bell,
    now,
    onTrouble,
  });
  const mover = startMover({ pool: pools.app, settings, newId: engine.newId, rang: engine.rang, now, onTrouble });
  standing.onCalendar(mover.wake);
  const importer = startImporter({ ...sheetsOf(standing), agencies: standing.agencies.all, onTrouble });
  standing.onImport(importer.wake);
  const follower = startFollower({ pool: pools.app, bell, onTrouble });
  const sealer = startSealer({ pool: pools.sealer, keys: signingKeys(dataFolder), onTrouble });
  const witness = startFileWitness({
    runner: pools.app,
    folder: config.witness ?? path.join(dataFolder, 'witness'),
    onTrouble,
  });
  const mailLoop = startMailLoop({
    ...mailOf(standing, config),
    pool: pools.app,
    bell,
    agencies: standing.agencies.all,
    onTrouble,
  });
  const also = [dropImportDrafts, dropLedgerImports, clearMail, dropOldPendings, dropInvitations];
  const daily = startDaily({ pools, files, agencies: standing.agencies.all, now, also, onTrouble });
  let closing = false;
  const verifier = createVerifier(pools.app, dataFolder);
  const logCheck = startLogCheck({
    agencies: standing.agencies.all,
    verify: verifier.verify,
    onTrouble: (line) => {
      // A check that the end of the server cut short is no trouble.
      if (!closing) onTrouble(line);
    },
  });
  const { app } = await buildApp(standing, config, rateOf(process.env.XIAONENG_RATE), logCheck.last, {
    log,
    process: true,
    hear: bell.hear,
    onMail: mailLoop.wake,
  });
  await phase('listen', () => app.listen({ port: config.port, host: config.host }).then(() => undefined));
  const { port } = app.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    address: `${config.tls ? 'https' : 'http'}://${host}:${port}`,
    accounts,
    close: async () => {
      closing = true;
      await app.close();
      await mailLoop.stop();
      await importer.stop();
      await mover.stop();
      await follower.stop();
      witness.stop();
      await daily.stop();
      await verifier.stop();
      await logCheck.stop();
      await sealer.stop();
      await dueLoop.stop();
      await bell.stop();
    },
  };
};
