import type { Desk } from '../tests/builders/desk-client.ts';
import { requestText } from '../tests/builders/raw-client.ts';
import { type Arena, inTurn, ledgerRows, readHistory, slices } from './arena.ts';
import { driveBare, driveHttp, type Load, lanes } from './contenders.ts';
import { compare, printMeasure, rounded } from './figures.ts';
import { createMeter } from './process-time.ts';
import type { Call } from './rehearsal.ts';

export type Reading = {
  measure: string;
  what: string;
  paths: readonly string[];
  /** The statement behind the nth path. */
  call(n: number): Call;
  count: number;
  growsWith: string;
};

const readLoad = (desk: Desk, port: number, paths: readonly string[], each: number): Load =>
  Array.from({ length: lanes }, (_, lane) =>
    Array.from({ length: each }, (_each, n) => {
      const path = paths[(lane + n * lanes) % paths.length] as string;
      return requestText({ method: 'GET', path, port, cookie: desk.cookie });
    }),
  );

/** Reads a second: bare database, thinnest server, ours. */
export const measureReads = async (arena: Arena, reading: Reading, sizes: { rounds: number; judged: boolean }) => {
  const { server, desk, thinnest, connections, calls, settle } = arena;
  const { paths, call, what, growsWith } = reading;
  const meter = createMeter();
  const run = (rounds: number, each: number) => {
    const ours = readLoad(desk, server.port, paths, each);
    const thin = readLoad(desk, thinnest.port, paths, each);
    const bare = Array.from({ length: lanes }, (_, lane) =>
      Array.from({ length: each }, (_each, n) => [calls.session, call((lane + n * lanes) % paths.length)]),
    );
    return inTurn(
      rounds,
      {
        bare: () => driveBare(connections.bare, bare),
        thinnest: () =>
          meter.around('thinnest', thinnest.pid, each * lanes, () => driveHttp(connections.thinnest, thin)),
        ours: () => meter.around('ours', server.pid, each * lanes, () => driveHttp(connections.ours, ours)),
      },
      settle,
    );
  };

  const each = Math.ceil(reading.count / slices / lanes);
  await run(1, each);
  await arena.counts();
  meter.reset();
  const rounds = await run(sizes.rounds, each);
  const counts = await arena.counts();
  const found = compare(rounds);
  printMeasure(
    reading.measure,
    {
      what,
      perSecond: { bare: found.rate('bare'), thinnest: found.rate('thinnest'), ours: found.rate('ours') },
      oursOfBare: found.ratio('ours', 'bare'),
      thinnestOfBare: found.ratio('thinnest', 'bare'),
      rounds: rounds.map((round) => Object.values(round).map(Math.round)),
      each: slices * each * lanes,
      coreMsEach: meter.perRequest(),
      growsWith,
    },
    [
      { name: 'oursOfThinnest', value: found.ratio('ours', 'thinnest'), atLeast: 0.6 },
      { name: 'statements', value: rounded(counts.statements / (sizes.rounds * slices * each * lanes), 3), atMost: 3 },
    ],
    sizes.judged,
  );
};

/** The reads that are measured: a matter's page and the ledger's first one. */
export const readingsOf = ({ matters, calls }: Arena, sizes: { reads: number; pages: number }): Reading[] => {
  const ids = matters.shown.map(({ id }) => id);
  return [
    {
      measure: 'readMatter',
      what: `GET one matter with ${readHistory + 2} events and two measures`,
      paths: ids.map((id) => `/api/matters/${id}`),
      call: (n) => ({ ...calls.read, values: calls.read.values.with(1, ids[n]) }),
      count: sizes.reads,
      growsWith: 'events of the matter up to the 200 shown, and its protected texts; not with the number of matters',
    },
    {
      measure: 'readLedger',
      what: `GET the newest ${ledgerRows} problems of the ledger with their measures`,
      paths: [`/api/ledger/problems?limit=${ledgerRows}`],
      call: () => calls.list,
      count: sizes.pages,
      growsWith: 'rows of the page and their measures; not with the length of the ledger',
    },
  ];
};
