import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { giveCalendar } from '../../modules/calendar/index.ts';
import { openAccount, setAppointment, setPerson, setPost, setUnit } from '../../modules/directory/index.ts';
import { setPaperSetting } from '../../modules/papers/index.ts';
import { openAgency } from '../../platform/agency/agencies.ts';
import type { Agency } from '../../platform/authorization/directory.ts';
import { passTime } from '../../platform/clock/pass-time.ts';
import type { Config } from '../../platform/config/config.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import type { Hand } from '../../platform/log/setting.ts';
import type { StandingHouse } from '../engine.ts';
import { actTale } from './act.ts';
import { wholeYunxi } from './half-year/bureau.ts';
import { halfYear, halfYearDays } from './half-year/half-year.ts';
import { type Cast, type DemoAgency, qingquan, yunxi } from './people.ts';
import { relate } from './relations.ts';
import { openStage } from './stage.ts';
import { tales } from './story.ts';
import { playAll } from './timeline.ts';

/** `aside`: one of the many who are not told at the start; they stand in the file of accounts. */
export type Account = { login: string; password: string; name: string; aside?: true };

/** Readable, random for each data folder, and of the four classes that the rule asks for. */
const newPassword = (): string =>
  `Xn-${randomBytes(6).toString('base64url').replace(/[-_]/g, 'x')}-${randomInt(10, 99)}`;

const settle = async (
  standing: StandingHouse,
  origin: string,
  demo: DemoAgency,
  start: Date,
): Promise<{ cast: Cast; accounts: Account[] }> => {
  const agency = await openAgency(standing.pools.app, {
    id: uuidv7(),
    code: demo.code,
    name: demo.name,
    host: null,
    demonstration: true,
    originName: origin,
    at: start,
  });
  const hand: Hand = { agency, actor: null, post: null, command: uuidv7(), now: start };
  const from = start.toISOString().slice(0, 10);
  const units = new Map(demo.units.map((unit) => [unit.code, uuidv7()]));
  const people = new Map(
    demo.people.map((person) => [
      person.login,
      { person: uuidv7(), post: uuidv7(), unit: units.get(person.unit) as string },
    ]),
  );
  const told = new Set([yunxi, qingquan].flatMap(({ people }) => people.map(({ name }) => name)));
  const accounts = demo.people.map(({ login, name, post }) => ({
    login,
    password: newPassword(),
    name: `${name} ${post}`,
    ...(!told.has(name) && { aside: true as const }),
  }));
  await inTransaction(standing.pools.app, async (client) => {
    await giveCalendar(client, hand, uuidv7(), from);
    for (const [ordinal, { code, name, parent }] of demo.units.entries())
      await setUnit(client, hand, {
        id: units.get(code) as string,
        parent: parent ? (units.get(parent) as string) : null,
        code,
        name,
        ordinal,
        from,
        to: null,
      });
    for (const [index, { login, name, post, roles, reach }] of demo.people.entries()) {
      const ids = people.get(login) as { person: string; post: string; unit: string };
      await setPost(client, hand, { id: ids.post, unit: ids.unit, name: post, roles, reach, from, to: null });
      await setPerson(client, standing.vault, hand, { id: ids.person, name });
      await setAppointment(client, hand, {
        id: uuidv7(),
        person: ids.person,
        post: ids.post,
        kind: 'holder',
        forPerson: null,
        from,
        to: null,
      });
      const opened = await openAccount(
        client,
        standing.vault,
        agency.id,
        { person: ids.person, login, password: accounts[index]?.password as string },
        start,
      );
      if (!opened.ok) throw new Error(`demonstration account ${login}: ${opened.refusal.rule}`);
    }
  });
  const need = <T>(map: ReadonlyMap<string, T>, key: string): T => {
    const found = map.get(key);
    if (found === undefined) throw new Error(`the demonstration has no ${key}`);
    return found;
  };
  return { cast: { agency, unit: (code) => need(units, code), person: (login) => need(people, login) }, accounts };
};

/** The office has said what stands on its papers, so that they can be issued. */
const namePapers = async (standing: StandingHouse, agency: Agency, now: Date): Promise<void> => {
  const { pools, engine } = standing;
  const hand: Hand = { agency, actor: null, post: null, command: engine.newId(), now };
  const setting = { codeWord: '云综', mark: `${agency.name}文件`, printer: `${agency.name}办公室`, site: null };
  const named = await setPaperSetting({ pool: pools.app, newId: engine.newId }, hand, setting, 0);
  if (!named.ok) throw new Error(`demonstration papers: ${named.refusal.rule}`);
};

const file = (folder: string): string => path.join(folder, 'demonstration-accounts.json');

/**
 * The demonstration agency of a first start and a second agency beside it: made through the same commands that people use,
 * under a clock that runs through the past half year (`brief`: the past two months, with a few people and problems only).
 * Answers the accounts, which are random for each data folder.
 */
export const makeDemonstration = async (
  standing: StandingHouse,
  origin: string,
  size: Exclude<Config['demonstration'], 'none'>,
): Promise<Account[]> => {
  const known = file(standing.dataFolder);
  if ((await standing.agencies.all()).length > 0)
    return existsSync(known) ? (JSON.parse(readFileSync(known, 'utf8')) as Account[]) : [];
  const end = standing.now();
  const isWhole = size === 'whole';
  const start = new Date(end.getTime() - (isWhole ? halfYearDays + 1 : 60) * 86_400_000);
  const first = await settle(standing, origin, isWhole ? wholeYunxi : yunxi, start);
  await relate(standing, first.cast, start);
  if (isWhole) await namePapers(standing, first.cast.agency, start);
  const second = await settle(standing, origin, qingquan, new Date(start.getTime() + 60_000));
  const accounts = [
    ...first.accounts,
    ...second.accounts.map((each) => ({ ...each, login: each.login, name: `${each.name}（/a/${qingquan.code}/）` })),
  ];
  writeFileSync(known, `${JSON.stringify(accounts, null, 1)}\n`, { mode: 0o600 });
  const clock = { now: start };
  const stage = openStage(standing, first.cast, clock);
  const plays = tales.map((tale) => actTale(stage, tale, end));
  if (isWhole) plays.push(...halfYear(stage, new Date(start.getTime() + 86_400_000), end));
  await playAll(plays, clock, end, (at) => passTime(standing, first.cast.agency, at));
  // What came due since the last of them acted did so at its own moment, not when this server looks for the first time.
  await passTime(standing, first.cast.agency, end);
  return accounts;
};
