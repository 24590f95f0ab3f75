import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, parseCanonical } from './canonical.ts';

const text = fc.string({ unit: 'binary' });
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    text,
    fc.string({ unit: fc.constantFrom('a', 'B', '1', '9', '€', '\u{1f600}', '\ufb33', '\r', '\u0080', '"', '\\') }),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(
      fc.oneof(text, fc.constantFrom('1', '10', '9', '__proto__', 'é', '\u{1f600}', '\ufb33')),
      tie('json'),
      {
        maxKeys: 6,
        noNullPrototype: true,
      },
    ),
  ),
}));

/** Canonical form the slow and obvious way: sort the entries, let the engine write every leaf. */
function slow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(slow).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const units = (key: string) =>
    Array.from({ length: key.length }, (_, i) => key.charCodeAt(i).toString(16).padStart(4, '0'));
  const sorted = Object.entries(value).sort(([a], [b]) => (units(a).join('') < units(b).join('') ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${slow(item)}`).join(',')}}`;
}

describe('canonical text', () => {
  it('is what sorting keys and the engine give, parses to the same value and is accepted back', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = canonical(value);
        expect(written).toBe(slow(value));
        const parsed = parseCanonical(written);
        expect(parsed.ok).toBe(true);
        if (parsed.ok) expect(canonical(parsed.value)).toBe(written);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same whatever the order of keys', () => {
    expect(canonical({ b: 1, a: { d: null, c: [true] } })).toBe('{"a":{"c":[true],"d":null},"b":1}');
    expect(canonical({ 10: 1, 9: 2, a: 3 })).toBe('{"10":1,"9":2,"a":3}');
  });

  it('sorts by UTF-16 code units and escapes as the published example of RFC 8785 does', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonical(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
    expect(canonical('\u20ac$\u000f\nA\'B"\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\"/"');
  });

  it.each([
    [{ a: [1, 1.5] }, '$.a[1]: 1.5 is not a safe integer'],
    [{ a: 2 ** 53 }, '$.a: 9007199254740992 is not a safe integer'],
    [{ a: Number.NaN }, '$.a: NaN is not a safe integer'],
    [{ a: undefined }, '$.a: undefined has no JSON text'],
    [Object.assign([1], { 2: 3 }), '$[1]: undefined has no JSON text'],
    [{ a: 1n }, '$.a: bigint has no JSON text'],
    [{ a: 'x\ud800' }, '$.a: lone surrogate in a text'],
    [{ 'x\udc00': 1 }, 'lone surrogate in a text'],
    [{ a: new Date(0) }, '$.a: not a plain object'],
    [new Map(), '$: not a plain object'],
    [() => 1, '$: function has no JSON text'],
  ])('refuses %o', (value, message) => {
    expect(() => canonical(value)).toThrow(TypeError);
    expect(() => canonical(value)).toThrow(message);
  });

  it('refuses what has no end', () => {
    const ring: unknown[] = [];
    ring.push(ring);
    expect(() => canonical(ring)).toThrow('nested deeper than 64');
  });
});

describe('reading canonical text', () => {
  it.each([
    '{"a":1,"a":1}',
    '{"b":1,"a":1}',
    '{"a": 1}',
    ' 1',
    '1 ',
    '1.0',
    '1e3',
    '-0',
    '0.5',
    '9007199254740992',
    '"\\u0041"',
    '"\\/"',
    '"\\ud800"',
    '"\\uD800"',
    '"\ud800"',
    '{"9":1,"10":2}',
    `${'['.repeat(70)}${']'.repeat(70)}`,
  ])('refuses %s', (spelling) => {
    expect(parseCanonical(spelling)).toMatchObject({ ok: false, code: 'notCanonical' });
  });

  it('tells what is no JSON at all', () => {
    expect(parseCanonical('{"a":}')).toMatchObject({ ok: false, code: 'notJson' });
    expect(parseCanonical('')).toMatchObject({ ok: false, code: 'notJson' });
  });

  it('accepts keys that look like numbers, and a backslash before ud', () => {
    expect(parseCanonical('{"10":1,"9":2}')).toMatchObject({ ok: true });
    expect(parseCanonical('"\\\\ud800"')).toEqual({ ok: true, value: '\\ud800' });
  });
});
