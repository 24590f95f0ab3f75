import { zh as ledger, type OpenedProblem } from '../../modules/ledger/index.ts';
import { html } from '../html.ts';
import { dayInWords } from '../moment.ts';
import { doneLight, type View } from '../page.ts';
import { zh } from '../texts/zh.ts';
import { category, list, total } from './list.ts';

type Page = { items: readonly OpenedProblem[]; total: number; next: string | null; isFirst: boolean };

export const struckOffPage = (view: View, page: Page) => {
  const { link } = view;
  const body = html`<section class="say"><h1>${zh.struckOffTitle}</h1><p>${page.total > 0 ? zh.struckOffSay(total(page.total)) : zh.struckOffNone}</p><p>${zh.struckOffHow}</p></section>
${page.items.length > 0 && list(view, page.items)}
<p class="part more">${page.next !== null && html`<a rel="next" href="${link('/open/struck-off', { cursor: page.next })}">${zh.older}</a>`}${!page.isFirst && html`<a href="${link('/open/struck-off')}">${zh.newestFirst}</a>`}</p>`;
  return { title: zh.struckOffTitle, width: 'wide' as const, body };
};

export const struckOffOnePage = (view: View, problem: OpenedProblem) => {
  const facts: readonly (readonly [string, string | null])[] = [
    [ledger['form.problem.unit'] ?? '', problem.unit],
    [ledger['form.problem.category'] ?? '', problem.category && category(problem.category)],
    [zh.opened, dayInWords(problem.openedAt)],
  ];
  const title = problem.title ?? zh.withoutTitle;
  const body = html`<header class="what"><h1>${title}</h1><p>${problem.number}</p></header>
<section class="answer">${doneLight(ledger['state.problem.struckOff'] ?? '')}<p class="by">${dayInWords(problem.struckOffAt)}</p></section>
${problem.summary && html`<section class="part"><h2>${zh.result}</h2><p>${problem.summary}</p></section>`}
<dl class="part dl">${facts.map(([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="part">${zh.recordKept}<a href="${view.link('/open/proof')}">${zh.recordKeptLink}</a>。</p>
<p class="part"><a href="${view.link('/open/struck-off')}">${zh.all}</a></p>`;
  return { title, width: 'narrow' as const, body };
};
