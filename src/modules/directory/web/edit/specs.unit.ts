import { beforeAll, expect, test } from 'vitest';
import type { OrganisationView } from '../../../../kernel/view/organisation.ts';
import { startTexts } from '../../../../web/texts/i18n.ts';
import { zh } from '../../../../web/texts/zh.ts';
import { specOf, standsOf, valueWords } from './specs.ts';

beforeAll(async () => {
  await startTexts([zh]);
});

const span = { from: '2026-01-01', to: null };
const unit = { id: 'u', parent: null, code: '征管', name: '征管股', ordinal: 3, ...span };
const post = {
  id: 'p',
  unit: 'u',
  name: '股长',
  roles: ['handler'],
  reach: 'unit' as const,
  duties: [
    { kind: 'business' as const, text: '排班' },
    { kind: 'party' as const, text: '讲党课' },
  ],
  ...span,
};
const view: OrganisationView = {
  version: 1,
  day: '2026-05-01',
  units: [unit],
  posts: [post],
  people: [{ id: 'a', name: '李婷', number: null }],
  appointments: [],
  charges: [],
  teams: [],
  pairings: [],
};

test('a thing that nobody touched is sent as it stands', () => {
  for (const [editing, stands] of [
    [{ form: 'unit', stands: unit } as const, unit],
    [{ form: 'post', stands: post } as const, post],
  ] as const) {
    const spec = specOf(editing);
    expect(standsOf(editing)).toBe(stands.id);
    expect(spec.body(spec.initialFrom(view), stands.id)).toEqual(stands);
  }
});

test('duties are one a line; a fault of one is told at the box it was written in', () => {
  const spec = specOf({ form: 'post', unit: 'u' });
  const values = { ...spec.initialFrom(view), name: '内勤', businessDuties: ' 收文\n\n发文 ', partyDuties: '联系支部' };
  expect(spec.body(values, 'new')).toMatchObject({
    id: 'new',
    duties: [
      { kind: 'business', text: '收文' },
      { kind: 'business', text: '发文' },
      { kind: 'party', text: '联系支部' },
    ],
    to: null,
  });
  expect(['duties.1.text', 'duties.2.text', 'name'].map((path) => spec.place?.(path, values))).toEqual([
    'businessDuties',
    'partyDuties',
    'name',
  ]);
});

test('a number that is none goes as it was typed, so that it is told and not made nought', () => {
  const spec = specOf({ form: 'unit', parent: 'u' });
  expect(spec.body({ name: 'x', code: 'y', from: '2026-01-01', ordinal: '三' }, 'new')).toMatchObject({
    ordinal: '三',
  });
  expect(spec.body({ name: 'x', code: 'y', from: '2026-01-01', ordinal: '' }, 'new')).toMatchObject({ ordinal: 0 });
});

test('values are told by name', () => {
  expect(['u', 'p', 'a', '2026-05-01', null, ['x', 'y']].map((value) => valueWords(view, value))).toEqual([
    '征管股',
    '股长',
    '李婷',
    '2026-05-01',
    '–',
    'x、y',
  ]);
});
