// Recomputes the ledger's figures from an exported log, with nothing of the server: plain JavaScript, Node's own modules only.
// Usage: node tools/recompute/recompute.mjs FOLDER [--year 2026] [--unit UNIT_ID]
import { createReadStream } from 'node:fs';
import path from 'node:path';

/** @returns {AsyncGenerator<string>} lines parted by newline alone */
async function* lines(file) {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/** Matters as the events of the log tell them; a withheld line is counted and told of. */
const read = async (folder) => {
  const matters = new Map();
  let withheld = 0;
  let events = 0;
  for await (const line of lines(path.join(folder, 'log.jsonl'))) {
    const body = JSON.parse(line);
    if (body === null || typeof body.withheld === 'string') {
      withheld += 1;
      continue;
    }
    events += 1;
    if (body.stream.kind !== 'matter') continue;
    const { id } = body.stream;
    const known = matters.get(id);
    if (!known) {
      matters.set(id, {
        id,
        procedure: body.procedure.code,
        unit: body.data.unit,
        // The agency's wall clock.
        year: Number(new Date(Date.parse(body.recordedAt) + 8 * 3_600_000).toISOString().slice(0, 4)),
        state: body.state.to,
        data: body.data,
        asked: {},
        onSite: false,
        relapses: 0,
      });
      continue;
    }
    if (body.state) known.state = body.state.to;
    const { action, data } = body;
    const request = /^(ask|grant|refuse|withdraw)([A-Z]\w*)$/.exec(action);
    if (request) {
      const [, step, kind] = request;
      if (step === 'ask') known.asked[kind] = data;
      else {
        const asked = known.asked[kind];
        delete known.asked[kind];
        // What is asked is so only once it is granted.
        if (step === 'grant' && kind === 'Transfer') known.unit = asked.unit ?? known.unit;
        if (step === 'grant' && kind === 'Correction') known.data = { ...known.data, ...asked };
      }
      continue;
    }
    // What the clock itself says is about the promise, not about the matter.
    if (action === 'lightChanged' || action === 'dueMoved') continue;
    known.data = { ...known.data, ...data };
    if (action === 'solveOnSite') known.onSite = true;
    if (action === 'reopen') known.relapses += 1;
  }
  return { matters: [...matters.values()], withheld, events };
};

const isDropped = ({ state }) => state === 'voided' || state === 'merged';

const sums = (list) => {
  const struckOff = list.filter(({ state }) => state === 'struckOff').length;
  const dropped = list.filter(isDropped).length;
  return { count: list.length, struckOff, open: list.length - struckOff - dropped, dropped };
};

const by = (list, keyOf) => {
  const groups = new Map();
  for (const each of list) {
    const key = keyOf(each);
    if (key === undefined || key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
};

const table = (list, keyOf) =>
  Object.fromEntries([...by(list, keyOf)].map(([key, own]) => [key, sums(own)]).sort(([a], [b]) => (a < b ? -1 : 1)));

export const recompute = async (folder, { year = null, unit = null } = {}) => {
  const { matters, withheld, events } = await read(folder);
  const wanted = matters.filter(
    (each) =>
      each.data.confidential !== true && (year === null || each.year === year) && (unit === null || each.unit === unit),
  );
  const problems = wanted.filter(({ procedure }) => procedure === 'problem');
  const measures = wanted.filter(({ procedure }) => procedure === 'measure');
  const measuresIn = (state) => measures.filter((each) => each.state === state).length;
  const ruled = measures.filter(({ state, data }) => state === 'done' && typeof data.ruleTitle === 'string');
  const kindOf = ({ data }) => data.kind ?? 'problem';
  return {
    events,
    withheld,
    all: sums(problems),
    states: Object.fromEntries([...by(problems, ({ state }) => state)].map(([state, own]) => [state, own.length])),
    kinds: table(problems, kindOf),
    categories: table(problems, (each) => `${kindOf(each)}:${each.data.category ?? 'none'}`),
    onSite: Object.fromEntries(
      [...by(problems, kindOf)].map(([kind, own]) => [kind, own.filter(({ onSite }) => onSite).length]),
    ),
    urgencies: table(problems, ({ data }) => data.urgency),
    causes: table(problems, ({ data }) => data.cause),
    misconducts: table(problems, ({ data }) => data.misconduct),
    weaknesses: table(problems, ({ data }) => data.weakness),
    themes: table(problems, ({ data }) => data.theme),
    measures: {
      count: measures.length,
      done: measuresIn('done'),
      open: measuresIn('open'),
      voided: measuresIn('voided'),
    },
    rules: {
      made: ruled.filter(({ data }) => (data.ruleKind ?? 'made') === 'made').length,
      amended: ruled.filter(({ data }) => data.ruleKind === 'amended').length,
    },
    relapses: problems.filter(({ relapses }) => relapses > 0).length,
  };
};

if (process.argv[1] === import.meta.filename) {
  const { parseArgs } = await import('node:util');
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { year: { type: 'string' }, unit: { type: 'string' } },
  });
  const [folder] = positionals;
  if (!folder) {
    process.stderr.write('usage: recompute.mjs FOLDER [--year 2026] [--unit UNIT_ID]\n');
    process.exit(2);
  }
  const figures = await recompute(folder, {
    year: values.year ? Number(values.year) : null,
    unit: values.unit ?? null,
  });
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}
