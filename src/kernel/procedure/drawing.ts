import type { Procedure } from './procedure.ts';

/** A state as a box; measures are pixels of a drawing at its natural size. */
export type Box = { state: string; x: number; y: number; width: number; height: number };

/** One line a pair of states, with every action that takes it. `at` is where its words stand, in the middle. */
export type Arrow = {
  from: string;
  to: string;
  actions: readonly string[];
  points: readonly (readonly [number, number])[];
  at: readonly [number, number];
};

export type Drawing = {
  width: number;
  height: number;
  boxes: readonly Box[];
  arrows: readonly Arrow[];
  /** States that matters drop into from almost anywhere (voided, merged): told in words, or the lines would hide the way. */
  drops: readonly { state: string; from: readonly string[]; actions: readonly string[] }[];
};

const box = { width: 140, height: 64 };
const gap = { x: 112, y: 44 };
const margin = 12;
const lane = 30;

/** Between two boxes is room for one action a line: the first above the arrow, others beneath it; in a lane all stand in one. */
export const wordLines = (actions: readonly string[], points: Arrow['points']): (readonly string[])[] =>
  points.length === 2 ? actions.map((action) => [action]) : [actions];
/** From a line's words to the next, over the arrow. */
export const wordStep = 24;

type Edge = { from: string; to: string; actions: string[] };

const edgesOf = (procedure: Procedure): Edge[] => {
  const edges = new Map<string, Edge>();
  for (const [name, action] of Object.entries(procedure.actions)) {
    const { from, next } = action;
    if (from === 'new' || next === undefined) continue;
    for (const state of from) {
      if (state === next) continue;
      const key = `${state} ${next}`;
      const edge = edges.get(key) ?? { from: state, to: next, actions: [] };
      edge.actions.push(name);
      edges.set(key, edge);
    }
  }
  return [...edges.values()];
};

/** Beside the way: where a matter only waits, and what not every one passes. */
const isBeside = ({ states }: Procedure, state: string): boolean =>
  states[state]?.aside === true || states[state]?.clock === 'paused';

/** On the way a state stands one column behind the furthest that leads on to it; one beside it under the furthest it is left for. */
const columnsOf = (procedure: Procedure, edges: readonly Edge[], shown: readonly string[]): Map<string, number> => {
  const columns = new Map<string, number>();
  const furthest = (state: string): number =>
    Math.max(-1, ...edges.filter(({ to }) => to === state).map(({ from }) => columns.get(from) ?? -1));
  // In the table's order, in which what leads on stands before what it leads to.
  const way = shown.filter((state) => !isBeside(procedure, state));
  for (const state of way) columns.set(state, furthest(state) + 1);
  const beside = shown.filter((state) => isBeside(procedure, state));
  for (const state of beside) columns.set(state, Math.max(0, furthest(state)));
  return columns;
};

const placed = (shown: readonly string[], columns: ReadonlyMap<string, number>, procedure: Procedure): Box[] => {
  const rows = new Map<number, number>();
  const order = [...shown].sort((a, b) => Number(isBeside(procedure, a)) - Number(isBeside(procedure, b)));
  return order.map((state) => {
    const column = columns.get(state) ?? 0;
    const row = Math.max(rows.get(column) ?? 0, isBeside(procedure, state) ? 1 : 0);
    rows.set(column, row + 1);
    // Lower rows stand half a column aside, so that lines from above pass between them.
    const aside = row % 2 === 1 ? (box.width + gap.x) / 2 : 0;
    return { state, x: margin + column * (box.width + gap.x) + aside, y: margin + row * (box.height + gap.y), ...box };
  });
};

const isStraight = (a: Box, b: Box): boolean => a.y === b.y && Math.abs(b.x - a.x - box.width - gap.x) < 1;

type Joined = Edge & { a: Box; b: Box };

/** A place of its own for each line along the lower edge of its box, those to the left standing left. */
const portsOf = (bent: readonly Joined[]): ((line: Joined, at: Box) => number) => {
  const middle = ({ x, width }: Box): number => x + width / 2;
  return (line, at) => {
    const here = bent
      .filter(({ a, b }) => a === at || b === at)
      .map((each) => ({ each, other: middle(each.a === at ? each.b : each.a) }))
      .sort((one, two) => one.other - two.other);
    const place = here.findIndex(({ each }) => each === line);
    const room = at.width - 40;
    return at.x + 20 + (here.length === 1 ? room / 2 : (room * place) / (here.length - 1));
  };
};

/**
 * States and actions of a table as a drawing, left to right: the way in the first row, what stands beside it below; lines back and
 * lines that skip run in lanes of their own under all of it, the short ones nearest.
 */
export const drawProcedure = (procedure: Procedure): Drawing => {
  const edges = edgesOf(procedure);
  const dropped = new Set(
    Object.entries(procedure.states)
      .filter(([, state]) => state.dropped)
      .map(([name]) => name),
  );
  const shown = Object.keys(procedure.states).filter((state) => !dropped.has(state));
  const boxes = placed(shown, columnsOf(procedure, edges, shown), procedure);
  const at = new Map(boxes.map((each) => [each.state, each]));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const joined = edges.flatMap((edge): Joined[] => {
    const a = at.get(edge.from);
    const b = at.get(edge.to);
    return a && b ? [{ ...edge, a, b }] : [];
  });
  const bent = joined
    .filter(({ a, b }) => !isStraight(a, b))
    .sort((one, two) => Math.abs(one.a.x - one.b.x) - Math.abs(two.a.x - two.b.x));
  const port = portsOf(bent);
  const arrows = joined.map((line): Arrow => {
    const { a, b, ...edge } = line;
    if (isStraight(a, b)) {
      const y = a.y + a.height / 2;
      return {
        ...edge,
        points: [
          [a.x + a.width, y],
          [b.x, y],
        ],
        at: [(a.x + a.width + b.x) / 2, y],
      };
    }
    const y = bottom + (bent.indexOf(line) + 1) * lane;
    const [from, to] = [port(line, a), port(line, b)];
    return {
      ...edge,
      points: [
        [from, a.y + a.height],
        [from, y],
        [to, y],
        [to, b.y + b.height],
      ],
      at: [(from + to) / 2, y],
    };
  });
  const drops = [...dropped].map((state) => {
    const into = edges.filter(({ to }) => to === state);
    return { state, from: into.map(({ from }) => from), actions: [...new Set(into.flatMap(({ actions }) => actions))] };
  });
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  return { width: right + margin, height: bottom + (bent.length + 1) * lane, boxes, arrows, drops };
};
