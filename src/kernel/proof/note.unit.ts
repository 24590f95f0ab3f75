import { describe, expect, it } from 'vitest';
import { sha256, testKey, verifyEd25519 } from '../../../tests/builders/proof.ts';
import { toBase64 } from './bytes.ts';
import { emptyRoot } from './merkle.ts';
import {
  formatCheckpoint,
  formatKey,
  isKeyName,
  noteKey,
  parseCheckpoint,
  parseKey,
  parseNote,
  signNote,
  verifyNote,
} from './note.ts';

const origin = 'xiaoneng.example/demo';
const head = { origin, size: 7, root: new Uint8Array(emptyRoot(sha256)), extension: [] };
const ours = testKey(origin);
const note = signNote(formatCheckpoint(head), ours.key, ours.sign);

function verified(text: string, keys = [ours.key]) {
  const parsed = parseNote(text);
  return parsed.ok ? verifyNote(parsed.value, keys, verifyEd25519) : parsed;
}

describe('keys', () => {
  it('have the id and the text of the published example', () => {
    // The well-known key of the Go checksum database.
    const text = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    const key = parseKey(sha256, text);
    expect(key.ok && key.value.id).toBe('033de0ae');
    expect(key.ok && formatKey(key.value)).toBe(text);
    expect(parseKey(sha256, text.replace('033de0ae', '033de0af')).ok).toBe(false);
    expect(parseKey(sha256, text.replace('+Ac', '+Bc')).ok).toBe(false);
    expect(parseKey(sha256, 'sum.golang.org').ok).toBe(false);
  });

  it('have names without spaces, plus or control characters', () => {
    expect(['example.com/demo', '效能/县'].every(isKeyName)).toBe(true);
    expect(['', 'a b', 'a+b', 'a\u00a0b', 'a\u3000b', 'a\n', 'a\u0007'].some(isKeyName)).toBe(false);
    expect(() => noteKey(sha256, 'a b', ours.key.publicKey)).toThrow(RangeError);
    expect(() => noteKey(sha256, 'a', new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('checkpoint text', () => {
  it('is written in three lines and more, and read back', () => {
    const stamped = { ...head, extension: ['demonstration', 'x'] };
    expect(formatCheckpoint(head)).toBe(`${origin}\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
    expect(parseCheckpoint(formatCheckpoint(stamped))).toEqual({ ok: true, value: stamped });
  });

  const root = toBase64(head.root);
  it.each([
    ['no last newline', `${origin}\n7\n${root}`],
    ['leading zero', `${origin}\n07\n${root}\n`],
    ['sign', `${origin}\n+7\n${root}\n`],
    ['not safe', `${origin}\n9007199254740993\n${root}\n`],
    ['short root', `${origin}\n7\n${root.slice(4)}\n`],
    ['no origin', `\n7\n${root}\n`],
    ['no root', `${origin}\n7\n`],
    ['empty extension', `${origin}\n7\n${root}\n\n`],
    ['carriage return', `${origin}\r\n7\r\n${root}\r\n`],
  ])('is refused: %s', (_, text) => {
    expect(parseCheckpoint(text).ok).toBe(false);
  });

  it('is not written with impossible parts', () => {
    expect(() => formatCheckpoint({ ...head, size: -1 })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, origin: '' })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, origin: 'a\nb' })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, extension: ['a\nb'] })).toThrow(RangeError);
    expect(() => formatCheckpoint({ ...head, root: new Uint8Array(31) })).toThrow(RangeError);
  });
});

describe('signed note', () => {
  it('verifies the published example of the signed-note format', () => {
    const published =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    const key = parseKey(sha256, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(key.ok).toBe(true);
    if (key.ok) expect(verified(published, [key.value])).toEqual({ ok: true, value: key.value });
    if (key.ok) expect(verified(published.replace('problem', 'Problem'), [key.value]).ok).toBe(false);
  });

  it('is accepted by a known key, also beside unknown ones', () => {
    const other = testKey('witness.example/w');
    const line = signNote(formatCheckpoint(head), other.key, other.sign).split('\n\n')[1]!;
    expect(verified(note)).toEqual({ ok: true, value: ours.key });
    expect(verified(note + line)).toEqual({ ok: true, value: ours.key });
    expect(verified(note + line, [other.key])).toEqual({ ok: true, value: other.key });
  });

  it('is refused without a known key, or when a known key does not hold', () => {
    const other = testKey(origin);
    expect(verified(note, [other.key])).toMatchObject({ ok: false, reason: expect.stringContaining(ours.key.id) });
    expect(verified(note.replace('\n7\n', '\n8\n'))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('does not hold'),
    });
    const impostor = signNote(formatCheckpoint(head), { ...other.key, id: ours.key.id }, other.sign);
    expect(verified(impostor).ok).toBe(false);
    // A known key that fails refuses the note even when another known key holds.
    expect(verified(note + impostor.split('\n\n')[1]!).ok).toBe(false);
  });

  it.each([
    ['no signature', formatCheckpoint(head)],
    ['no blank line', note.replace('\n\n', '\n')],
    ['no last newline', note.slice(0, -1)],
    ['hyphen for dash', note.replace('\u2014', '-')],
    ['space at the end', note.replace(/\n$/, ' \n')],
    ['broken base 64', note.replace(/=?\n$/, '*\n')],
    ['control character', `\u0007${note}`],
    ['carriage return', note.replaceAll('\n', '\r\n')],
    ['too many signatures', note + note.split('\n\n')[1]!.repeat(100)],
  ])('is refused: %s', (_, text) => {
    expect(parseNote(text).ok).toBe(false);
  });

  it('is not made of a text that could be read otherwise', () => {
    expect(() => signNote('no newline', ours.key, ours.sign)).toThrow(RangeError);
    expect(() => signNote('bell\u0007\n', ours.key, ours.sign)).toThrow(RangeError);
  });
});
