import path from 'node:path';
import { expect, test } from 'vitest';
import { zh as ledger } from '../../src/modules/ledger/texts/zh.ts';
import { en as shellInEnglish } from '../../src/web/texts/en.ts';
import { zh as shell } from '../../src/web/texts/zh.ts';
import { textFiles } from './text-files.ts';
import { readTexts } from './texts.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('pages have the words the server has, from however many files', async () => {
  expect(await readTexts(root, 'zh')).toMatchObject({ ...shell, ...ledger });
  expect(await readTexts(root, 'en')).toMatchObject(shellInEnglish);
  expect(Object.keys(await readTexts(root, 'zh-Hant'))).toEqual(Object.keys(await readTexts(root, 'zh')));
});

test('words stand in the folder of their language, or in one file where there is none', () => {
  expect(textFiles(root, 'src/web', 'en')).toContain('src/web/texts/en/desk.ts');
  expect(textFiles(root, 'src/web', 'en')).not.toContain('src/web/texts/en.ts');
  expect(textFiles(root, 'src/modules/calendar', 'zh')).toEqual(['src/modules/calendar/texts/zh.ts']);
  expect(textFiles(root, 'src/modules/none', 'zh')).toEqual([]);
});
