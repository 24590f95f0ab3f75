import { expect, test } from 'vitest';
import type { ImportPreviewView } from '../../../../kernel/view/organisation.ts';
import { firstLook, rowsWith } from './preview-rows.ts';

const preview = (counts: Partial<ImportPreviewView['counts']>): ImportPreviewView => ({
  digest: '',
  version: 1,
  ready: true,
  counts: { new: 0, changed: 0, same: 0, error: 0, ...counts },
  sheets: [
    {
      name: '单位',
      faults: [],
      rows: [
        { row: 2, outcome: 'same' },
        { row: 3, outcome: 'changed', changes: [{ column: '名称', from: '甲', to: '乙' }] },
      ],
    },
    { name: '人员', faults: [], rows: [{ row: 2, outcome: 'new' }] },
  ],
  ignored: [],
});

test('rows are found by outcome under the sheet they stand on', () => {
  const at = (outcome: Parameters<typeof rowsWith>[1]) =>
    rowsWith(preview({}), outcome).map(({ sheet, row }) => `${sheet} ${row}`);
  expect(at('all')).toEqual(['单位 2', '单位 3', '人员 2']);
  expect(at('changed')).toEqual(['单位 3']);
  expect(at('new')).toEqual(['人员 2']);
  expect(at('error')).toEqual([]);
});

test('what is wrong is shown first, then what is other than before', () => {
  expect(firstLook(preview({ error: 1, changed: 3 }))).toBe('error');
  expect(firstLook(preview({ changed: 3, new: 2 }))).toBe('changed');
  expect(firstLook(preview({ new: 2, same: 9 }))).toBe('new');
  expect(firstLook(preview({ same: 9 }))).toBe('all');
});
