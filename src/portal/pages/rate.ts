import type { Rated } from '../../modules/ledger/index.ts';
import { type Html, html } from '../html.ts';
import { doneLight } from '../page.ts';
import type { View } from '../view.ts';
import { category } from './list.ts';

/** The five grades, best first, as the ledger's form has them. */
const grades = ['verySatisfied', 'satisfied', 'basicallySatisfied', 'dissatisfied', 'veryDissatisfied'] as const;

const heading = (view: View, of: Rated): Html =>
  html`<header class="what"><h1>${of.title ?? view.words.rateSecret}</h1><p>${[
    of.unit,
    of.category && category(view, of.category),
    of.number,
  ]
    .filter((each) => each)
    .join('  ')}</p></header>`;

/** What it is about, and five buttons: one tap sends the answer, words may be written before it. */
export const ratePage = (view: View, token: string, of: Rated, wrong: { comment: string } | null) => {
  const { words, ledger, link } = view;
  const body = html`${heading(view, of)}
<form class="rate" method="post" action="${link(`/rate/${token}`)}">
<h2>${words.rateAsk}</h2>
${wrong && html`<p class="wrong" role="alert">${words.rateWrong}</p>`}
<details${wrong && wrong.comment !== '' && html` open`}><summary>${words.rateWords}<span>${words.rateWordsOptional}</span></summary>
<textarea name="comment" maxlength="1000" rows="3" aria-label="${words.rateWords}">${wrong?.comment ?? ''}</textarea></details>
<div class="five">${grades.map(
    (grade) =>
      html`<button type="submit" name="grade" value="${grade}">${ledger[`choice.answer.grade.${grade}`] ?? grade}</button>`,
  )}</div>
<p class="note">${words.rateOneTap}${words.rateHidden}</p>
</form>`;
  return { title: words.rateTitle, width: 'narrow' as const, body };
};

export const rateThanksPage = (view: View, of: Rated) => {
  const { words, link } = view;
  const body = html`${heading(view, of)}
<section class="answer" role="status">${doneLight(words.satisfaction)}<p class="by">${words.rateThanks}</p></section>
<section class="part"><h2>${words.rateNext}</h2><ul class="points">${words.rateNextSteps.map((each) => html`<li>${each}</li>`)}</ul></section>
<p class="part"><a href="${link('/open')}">${words.home}</a></p>`;
  return { title: words.rateThanks, width: 'narrow' as const, body };
};

/** The same for a link that never was, that ran out, and that was answered. */
export const rateGonePage = ({ words, link }: View) => ({
  title: words.rateGoneTitle,
  width: 'narrow' as const,
  body: html`<section class="say"><h1>${words.rateGoneTitle}</h1><p>${words.rateGoneWords}</p><p><a href="${link('/open')}">${words.home}</a></p></section>`,
});
