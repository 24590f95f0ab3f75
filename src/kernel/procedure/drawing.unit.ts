import { describe, expect, test } from 'vitest';
import { procedures } from '../../modules/ledger/index.ts';
import { type Box, drawProcedure } from './drawing.ts';

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(procedures.map((procedure) => [procedure.code, procedure] as const))('%s', (_, procedure) => {
  const drawing = drawProcedure(procedure);

  test('shows every state once: as a box, or in words where anything may drop into it', () => {
    const named = [...drawing.boxes, ...drawing.drops].map(({ state }) => state);
    expect(named.sort()).toEqual(Object.keys(procedure.states).sort());
  });

  test('shows every action that leads to another state', () => {
    const told = new Set([...drawing.arrows, ...drawing.drops].flatMap(({ actions }) => actions));
    for (const [name, { from, next }] of Object.entries(procedure.actions))
      if (from !== 'new' && next !== undefined && from.some((state) => state !== next)) expect(told).toContain(name);
  });

  test('boxes keep apart, lines keep inside, words of lanes stand on lanes of their own', () => {
    for (const [index, a] of drawing.boxes.entries())
      for (const b of drawing.boxes.slice(index + 1)) expect(overlap(a, b)).toBe(false);
    for (const [x, y] of drawing.arrows.flatMap(({ points }) => points)) {
      expect(x).toBeLessThanOrEqual(drawing.width);
      expect(y).toBeLessThanOrEqual(drawing.height);
    }
    const lanes = drawing.arrows.filter(({ points }) => points.length === 4).map(({ at }) => at[1]);
    expect(new Set(lanes).size).toBe(lanes.length);
  });

  test('the start stands leftmost', () => {
    const first = Object.values(procedure.actions).find(({ from }) => from === 'new')?.next;
    const start = drawing.boxes.find(({ state }) => state === first);
    expect(start?.x).toBe(Math.min(...drawing.boxes.map(({ x }) => x)));
  });
});
