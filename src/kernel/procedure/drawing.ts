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

/** How many steps from the start: the column a state stands in. What ends the way stands one column behind what leads to it. */
const columnsOf = (procedure: Procedure, edges: readonly Edge[], shown: readonly string[]): Map<string, number> => {
  const columns = new Map<string, number>();
  const first = Object.values(procedure.actions).find((action) => action.from === 'new')?.next;
  let front = first && shown.includes(first) ? [first] : [];
  for (let column = 0; front.length > 0; column += 1) {
    for (const state of front) columns.set(state, column);
    front = [
      ...new Set(
        edges
          .filter(({ from, to }) => front.includes(from) && shown.includes(to) && !columns.has(to))
          .map(({ to }) => to),
      ),
    ];
  }
  for (const state of shown) if (!columns.has(state)) columns.set(state, 0);
  return columns;
};

const placed = (shown: readonly string[], columns: ReadonlyMap<string, number>, procedure: Procedure): Box[] => {
  const rows = new Map<number, number>();
  // The way that the clock runs along stands in the first row; waiting states stand beneath it.
  const order = [...shown].sort(
    (a, b) => Number(procedure.states[a]?.clock === 'paused') - Number(procedure.states[b]?.clock === 'paused'),
  );
  return order.map((state) => {
    const column = columns.get(state) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    // Lower rows stand half a column aside, so that lines from above pass between them.
    const aside = row % 2 === 1 ? (box.width + gap.x) / 2 : 0;
    return { state, x: margin + column * (box.width + gap.x) + aside, y: margin + row * (box.height + gap.y), ...box };
  });
};

const isStraight = (a: Box, b: Box): boolean => a.y === b.y && Math.abs(b.x - a.x - box.width - gap.x) < 1;

/** States and actions of a table as a drawing, left to right; lines back and lines that skip run in lanes of their own below. */
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
  const ports = new Map<string, number>();
  /** Each line has a place of its own along the lower edge of its box. */
  const port = (each: Box): number => {
    const used = ports.get(each.state) ?? 0;
    ports.set(each.state, used + 1);
    return each.x + 28 + ((used * 20) % (each.width - 56));
  };
  let lanes = 0;
  const arrows = edges.flatMap((edge): Arrow[] => {
    const a = at.get(edge.from);
    const b = at.get(edge.to);
    if (!a || !b) return [];
    if (isStraight(a, b)) {
      const y = a.y + a.height / 2;
      return [
        {
          ...edge,
          points: [
            [a.x + a.width, y],
            [b.x, y],
          ],
          at: [(a.x + a.width + b.x) / 2, y],
        },
      ];
    }
    lanes += 1;
    const y = bottom + lanes * lane;
    const [from, to] = [port(a), port(b)];
    return [
      {
        ...edge,
        points: [
          [from, a.y + a.height],
          [from, y],
          [to, y],
          [to, b.y + b.height],
        ],
        at: [(from + to) / 2, y],
      },
    ];
  });
  const drops = [...dropped].map((state) => {
    const into = edges.filter(({ to }) => to === state);
    return { state, from: into.map(({ from }) => from), actions: [...new Set(into.flatMap(({ actions }) => actions))] };
  });
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  return { width: right + margin, height: bottom + (lanes + 1) * lane, boxes, arrows, drops };
};
