import { expect, test } from 'vitest';
import { disposition, savedName } from './file-name.ts';

test.each([
  ['现场照片.jpg', 'image/jpeg', '现场照片.jpg'],
  ['现场照片.JPEG', 'image/jpeg', '现场照片.JPEG'],
  ['动图.gif', 'image/png', '动图.gif.png'],
  ['通知.exe', 'application/pdf', '通知.exe.pdf'],
  ['通知', 'application/pdf', '通知.pdf'],
  [null, 'application/pdf', '征管-2026-014.pdf'],
  ['../../etc/passwd', 'text/plain', 'etc passwd.txt'],
  ['a\r\nSet-Cookie: x=1.txt', 'text/plain', 'a Set-Cookie x=1.txt'],
  ['报告\u202excod.exe', 'application/pdf', '报告 xcod.exe.pdf'],
  [`${'长'.repeat(300)}.pdf`, 'application/pdf', `${'长'.repeat(120)}.pdf`],
  ['\ud800.txt', 'text/plain', '\ufffd.txt'],
])('%j of %s is saved as %s', (name, type, saved) => {
  expect(savedName(name, type, '征管-2026-014')).toBe(saved);
});

test('the header keeps to ASCII', () => {
  const header = disposition('attachment', "证据 (1)'s.pdf");
  expect(header).toBe(`attachment; filename="file.pdf"; filename*=UTF-8''%E8%AF%81%E6%8D%AE%20%281%29%27s.pdf`);
});
