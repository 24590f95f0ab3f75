import type { OpenedProblem } from '../../modules/ledger/index.ts';
import { type Html, html } from '../html.ts';
import { count, momentInWords } from '../moment.ts';
import type { View } from '../page.ts';
import { zh } from '../texts/zh.ts';
import { list, total } from './list.ts';

const door = (href: string, title: string, words: string): Html =>
  html`<li><a href="${href}"><b>${title}</b>${words}</a></li>`;

export const homePage = (
  view: View,
  opened: { items: readonly OpenedProblem[]; total: number },
  head: { size: number; madeAt: Date } | null,
) => {
  const { link } = view;
  const [before, after] = zh.homeSay;
  const struckOff =
    opened.total > 0
      ? html`${before}<a class="nw" href="${link('/open/struck-off')}">${zh.homeCounted(total(opened.total))}</a>${after}`
      : zh.homeNone;
  const log = head
    ? html`${zh.homeLog(momentInWords(head.madeAt), count(head.size))}<a href="${link('/open/proof')}">${zh.homeLogLink}</a>。`
    : zh.homeLogNone;
  const body = html`<section class="say"><h1>${zh.homeTitle}</h1><p class="lead">${struckOff}</p><p>${log}</p></section>
<nav aria-label="${zh.open}"><ul class="doors">${door(link('/open/struck-off'), zh.doorStruckOff, zh.doorStruckOffWords)}${door(link('/open/proof'), zh.doorProof, zh.doorProofWords)}${door(link('/checkpoint'), zh.doorCheckpoint, zh.doorCheckpointWords)}</ul></nav>
${
  opened.items.length > 0 &&
  html`<section class="part"><h2>${zh.newest}</h2>${list(view, opened.items)}<p class="more"><a href="${link('/open/struck-off')}">${zh.all}</a></p></section>`
}
<section class="part"><h2>${zh.notPublic}</h2><p>${zh.notPublicWords}</p></section>`;
  return { title: zh.open, width: 'wide' as const, body };
};
