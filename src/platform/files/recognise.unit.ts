import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { compoundOf, docxOf, pdf, plainPicture, zipOf } from '../../../tests/builders/files.ts';
import type { Look } from './bytes-at.ts';
import { recognise } from './recognise.ts';

const looked = (bytes: Buffer): Look => ({
  size: bytes.length,
  at: async (start, length) => bytes.subarray(start, start + length),
});

const see = async (bytes: Buffer | string, name: string) => {
  const outcome = await recognise(looked(Buffer.from(bytes)), name);
  return outcome.ok ? outcome.value : `${outcome.refusal.rule}: ${outcome.refusal.facts.found}`;
};

const office = 'application/vnd.openxmlformats-officedocument';
const types = '[Content_Types].xml';

describe('what people attach is known by its content', () => {
  test.each([
    ['现场.JPG', 'image/jpeg', () => plainPicture('jpeg')],
    ['截图.png', 'image/png', () => plainPicture('png')],
    ['图.webp', 'image/webp', () => plainPicture('webp')],
    ['图.gif', 'image/gif', () => plainPicture('gif')],
    ['通知.pdf', 'application/pdf', () => pdf],
    ['报告.docx', `${office}.wordprocessingml.document`, () => docxOf()],
    ['台账.xlsx', `${office}.spreadsheetml.sheet`, () => zipOf([{ name: 'xl/workbook.xml' }, { name: types }])],
    [
      '汇报.pptx',
      `${office}.presentationml.presentation`,
      () => zipOf([{ name: types }, { name: 'ppt/presentation.xml' }]),
    ],
    ['旧.doc', 'application/msword', () => compoundOf(['Root Entry', 'Data', '1Table', 'x', 'WordDocument'])],
    ['旧.xls', 'application/vnd.ms-excel', () => compoundOf(['Root Entry', 'Workbook'])],
    ['说明.txt', 'text/plain', () => Buffer.from('第一行\n第二行\n')],
    ['说明.md', 'text/markdown', () => Buffer.from('# 标题\n\n正文 <b>粗</b>\n')],
    ['表.csv', 'text/csv', () => Buffer.from('\ufeff编号,问题\n1,窗口少\n')],
    ['没有后缀', 'text/plain', () => Buffer.from('没有后缀的文字')],
    ['国标.txt', 'text/plain', () => iconv.encode('办事大厅排队太久。\n'.repeat(50_000), 'gb18030')],
    ['宽.txt', 'text/plain', () => iconv.encode('办事大厅排队太久。\n', 'utf-16le', { addBOM: true })],
    ['像图.txt', 'text/plain', () => Buffer.from('BM 局的说明，从这里开始写')],
  ])('%s is %s', async (name, type, make) => {
    expect(await see(await make(), name)).toBe(type);
  });
});

describe('what is refused says what was seen', () => {
  const program = Buffer.concat([Buffer.from('MZ\u0090\u0000'), Buffer.alloc(600)]);
  const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(600)]);
  test.each([
    ['空.txt', 'file.type: empty', () => ''],
    ['页.txt', 'file.type: markup', () => '\ufeff \n<!DOCTYPE html><p>hi'],
    ['页.md', 'file.type: markup', () => '<script>alert(1)</script>'],
    ['图.txt', 'file.type: markup', () => '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['表.csv', 'file.type: markup', () => '<?xml version="1.0"?><a/>'],
    ['脚本.txt', 'file.type: script', () => '#!/bin/sh\nrm -rf x\n'],
    ['脚本.txt', 'file.type: script', () => '<?php system($_GET[1]);'],
    ['程序.txt', 'file.type: program', () => program],
    ['程序.txt', 'file.type: application/x-elf', () => elf],
    ['乱.txt', 'file.type: unknown', () => Buffer.from([0x61, 0, 0x62, 0xff, 0xfe, 0x01])],
    ['控.txt', 'file.type: unknown', () => 'a\u001b[31mb'],
    ['包.zip', 'file.type: archive', () => zipOf([{ name: 'a.txt' }])],
    ['宏.docx', 'file.type: macros', () => docxOf({ name: 'word/vbaProject.bin' })],
    ['藏.docx', 'file.type: program', () => docxOf({ name: 'word/media/setup.exe' })],
    ['锁.docx', 'file.type: encrypted', () => docxOf({ name: 'a', flags: 1 })],
    ['爬.docx', 'file.type: damaged', () => docxOf({ name: '../../etc/cron.d/x' })],
    ['炸.docx', 'file.type: bomb', () => docxOf({ name: 'word/a.xml', unpacked: 300_000_000 })],
    ['两样.docx', 'file.type: archive', () => docxOf({ name: 'xl/workbook.xml' })],
    ['断.docx', 'file.type: damaged', () => docxOf().subarray(0, 90)],
    ['拖.docx', 'file.type: damaged', () => Buffer.concat([docxOf(), Buffer.from('tail')])],
    ['宏.xls', 'file.type: macros', () => compoundOf(['Root Entry', 'Workbook', '_VBA_PROJECT_CUR'])],
    ['锁.docx', 'file.type: encrypted', () => compoundOf(['Root Entry', 'EncryptedPackage'])],
    ['装.msi', 'file.type: application/x-cfb', () => compoundOf(['Root Entry', 'Something'])],
    ['断.pdf', 'file.type: damaged', () => pdf.subarray(0, 30)],
    ['双.pdf', 'file.type: polyglot', () => Buffer.concat([pdf, zipOf([{ name: 'a.js' }])])],
    [
      '照片.heic',
      'file.type: image/heic',
      () => Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic'),
    ],
    ['通知.exe', 'file.name: application/pdf', () => pdf],
    ['通知.pdf.js', 'file.name: application/pdf', () => pdf],
    ['现场.png', 'file.name: image/jpeg', () => plainPicture('jpeg')],
    ['表.html', 'file.name: text/plain', () => '只是文字'],
  ])('%s → %s', async (name, expected, make) => {
    expect(await see(await make(), name)).toBe(expected);
  });

  test('a directory that runs in a circle ends', async () => {
    const bytes = compoundOf(Array.from({ length: 12 }, (_, index) => `s${index}`));
    bytes.writeUInt32LE(1, 512 + 3 * 4);
    expect(await see(bytes, '旧.doc')).toBe('file.type: damaged');
  });
});
