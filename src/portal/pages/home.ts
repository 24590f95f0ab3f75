import type { OpenedProblem, UnitPage } from '../../modules/ledger/index.ts';
import { type Html, html } from '../html.ts';
import { count } from '../moment.ts';
import type { View } from '../view.ts';
import { list, total } from './list.ts';

const door = (href: string, title: string, words: string): Html =>
  html`<li><a href="${href}"><b>${title}</b>${words}</a></li>`;

export const homePage = (
  view: View,
  opened: { items: readonly OpenedProblem[]; total: number },
  head: { size: number; madeAt: Date } | null,
  units: readonly UnitPage[],
) => {
  const { link, words } = view;
  const [before, after] = words.homeSay;
  const struckOff =
    opened.total > 0
      ? html`${before}<a class="nw" href="${link('/open/struck-off')}">${words.homeCounted(total(opened.total))}</a>${after}`
      : words.homeNone;
  const log = head
    ? html`${words.homeLog(view.moment(head.madeAt), count(head.size))}<a href="${link('/open/proof')}">${words.homeLogLink}</a>${words.stop}`
    : words.homeLogNone;
  const body = html`<section class="say"><h1>${words.homeTitle}</h1><p class="lead">${struckOff}</p><p>${log}</p></section>
<nav aria-label="${words.open}"><ul class="doors">${door(link('/open/struck-off'), words.doorStruckOff, words.doorStruckOffWords)}${door(link('/open/cases'), words.casesTitle, words.doorCases)}${door(link('/open/proof'), words.doorProof, words.doorProofWords)}${door(link('/checkpoint'), words.doorCheckpoint, words.doorCheckpointWords)}</ul></nav>
${
  opened.items.length > 0 &&
  html`<section class="part"><h2>${words.newest}</h2>${list(view, opened.items)}<p class="more"><a href="${link('/open/struck-off')}">${words.all}</a></p></section>`
}
${
  units.length > 0 &&
  html`<section class="part"><h2>${words.unitPages}</h2><ul class="links">${units.map(
    ({ code, name, title }) =>
      html`<li><a href="${link(`/u/${encodeURIComponent(code)}`)}">${name}</a>${title !== name && html`<span>${title}</span>`}</li>`,
  )}</ul></section>`
}
<section class="part"><h2>${words.notPublic}</h2><p>${words.notPublicWords}</p></section>`;
  return { title: words.open, width: 'wide' as const, body };
};
