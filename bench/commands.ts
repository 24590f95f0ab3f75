import { uuidv7 } from 'uuidv7';
import type { Desk, DeskMatter } from '../tests/builders/desk-client.ts';
import { requestText } from '../tests/builders/raw-client.ts';
import { type Arena, inTurn, mattersEach, slices } from './arena.ts';
import { driveBare, driveHttp, type Load, lanes } from './contenders.ts';
import { compare, printMeasure, rounded } from './figures.ts';
import { createMeter } from './process-time.ts';
import { type Call, type PreparedCommand, progressData, type Rehearsed, readStanding, rehearse } from './rehearsal.ts';

/** Commands for ours and thinnest alike: each names the sequence it saw, as the pages do. */
const commandLoad = (desk: Desk, port: number, matters: readonly DeskMatter[][], each: number): Load =>
  matters.map((mine) =>
    Array.from({ length: each * mine.length }, (_, n) => {
      const matter = mine[n % mine.length] as DeskMatter;
      return requestText({
        method: 'POST',
        path: `${desk.prefix}/api/matters/${matter.id}/actions/reportProgress`,
        port,
        cookie: desk.cookie,
        headers: { 'idempotency-key': uuidv7(), 'if-match': `"${matter.seq++}"` },
        body: JSON.stringify({ data: progressData(n) }),
      });
    }),
  );

/** The same commands as statements for the bare database; each matter goes on where the last call left it. */
export const bareCommands = ({ beside, viewer, matters, calls }: Arena) => {
  const standing = new Map<string, Rehearsed>();
  const { engine } = beside.house;
  return async (each: number): Promise<Call[][][]> => {
    const work: Call[][][] = [];
    for (const mine of matters.bare) {
      const prepared: PreparedCommand[][] = [];
      for (const { id } of mine) {
        const matter = standing.get(id) ?? (await readStanding(engine, viewer, id));
        standing.set(id, matter);
        prepared.push(await rehearse(engine, viewer, matter, each));
      }
      const inOrder = Array.from({ length: each }, (_, n) => prepared.map((list) => list[n] as PreparedCommand)).flat();
      work.push(inOrder.map(({ load, append }) => [calls.session, load, append]));
    }
    return work;
  };
};

/** Commands a second: bare database, thinnest server, ours. */
export const measureCommands = async (arena: Arena, sizes: { rounds: number; commands: number; judged: boolean }) => {
  const { server, desk, matters, thinnest, connections, settle } = arena;
  const bareWork = bareCommands(arena);
  const meter = createMeter();
  const run = (rounds: number, each: number) =>
    inTurn(
      rounds,
      {
        bare: async () => {
          const work = await bareWork(each);
          return driveBare(connections.bare, work);
        },
        thinnest: async () => {
          await thinnest.prepare(each);
          const load = commandLoad(desk, thinnest.port, matters.thinnest, each);
          return meter.around('thinnest', thinnest.pid, each * mattersEach, () =>
            driveHttp(connections.thinnest, load),
          );
        },
        ours: () => {
          const load = commandLoad(desk, server.port, matters.ours, each);
          return meter.around('ours', server.pid, each * mattersEach, () => driveHttp(connections.ours, load));
        },
      },
      settle,
    );

  const each = Math.max(1, Math.round(sizes.commands / slices / mattersEach));
  // Compilers need some thousand commands before a server is as fast as it will be.
  await run(1, each);
  await arena.counts();
  meter.reset();
  const rounds = await run(sizes.rounds, each);
  const counts = await arena.counts();
  const sent = sizes.rounds * slices * each * mattersEach;
  const found = compare(rounds);
  printMeasure(
    'commands',
    {
      what: `reportProgress through HTTP, ${lanes} keep-alive connections, each on matters of its own`,
      perSecond: { bare: found.rate('bare'), thinnest: found.rate('thinnest'), ours: found.rate('ours') },
      oursOfBare: found.ratio('ours', 'bare'),
      thinnestOfBare: found.ratio('thinnest', 'bare'),
      rounds: rounds.map((round) => Object.values(round).map(Math.round)),
      each: sent / sizes.rounds,
      coreMsEach: meter.perRequest(),
      sessionTouches: counts.sessionTouches,
      growsWith: 'children and files of the matter; not with its history, the number of matters or of people',
    },
    [
      { name: 'oursOfThinnest', value: found.ratio('ours', 'thinnest'), atLeast: 0.7 },
      { name: 'statements', value: rounded(counts.statements / sent, 3), atMost: 6 },
      // Noting once a minute that a session is in use is no commit of a command.
      // The counters' follower commits beside the commands, some batches a second whatever their number.
      { name: 'commits', value: rounded((counts.commits - counts.sessionTouches) / sent, 3), atMost: 1.05 },
    ],
    sizes.judged,
  );
};
