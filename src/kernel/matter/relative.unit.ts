import { expect, test } from 'vitest';
import type { Matter } from './matter.ts';
import { evidenceGivers } from './relative.ts';

test('evidence given in another’s place was given by both, each named once', () => {
  const evidence = [{ by: 'a' }, { by: 'b', onBehalfOf: 'a' }, { by: 'b', onBehalfOf: 'c' }] as Matter['evidence'];
  expect(evidenceGivers({ evidence })).toEqual(['a', 'b', 'c']);
});
