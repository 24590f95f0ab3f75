import type { OpenedProblem } from '../../modules/ledger/index.ts';
import { html } from '../html.ts';
import { count } from '../moment.ts';
import { doneLight } from '../page.ts';
import type { View } from '../view.ts';
import { category, list, total } from './list.ts';

type Page = { items: readonly OpenedProblem[]; total: number; next: string | null; isFirst: boolean };

export const struckOffPage = (view: View, page: Page) => {
  const { link, words } = view;
  const body = html`<section class="say"><h1>${words.struckOffTitle}</h1><p>${page.total > 0 ? words.struckOffSay(total(page.total)) : words.struckOffNone}</p><p>${words.struckOffHow}</p></section>
${page.items.length > 0 && list(view, page.items)}
<p class="part more">${page.next !== null && html`<a rel="next" href="${link('/open/struck-off', { cursor: page.next })}">${words.older}</a>`}${!page.isFirst && html`<a href="${link('/open/struck-off')}">${words.newestFirst}</a>`}</p>`;
  return { title: words.struckOffTitle, width: 'wide' as const, body };
};

export const struckOffOnePage = (view: View, problem: OpenedProblem) => {
  const { ledger, words } = view;
  const facts: readonly (readonly [string, string | null])[] = [
    [ledger['form.problem.unit'] ?? '', problem.unit],
    [ledger['form.problem.category'] ?? '', problem.category && category(view, problem.category)],
    [
      words.satisfaction,
      problem.satisfaction &&
        words.satisfactionOf(count(problem.satisfaction.satisfied), count(problem.satisfaction.answers)),
    ],
    [words.opened, view.day(problem.openedAt)],
  ];
  const title = problem.title ?? words.withoutTitle;
  const body = html`<header class="what"><h1>${title}</h1><p>${problem.number}</p></header>
<section class="answer">${doneLight(ledger['state.problem.struckOff'] ?? '')}<p class="by">${view.day(problem.struckOffAt)}</p></section>
${problem.summary && html`<section class="part"><h2>${words.result}</h2><p>${problem.summary}</p></section>`}
<dl class="part dl">${facts.map(([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="part">${words.recordKept}<a href="${view.link('/open/proof')}">${words.recordKeptLink}</a>${words.stop}</p>
<p class="part"><a href="${view.link('/open/struck-off')}">${words.all}</a></p>`;
  return { title, width: 'narrow' as const, body };
};
