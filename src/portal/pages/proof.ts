import { type Html, html } from '../html.ts';
import { count } from '../moment.ts';
import type { View } from '../view.ts';

/** What the log itself says of its newest signed head; `checked` is the last time everything was computed anew. */
export type Proof = {
  size: number;
  madeAt: Date;
  key: string | null;
  signed: boolean;
  checked: { at: Date; size: number; whole: boolean } | null;
};

type Say = { alarm: boolean; by: string; key: string };

/** “Unchanged” is said only of what was computed anew, and of the moment when that was. */
const sayOf = (view: View, proof: Proof | null): Say => {
  const { words } = view;
  if (!proof) return { alarm: false, by: words.proofNone, key: words.proofNoneHow };
  const { checked, signed, madeAt, size } = proof;
  const now = [view.moment(madeAt), count(size)] as const;
  if (!signed) return { alarm: true, by: words.proofBroken, key: words.proofBrokenNote };
  if (checked && !checked.whole)
    return { alarm: true, by: words.proofBroken, key: words.proofBrokenSigned(view.moment(checked.at)) };
  if (!checked || checked.size === 0) return { alarm: false, by: words.proofSealed(...now), key: words.proofSealedHow };
  return {
    alarm: false,
    by: words.proofWhole(view.moment(checked.at), count(checked.size)),
    key: checked.size < size ? `${words.proofWholeHow}${words.proofSince(...now)}` : words.proofWholeHow,
  };
};

const step = (view: View, { words, link }: View['words']['how'][number]): Html =>
  html`<li>${words}${link && html`<a href="${view.link('/checkpoint')}">${link}</a>`}</li>`;

export const proofPage = (view: View, proof: Proof | null) => {
  const { words } = view;
  const say = sayOf(view, proof);
  const points = (title: string, list: readonly string[]): Html =>
    html`<section class="part"><h2>${title}</h2><ul class="points">${list.map((each) => html`<li>${each}</li>`)}</ul></section>`;
  const body = html`<header class="what"><h1>${words.proofTitle}</h1></header>
<section class="answer${say.alarm && ' alarm'}"${say.alarm && html` role="alert"`}><p class="by">${say.by}</p><p class="key">${say.key}</p></section>
${points(words.provedTitle, words.proved)}
${points(words.notProvedTitle, words.notProved)}
<section class="part"><h2>${words.howTitle}</h2><ol class="steps">${words.how.map((each) => step(view, each))}</ol><code class="code">${words.command}</code><p>${words.howEnd}</p></section>
${proof?.key && html`<section class="part"><h2>${words.keyTitle}</h2><p>${words.keyWords}</p><code class="code">${proof.key}</code></section>`}`;
  return { title: words.proofTitle, width: 'narrow' as const, body };
};
