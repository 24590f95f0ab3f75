import { describe, expect, it } from 'vitest';
import { outline } from '../../src/kernel/outline/index.ts';
import {
  layouts,
  losses,
  type Mutation,
  numberings,
  scriptChanges,
  shuffleParts,
  unnumbered,
  widths,
} from './mutations.ts';
import { everyEntry, plain, report, reports, reportsPresent, type Sample, squeeze, texts } from './read.ts';

const only = (...names: string[]): Sample[] =>
  [...texts, ...reports].filter(({ name }) => names.some((each) => name.startsWith(each)));
const without = (...names: string[]): Sample[] =>
  [...texts, ...reports].filter(({ name }) => !names.some((each) => name.startsWith(each)));

function follows(sample: Sample, mutation: Mutation): void {
  const before = outline(sample.text);
  const after = outline(mutation.change(sample.text));
  expect(plain(after), sample.name).toEqual(plain(before, mutation.words));
}

/** What is listed stays within what the whole text says: nothing is invented where signs are lost. */
function inventsNothing(sample: Sample, mutation: Mutation): void {
  const before = plain(outline(sample.text), mutation.words);
  const after = plain(outline(mutation.change(sample.text)));
  for (const key of ['problems', 'causes', 'measures'] as const)
    expect(before[key], `${sample.name} ${key}`).toEqual(expect.arrayContaining(after[key]));
}

// 03, 04, 27, 29, 33 and 48 count their items 1. or 1、 already: the changed habit would be the same one on two levels.
const RENUMBERED = without('03', '04', '12', '27', '29', '33', '48');
// 14 is broken into lines and 17 has none; 12 is a table.
const WHOLE = without('12', '14', '17');

describe('numbers in another habit', () => {
  it.each(numberings)('$name', (mutation) => {
    for (const sample of RENUMBERED) follows(sample, mutation);
  });

  it('the texts left out follow where the habit is not taken yet', () => {
    for (const mutation of numberings.filter(({ name }) => /一是 as (①|第一|首先)|第一部分|壹/.test(name)))
      for (const sample of only('03', '04')) follows(sample, mutation);
  });
});

describe('numbers lost', () => {
  it.skipIf(!reportsPresent).each(unnumbered)('$name', (mutation) => {
    for (const name of ['001', '003']) follows(report(name), mutation);
  });
});

describe('script and width', () => {
  it.each(scriptChanges.filter(({ name }) => name !== 'script twp'))('$name', (mutation) => {
    for (const sample of without('02', '17')) follows(sample, mutation);
  });

  it('Taiwanese words', () => {
    // This conversion also changes words, so words are compared only where the text is simplified.
    for (const mutation of scriptChanges.filter(({ name }) => name === 'script twp'))
      for (const sample of only('01', '03', '09', '10', '001', '003')) {
        const before = outline(sample.text);
        const after = outline(mutation.change(sample.text));
        expect([after.problems.length, after.causes.length, after.measures.length], sample.name).toEqual([
          before.problems.length,
          before.causes.length,
          before.measures.length,
        ]);
      }
  });

  it.each(widths)('$name', (mutation) => {
    for (const sample of without('18')) follows(sample, mutation);
  });
});

describe('layout', () => {
  it.each(layouts)('$name', (mutation) => {
    for (const sample of WHOLE) follows(sample, mutation);
  });

  it.each(losses)('invents nothing: $name', (mutation) => {
    // 02 with uneven lines: a heading broken before its last character looks like a whole one.
    for (const sample of WHOLE)
      if (!/uneven/.test(mutation.name) || !sample.name.startsWith('02')) inventsNothing(sample, mutation);
  });
});

describe('order of the parts', () => {
  it('keeps what each part says, in the new order', () => {
    for (const [name, order] of [
      ['01', [2, 0, 1]],
      ['04', [2, 1, 0]],
      ['10', [1, 2, 0]],
    ] as const) {
      const [sample] = only(name);
      const before = plain(outline(sample?.text ?? ''));
      expect(plain(outline(shuffleParts(sample?.text ?? '', order)))).toEqual(before);
    }
  });

  it.skipIf(!reportsPresent)('in the real reports too', () => {
    for (const [name, order] of [
      ['001', [2, 0, 1]],
      ['001', [1, 2, 0]],
      ['003', [3, 1, 0, 2]],
    ] as const) {
      const { text } = report(name);
      expect(plain(outline(shuffleParts(text, order)))).toEqual(plain(outline(text)));
    }
  });
});

describe('figures', () => {
  /** Other numbers at the same places, each different, so that a remembered answer shows. */
  const swap = (text: string): string => {
    let count = 0;
    return text.replace(/\d+(?=[个次项条篇份户件名本]|余)/g, () => String(211 + 13 * count++));
  };

  it.each([
    ...texts.filter(({ name }) => /^(01|03|07)/.test(name)),
    ...reports.filter(({ name }) => name.startsWith('002')),
  ])('$name: follow when swapped', ({ text }) => {
    const changed = swap(text);
    const before = outline(text).facts;
    const after = outline(changed).facts;
    expect(after.map(({ org, unit }) => `${org} ${unit}`)).toEqual(before.map(({ org, unit }) => `${org} ${unit}`));
    expect(after.filter((fact) => fact.value >= 211).length).toBeGreaterThanOrEqual(3);
    for (const fact of after)
      if (fact.value >= 211 && fact.value < 10_000) expect(fact.quote).toContain(String(fact.value));
  });

  it.each([...scriptChanges, ...widths, ...layouts, ...losses])('follow: $name', (mutation) => {
    const counted = (text: string, words: (each: string) => string): string[] =>
      outline(text).facts.map(
        ({ org, value, unit, approximate }) => `${words(org)} ${value} ${words(unit)} ${approximate ?? false}`,
      );
    for (const sample of reports.filter(({ name }) => name.startsWith('002'))) {
      expect(counted(mutation.change(sample.text), (each) => each)).toEqual(counted(sample.text, mutation.words));
    }
    const [news] = only('07');
    const values = (text: string): number[] => outline(text).facts.map(({ value }) => value);
    expect(values(mutation.change(news?.text ?? ''))).toEqual([58, 2300, 1146, 37, 412]);
  });

  it('belong to the organisation the paragraph names, also when names are exchanged', () => {
    const text = '在东边，柳河县财政局走访企业12家。\n在西边，石桥市审计局走访企业31家。\n';
    const exchange = text
      .replace('柳河县财政局', '甲')
      .replace('石桥市审计局', '柳河县财政局')
      .replace('甲', '石桥市审计局');
    const facts = (each: string): string[] => outline(each).facts.map(({ org, value }) => `${org}${value}`);
    expect(facts(text)).toEqual(['柳河县财政局12', '石桥市审计局31']);
    expect(facts(exchange)).toEqual(['石桥市审计局12', '柳河县财政局31']);
  });
});

describe('the same text twice', () => {
  it('reads the same again, entry by entry', () => {
    for (const { text } of [...texts, ...reports])
      expect(everyEntry(outline(text)).map(({ text: words }) => squeeze(words))).toEqual(
        everyEntry(outline(text)).map(({ text: words }) => squeeze(words)),
      );
  });
});
