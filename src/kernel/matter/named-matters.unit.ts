import { expect, test } from 'vitest';
import { as, cast, idOf } from '../../../tests/builders/cast.ts';
import { problemData } from '../../../tests/builders/thread.ts';
import { answer, done, nothing } from '../../../tests/builders/world.ts';

const register = (world: typeof nothing, theme: string) =>
  answer(
    world,
    as(cast.registrar),
    { procedure: 'problem' },
    { action: 'register', data: { ...problemData(cast.owner), theme } },
  );

test('a field that names another matter takes one that is there and of the kind it asks for', () => {
  const world = done(
    nothing,
    as(cast.registrar),
    { procedure: 'problem' },
    { action: 'register', data: { ...problemData(cast.owner) } },
  );
  const [problem] = [...world.matters.keys()];
  for (const theme of [idOf(4711), problem as string])
    expect(register(world, theme)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', fields: [{ path: 'theme', rule: 'unknownId' }] },
    });
  const { title, unit, owner, ownerPost } = problemData(cast.owner) as Record<string, unknown>;
  const themed = done(
    world,
    as(cast.registrar),
    { procedure: 'theme' },
    { action: 'register', data: { title, unit, owner, ownerPost } },
  );
  const theme = [...themed.matters.values()].find((each) => each.procedure === 'theme')?.id as string;
  expect(register(themed, theme).ok).toBe(true);
});
