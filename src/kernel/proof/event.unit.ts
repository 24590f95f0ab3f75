import { describe, expect, it } from 'vitest';
import { chainedBodies } from '../../../tests/builders/proof.ts';
import { EventBody, eventBody, isMoment } from './event.ts';

const body = JSON.parse(chainedBodies(1, 1)[0]!) as Record<string, unknown>;

describe('event body', () => {
  it('accepts its one shape and writes it canonically', () => {
    const event = EventBody.parse(body);
    expect(eventBody(event)).toBe(chainedBodies(1, 1)[0]);
  });

  it('needs every key and no other', () => {
    for (const key of Object.keys(body)) {
      const { [key]: _gone, ...rest } = body;
      expect(EventBody.safeParse(rest).success, key).toBe(false);
    }
    expect(EventBody.safeParse({ ...body, extra: null }).success).toBe(false);
  });

  it.each([
    ['v', 2],
    ['agency', 'Demo'],
    ['stream', { kind: 'matter', id: 'not a uuid' }],
    ['stream', { kind: 'matter', id: '00000000-0000-7000-8000-00000000ABCD' }],
    ['stream', { kind: '', id: '00000000-0000-7000-8000-000000000001' }],
    ['seq', 0],
    ['seq', 1.5],
    ['prev', 'ABC'],
    ['actor', ''],
    ['recordedAt', '2026-03-01T08:00:00Z'],
    ['recordedAt', '2026-02-30T08:00:00.000Z'],
    ['occurredAt', '2026-03-01T08:00:00.000+08:00'],
    ['settings', [{ kind: 'post', id: '00000000-0000-7000-8000-000000000001', seq: 0 }]],
    ['procedure', { code: 'problem' }],
    ['state', { from: null, to: null }],
    ['parent', 'x'],
    ['number', 7],
    ['data', []],
    ['data', null],
    ['files', [{ digest: 'a'.repeat(64), size: 1, type: 'image/png' }]],
    [
      'files',
      [{ digest: 'x', size: 1, type: 'image/png', name: { commit: 'q6yroAAAAAAAAAAAAAAAAAAAAAAAAAAAAGAGHgASNFY=' } }],
    ],
  ])('refuses %s = %o', (key, value) => {
    expect(EventBody.safeParse({ ...body, [key]: value }).success).toBe(false);
  });

  it('knows moments', () => {
    expect(isMoment('2026-12-31T23:59:59.999Z')).toBe(true);
    expect(isMoment('2026-13-01T00:00:00.000Z')).toBe(false);
    expect(isMoment('2026-01-01T24:00:00.000Z')).toBe(false);
  });
});
