import type { PublicPaper } from '../../modules/papers/index.ts';
import { type Html, html } from '../html.ts';
import { count } from '../moment.ts';
import { doneLight } from '../page.ts';
import type { View } from '../view.ts';

const digest = (name: string, value: string): Html => html`<dt>${name}</dt><dd><code class="code">${value}</code></dd>`;

/** Whether a paper is one of ours and still holds, and how to tell a true copy. Nothing of what it says. */
export const paperPage = (view: View, paper: PublicPaper) => {
  const { words, agency } = view;
  const state = paper.voidedAt
    ? html`<section class="answer alarm"><p class="by">${words.paperVoided}</p><p class="key">${words.paperVoidedOn(view.day(paper.voidedAt))}</p></section>`
    : html`<section class="answer">${doneLight(words.paperHolds)}<p class="by">${words.paperIssuedOn(view.day(paper.issuedAt))}</p></section>`;
  const body = html`<header class="what"><h1>${paper.number}</h1><p>${words.paperKinds[paper.kind]}</p></header>
${state}
<dl class="part dl"><dt>${words.paperUnit}</dt><dd>${agency.name}</dd><dt>${words.paperDay}</dt><dd>${paper.day}</dd></dl>
<section class="part"><h2>${words.paperCompare}</h2><p>${paper.withheld ? words.paperWithheld : words.paperCompareWords}</p><dl class="dl">${digest('PDF', paper.pdf)}${digest('Word', paper.word)}</dl></section>
${
  paper.checkpoint &&
  html`<section class="part"><h2>${words.paperCheckpoint}</h2><p>${words.paperCheckpointWords(count(paper.checkpoint.size))}<a href="${view.link('/open/proof')}">${words.recordKeptLink}</a>${words.stop}</p><code class="code">${paper.checkpoint.root}</code></section>`
}
<p class="part">${words.paperNothing}</p>`;
  return { title: paper.number, width: 'narrow' as const, body };
};
