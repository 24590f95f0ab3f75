import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, fromHex, joinBytes, sameBytes, toBase64, toHex, utf8, utf8Into } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 100 });

describe('bytes', () => {
  it('spells base 64 and hexadecimal as the platform does, and reads them back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(toBase64(some)).toBe(Buffer.from(some).toString('base64'));
        expect(toHex(some)).toBe(Buffer.from(some).toString('hex'));
        expect(fromBase64(toBase64(some))).toEqual(some);
        expect(fromHex(toHex(some))).toEqual(some);
      }),
    );
  });

  it('reads base 64 only in its canonical spelling', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('A', 'B', 'w', '/', '+', '=', '-', ' ', '\n'), maxLength: 12 }),
        (some) => {
          const canonicalSpelling = Buffer.from(some, 'base64').toString('base64') === some && !some.includes('-');
          expect(fromBase64(some) !== null).toBe(canonicalSpelling);
        },
      ),
      { numRuns: 2000 },
    );
    expect(fromBase64('QR==')).toBeNull();
    expect(fromBase64('QQ')).toBeNull();
    expect(fromHex('0')).toBeNull();
    expect(fromHex('AB')).toBeNull();
  });

  it('writes UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (some) => {
        expect(Buffer.from(utf8(some)).toString()).toBe(some);
        const target = new Uint8Array(some.length * 3 + 2);
        const written = utf8Into(some, target, 2);
        expect(target.subarray(2, 2 + written)).toEqual(utf8(some));
      }),
    );
  });

  it('joins and compares', () => {
    expect(joinBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(sameBytes(Uint8Array.of(1), Uint8Array.of(1, 2))).toBe(false);
  });
});
