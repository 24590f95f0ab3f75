import { afterEach, expect, test, vi } from 'vitest';
import type { OrganisationView } from '../../../../kernel/view/organisation.ts';
import { merged, movedFields, save } from './save.ts';

const view = (version: number, name: string): OrganisationView => ({
  version,
  day: '2026-05-01',
  units: [{ id: 'u', parent: null, code: 'u', name, ordinal: 0, from: '2026-01-01', to: null }],
  posts: [],
  people: [],
  appointments: [],
  charges: [],
  teams: [],
  pairings: [],
});
const nameIn = (each: OrganisationView) => ({ name: each.units[0]?.name });

/** A server whose organisation stands at `now`; tells on which versions it was asked to write. */
const server = (now: OrganisationView) => {
  const versions: string[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: { method: string; headers: Record<string, string> }) => {
    if (init.method === 'GET') return new Response(JSON.stringify(now), { status: 200 });
    const version = init.headers['if-match'] ?? '';
    versions.push(version);
    return version === `"${now.version}"`
      ? new Response(JSON.stringify({ id: 'u', version: now.version + 1, openMatters: 0 }), { status: 200 })
      : new Response(JSON.stringify({ code: 'stale', rule: 'directory.moved', facts: {} }), { status: 412 });
  });
  return versions;
};
afterEach(() => vi.unstubAllGlobals());

test('a directory that moved elsewhere is written on its newer version', async () => {
  const versions = server(view(9, '征管股'));
  expect(await save('units', {}, view(7, '征管股'), nameIn)).toMatchObject({ done: { version: 10 } });
  expect(versions).toEqual(['"7"', '"9"']);
});

test('what somebody else changed in the very same thing is not written over', async () => {
  const versions = server(view(9, '征收股'));
  expect(await save('units', {}, view(7, '征管股'), nameIn)).toMatchObject({ moved: { version: 9 } });
  expect(versions).toEqual(['"7"']);
});

test('what the reader has not touched follows the other; what they typed stays', () => {
  const before = { name: '征管股', ordinal: 1, to: undefined };
  const now = { name: '征收股', ordinal: 4, to: undefined };
  expect(merged({ name: '税源股', ordinal: 1 }, before, now)).toEqual({ name: '税源股', ordinal: 4, to: undefined });
  expect(movedFields(before, now)).toEqual(['name', 'ordinal']);
});
