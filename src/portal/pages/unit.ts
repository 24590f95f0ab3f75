import { mostCounted, type OpenedProblem, type UnitFigures, type UnitPage } from '../../modules/ledger/index.ts';
import { type Html, html } from '../html.ts';
import { count } from '../moment.ts';
import type { View } from '../view.ts';
import { list, total } from './list.ts';

/** Fewer answers are not told: who was asked could tell whose they are. */
const fewest = 3;

const percent = (part: number, all: number): string => `${Math.round((part * 1000) / all) / 10}%`;

const figure = (title: string, value: string | null, words: string): Html =>
  html`<div><dt>${title}</dt><dd>${value && html`<b>${value}</b>`}${words}</dd></div>`;

/** What a unit opened: each figure computed from its problems, and the problems that reviewers made public. */
export const unitPageOf = (view: View, page: UnitPage, figures: UnitFigures, problems: readonly OpenedProblem[]) => {
  const { words } = view;
  const { parts } = page;
  const { onTime, late, answers, satisfied } = figures;
  const judged = onTime + late;
  const shown: (Html | false)[] = [
    parts.includes('showCounts') &&
      figure(
        words.unitCounts,
        figures.more ? total(mostCounted + 1) : count(figures.problems),
        words.unitCountsSay(count(figures.struckOff)),
      ),
    parts.includes('showPromise') &&
      (judged > 0
        ? figure(words.unitPromise, percent(onTime, judged), words.unitPromiseSay(count(onTime), count(judged)))
        : figure(words.unitPromise, null, words.unitPromiseNone)),
    parts.includes('showSatisfaction') &&
      (answers >= fewest
        ? figure(
            words.unitSatisfaction,
            percent(satisfied, answers),
            words.satisfactionOf(count(satisfied), count(answers)),
          )
        : figure(words.unitSatisfaction, null, words.unitSatisfactionNone)),
  ];
  const body = html`<section class="say"><h1>${page.title}</h1><p>${words.unitSay(page.name)}</p></section>
${shown.some((each) => each) && html`<dl class="figures">${shown}</dl>`}
${
  parts.includes('showProblems') &&
  html`<section class="part"><h2>${words.unitProblems}</h2>${problems.length > 0 ? list(view, problems) : html`<p>${words.unitProblemsNone}</p>`}</section>`
}
<p class="part">${words.unitSince(view.day(page.openedAt))}${figures.more && words.unitNewest(count(mostCounted))}</p>
<p class="part"><a href="${view.link('/open')}">${words.home}</a></p>`;
  return { title: page.title, width: 'wide' as const, body };
};
