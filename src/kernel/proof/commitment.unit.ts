import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/builders/proof.ts';
import { commit, commitmentsIn } from './commitment.ts';

const salt = Uint8Array.from({ length: 32 }, (_, i) => i);

describe('commitment', () => {
  it('is the hash of salt and canonical value', () => {
    const expected = createHash('sha256').update(salt).update('{"a":1,"b":"张三"}').digest('base64');
    expect(commit(sha256, salt, { b: '张三', a: 1 })).toBe(expected);
  });

  it('differs by salt and by value', () => {
    const other = salt.map((byte) => byte ^ 1);
    expect(commit(sha256, other, 'x')).not.toBe(commit(sha256, salt, 'x'));
    expect(commit(sha256, salt, 'y')).not.toBe(commit(sha256, salt, 'x'));
  });

  it('refuses a salt of another length and values without canonical text', () => {
    expect(() => commit(sha256, salt.subarray(1), 'x')).toThrow(RangeError);
    expect(() => commit(sha256, salt, 1.5)).toThrow(TypeError);
  });

  it('is found in the data of an event, with its path', () => {
    const data = {
      title: { commit: 'AA==', of: 'm1' },
      measures: [{ text: { commit: 'BB==', of: 'p1' } }, { commit: 3, of: 'm1' }, null],
      plain: 'x',
    };
    expect(commitmentsIn(data)).toEqual([
      { path: 'title', commit: 'AA==', of: 'm1' },
      { path: 'measures.0.text', commit: 'BB==', of: 'p1' },
    ]);
  });
});
