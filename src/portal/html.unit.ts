import { expect, test } from 'vitest';
import { html } from './html.ts';
import { count, dayInWords, momentInWords } from './moment.ts';

test('what is put in is text, whatever it looks like', () => {
  const sly = `"><script>alert('1')</script>&amp;`;
  expect(html`<a href="${sly}">${sly}</a>`.markup).toBe(
    '<a href="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</a>',
  );
});

test('markup made here stays markup, lists are joined, nothing is nothing', () => {
  const items = ['甲', '<乙>'].map((each) => html`<li>${each}</li>`);
  expect(html`<ul>${items}</ul>${null}${undefined}${false}${0}${''}`.markup).toBe(
    '<ul><li>甲</li><li>&lt;乙&gt;</li></ul>0',
  );
});

test('moments by the wall clock here, figures in groups of three', () => {
  const days = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
  const late = new Date('2026-12-31T16:05:00Z');
  expect([dayInWords(late, days), momentInWords(late, days)]).toEqual(['2027-01-01 周五', '2027-01-01 周五 00:05']);
  expect(count(1234567)).toBe('1\u00a0234\u00a0567');
});
