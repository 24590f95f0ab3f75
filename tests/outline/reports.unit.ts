import { describe, expect, it } from 'vitest';
import { outline } from '../../src/kernel/outline/index.ts';
import { asRead, everyEntry, plain, report, reports, reportsPresent, squeeze, wordsOf } from './read.ts';

const bare = (text: string): string => squeeze(text).replace(/[“”]/g, '');
const contains = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

describe.skipIf(!reportsPresent)('real reports', () => {
  it.each(['001', '002'])('%s: title, problems, causes, measures and sub-measures as read by hand', (name) => {
    const { text, reading } = report(name);
    const found = plain(outline(text));
    const { title, problems, causes, measures, subMeasures } = reading ?? {};
    expect(found).toEqual({
      title: title && squeeze(title),
      problems: problems?.map(squeeze),
      causes,
      measures: measures?.map(squeeze),
      subMeasures: subMeasures ?? {},
    });
  });

  it('001: at least 14 of the 20 mechanisms, at most 5 that nobody listed', () => {
    const { text, reading } = report('001');
    const expected = (reading?.mechanisms ?? []).map(bare);
    const found = outline(text).mechanisms.map((entry) => bare(entry.text));
    const hit = expected.filter((name) => found.some((each) => contains(name, each)));
    const wrong = found.filter((each) => !expected.some((name) => contains(name, each)));
    console.log(`001 mechanisms: ${hit.length} of ${expected.length}, ${wrong.length} wrong`);
    expect(hit.length).toBeGreaterThanOrEqual(14);
    expect(wrong.length).toBeLessThanOrEqual(5);
  });

  it.each([
    ['001', 3, 0],
    ['002', 40, 2],
  ] as const)('%s: figures by organisation, value, unit and place', (name, least, most) => {
    const { text, reading } = report(name);
    const left = [...outline(text).facts];
    const expected = reading?.facts ?? [];
    let right = 0;
    for (const fact of expected) {
      const starts = placesOf(text, fact.quote);
      const index = left.findIndex(
        (each) =>
          each.org === fact.org &&
          each.value === fact.value &&
          each.unit === fact.unit &&
          starts.some(([from, to]) => each.at[0] < to && from < each.at[1]),
      );
      const hit = left[index];
      if (!hit) continue;
      expect(hit.approximate ?? false).toBe(fact.approximate ?? false);
      left.splice(index, 1);
      right++;
    }
    console.log(`${name} figures: ${right} of ${expected.length}, ${left.length} wrong`);
    expect(right).toBeGreaterThanOrEqual(least);
    expect(left.length).toBeLessThanOrEqual(most);
  });

  it('003: problems are the second part, measures the fourth, and the first part, which says why, gives nothing', () => {
    const { text } = report('003');
    const parts = text.split(/^\s*[一二三四]、/m);
    const numbered = (part: string, pattern: RegExp): string[] =>
      [...part.matchAll(pattern)].map((match) => squeeze(match[1] ?? ''));
    const found = outline(text);
    expect(wordsOf(found.problems)).toEqual(numbered(parts[2] ?? '', /^\s*[一二三四]是(.+?)。/gm));
    expect(wordsOf(found.measures)).toEqual(numbered(parts[4] ?? '', /^\s*[1-4]\.(.+?)。/gm));
    expect(found.measures).toHaveLength(4);
    expect(found.causes).toEqual([]);
    const why = text.indexOf(parts[1] ?? '');
    for (const entry of [...found.problems, ...found.causes, ...found.measures])
      expect(entry.at[0]).toBeGreaterThan(why + (parts[1] ?? '').length);
  });

  it('every entry stands where it says', () => {
    for (const { text } of reports)
      for (const entry of everyEntry(outline(text))) expect(asRead(text.slice(...entry.at))).toBe(entry.text);
  });
});

/** Every place of a quote, white space in the text not counted. */
function placesOf(text: string, quote: string): [number, number][] {
  const places: number[] = [];
  let tight = '';
  for (let index = 0; index < text.length; index++) {
    if (/\s/.test(text[index] ?? '')) continue;
    tight += text[index];
    places.push(index);
  }
  const wanted = squeeze(quote);
  const found: [number, number][] = [];
  for (let at = tight.indexOf(wanted); at >= 0; at = tight.indexOf(wanted, at + 1))
    found.push([places[at] ?? 0, (places[at + wanted.length - 1] ?? 0) + 1]);
  return found;
}
