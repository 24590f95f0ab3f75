import { drawProcedure, wordLines, wordStep } from '../../src/kernel/procedure/drawing.ts';
import type { Procedure } from '../../src/kernel/procedure/procedure.ts';
import type { Say } from './procedures.ts';

const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// The same measures and ink as on the page, written out: a picture in a folder knows no stylesheet.
const style = `text { font: 14px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; fill: #4a535f }
.state { font-weight: 600; fill: #1a1f26 } .word { paint-order: stroke; stroke: #fff; stroke-width: 5px }
.box { fill: #fff; stroke: #848d9a } .end { fill: #f5f6f8; stroke: #c6cdd6 }
.line { fill: none; stroke: #848d9a; stroke-width: 1.25 }`;

/** The states and actions of a table as a picture, by the same drawing that the page shows. */
export const svgOf = (procedure: Procedure, say: Say): string => {
  const { code } = procedure;
  const { width, height, boxes, arrows, drops } = drawProcedure(procedure);
  const title = (kind: string, name: string) => say(`${kind}.${code}.${name}`) ?? name;
  const actions = (names: readonly string[], by: string) => names.map((name) => title('action', name)).join(by);
  const foot = drops.map(({ state, from, actions: names }, index) => {
    const words = `${from.map((each) => title('state', each)).join('、')} → ${title('state', state)}：${actions(names, '、')}`;
    return `<text x="12" y="${height + 20 + index * 24}">${safe(words)}</text>`;
  });
  const whole = height + drops.length * 24 + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img">`,
    `<title>${safe(say(`procedure.${code}`) ?? code)}</title>`,
    `<style>${style}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8Z" fill="#848d9a"/></marker></defs>',
    `<rect width="${width}" height="${whole}" fill="#fff"/>`,
    ...arrows.map(
      ({ points }) =>
        `<polyline class="line" points="${points.map((point) => point.join(',')).join(' ')}" marker-end="url(#tip)"/>`,
    ),
    ...arrows.map(({ at: [x, y], actions: names, points }) =>
      wordLines(names, points)
        .map((line, index) => {
          const words = safe(actions(line, ' / '));
          return `<text class="word" x="${x}" y="${y - 6 + index * wordStep}" text-anchor="middle">${words}</text>`;
        })
        .join(''),
    ),
    ...boxes.map((box) => {
      const kind = procedure.states[box.state]?.final ? 'box end' : 'box';
      const words = safe(title('state', box.state));
      return `<rect class="${kind}" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="6"/><text class="state" x="${box.x + box.width / 2}" y="${box.y + box.height / 2 + 5}" text-anchor="middle">${words}</text>`;
    }),
    ...foot,
    '</svg>',
    '',
  ].join('\n');
};
