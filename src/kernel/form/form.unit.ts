import { describe, expect, test } from 'vitest';
import { procedures } from '../../modules/ledger/index.ts';
import { type Field, isCommitment, isProtected, mapProtected, publicPart } from './form.ts';

const fields: Field[] = [
  { name: 'title', type: 'text', public: true },
  { name: 'story', type: 'longText' },
  { name: 'phone', type: 'text', personal: true },
  { name: 'spoken', type: 'longText', public: true },
  {
    name: 'rows',
    type: 'table',
    columns: [
      { name: 'step', type: 'text' },
      { name: 'remark', type: 'longText' },
    ],
  },
];

describe('protected values', () => {
  const data = {
    title: '标题',
    story: '经过',
    phone: '138',
    rows: [{ step: '一', remark: '备注' }, { step: '二' }],
    other: '不在表内',
  };

  test('are all free text and whatever is personal, in tables too', () => {
    const seen: string[] = [];
    const mapped = mapProtected(fields, data, (field, value) => {
      seen.push(field.name);
      return `<${String(value)}>`;
    });
    expect(seen).toEqual(['story', 'phone', 'remark']);
    expect(mapped).toEqual({
      title: '标题',
      story: '<经过>',
      phone: '<138>',
      rows: [{ step: '一', remark: '<备注>' }, { step: '二' }],
      other: '不在表内',
    });
  });

  test('that are not there are not made', () => {
    expect(mapProtected(fields, { story: undefined, phone: null }, () => 'made')).toEqual({
      story: undefined,
      phone: null,
    });
  });

  test('back and forth gives what was there', () => {
    const kept = mapProtected(fields, data, (_, value) => ({
      commit: Buffer.from(String(value)).toString('hex'),
      of: 'x',
    }));
    const back = mapProtected(fields, kept, (_, value) =>
      isCommitment(value) ? Buffer.from(value.commit, 'hex').toString() : value,
    );
    expect(back).toEqual(data);
  });

  test('are every longText of the ledger, whoever writes it', () => {
    const all = procedures.flatMap((procedure) => procedure.forms.flatMap((form) => form.fields));
    expect(all.filter((field) => field.type === 'longText').every(isProtected)).toBe(true);
    expect(all.filter((field) => field.type === 'longText').map((field) => field.name)).toContain('description');
  });
});

test('only what is marked public may be shown to the public, and never a protected value', () => {
  expect(publicPart(fields, { title: '标题', story: '经过', phone: '138', spoken: '原话' })).toEqual({ title: '标题' });
  expect(publicPart(fields, { story: '经过' })).toEqual({});
});

test('a commitment is an object that carries one', () => {
  expect(isCommitment({ commit: 'x', of: 'y' })).toBe(true);
  expect([null, 'commit', { of: 'y' }, ['commit']].some(isCommitment)).toBe(false);
});
