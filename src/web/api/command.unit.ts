import { afterEach, expect, test, vi } from 'vitest';
import { command } from './command.ts';

type Answer = { status: number } | 'lost';

/** Answers in order; gives back the keys and the If-Match headers that were sent. */
const server = (...answers: Answer[]) => {
  const keys: string[] = [];
  const matches: (string | undefined)[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: { headers: Record<string, string> }) => {
    keys.push(init.headers['idempotency-key'] ?? '');
    matches.push(init.headers['if-match']);
    const answer = answers.shift();
    if (!answer || answer === 'lost') throw new TypeError('network');
    return new Response(JSON.stringify({ code: 'x', rule: 'x', facts: {}, id: 'i' }), { status: answer.status });
  });
  return { keys, matches };
};
const attempt = (body: Record<string, unknown>, expected?: number) =>
  command('/matters/m/actions/a', body, expected).catch((error: unknown) => error);

afterEach(() => vi.unstubAllGlobals());

test.each(['lost', { status: 502 }, { status: 500 }, { status: 429 }, { status: 401 }] as Answer[])(
  'after %o the same words go again under the same key',
  async (first) => {
    const { keys } = server(first, { status: 200 });
    await attempt({ first: JSON.stringify(first) }, 3);
    await attempt({ first: JSON.stringify(first) }, 3);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  },
);

test('other words, or the same words about a newer state, are another command', async () => {
  const { keys, matches } = server('lost', 'lost', 'lost');
  await attempt({ word: 'a' }, 1);
  await attempt({ word: 'b' }, 1);
  await attempt({ word: 'a' }, 2);
  expect(new Set(keys).size).toBe(3);
  expect(matches).toEqual(['"1"', '"1"', '"2"']);
});

test.each([200, 409, 412, 422])('after a definite answer (%i) the same words are a new command', async (status) => {
  const { keys } = server({ status }, { status: 200 });
  await attempt({ definite: status });
  await attempt({ definite: status });
  expect(keys[1]).not.toBe(keys[0]);
});
