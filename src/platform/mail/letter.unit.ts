import { expect, test } from 'vitest';
import { type Draft, letterOf } from './letter.ts';

const draft = (change: Partial<Draft> = {}): Draft => ({
  subject: '1 件',
  intro: '有 1 件：',
  parts: [
    {
      title: '今天 1 件',
      lines: [{ text: 'A-1 排队', detail: '轮到你办', href: 'https://xn.example/matter/1' }],
      rest: '还有 3 件',
    },
  ],
  foot: ['在这里改：https://xn.example/account?tab=mail'],
  ...change,
});

test('text and HTML say the same, with the same links', () => {
  const { text, html } = letterOf(draft());
  for (const words of ['有 1 件：', '今天 1 件', 'A-1 排队', '轮到你办', 'https://xn.example/matter/1', '还有 3 件'])
    expect([text.includes(words), html.includes(words)]).toEqual([true, true]);
  expect(html).toContain('<a href="https://xn.example/account?tab=mail">');
  expect(html).toContain('color-scheme');
});

test('what people wrote stays what it is: no markup, no line, no header of its own', () => {
  const title = '<img src=x onerror=alert(1)>\r\nBcc: all@example.cn & "so"';
  const line = { text: title, detail: '', href: 'https://xn.example/matter/1' };
  const { subject, text, html } = letterOf(
    draft({ subject: title, parts: [{ title: '', lines: [line], rest: null }] }),
  );
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x');
  expect(html).not.toContain('<h2');
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).toMatch(/^1\. <img src=x onerror=alert\(1\)> Bcc:/m);
});

test('a long subject is cut where we choose', () => {
  expect(letterOf(draft({ subject: '长'.repeat(200) })).subject).toBe(`${'长'.repeat(89)}…`);
});
