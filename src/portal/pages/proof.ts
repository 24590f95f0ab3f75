import { type Html, html } from '../html.ts';
import { count, momentInWords } from '../moment.ts';
import type { View } from '../page.ts';
import { zh } from '../texts/zh.ts';

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
const sayOf = (proof: Proof | null): Say => {
  if (!proof) return { alarm: false, by: zh.proofNone, key: zh.proofNoneHow };
  const { checked, signed, madeAt, size } = proof;
  const now = [momentInWords(madeAt), count(size)] as const;
  if (!signed) return { alarm: true, by: zh.proofBroken, key: zh.proofBrokenNote };
  if (checked && !checked.whole)
    return { alarm: true, by: zh.proofBroken, key: zh.proofBrokenSigned(momentInWords(checked.at)) };
  if (!checked || checked.size === 0) return { alarm: false, by: zh.proofSealed(...now), key: zh.proofSealedHow };
  return {
    alarm: false,
    by: zh.proofWhole(momentInWords(checked.at), count(checked.size)),
    key: checked.size < size ? `${zh.proofWholeHow}${zh.proofSince(...now)}` : zh.proofWholeHow,
  };
};

const step = (view: View, { words, link }: (typeof zh.how)[number]): Html =>
  html`<li>${words}${link && html`<a href="${view.link('/checkpoint')}">${link}</a>`}</li>`;

export const proofPage = (view: View, proof: Proof | null) => {
  const say = sayOf(proof);
  const points = (title: string, list: readonly string[]): Html =>
    html`<section class="part"><h2>${title}</h2><ul class="points">${list.map((each) => html`<li>${each}</li>`)}</ul></section>`;
  const body = html`<header class="what"><h1>${zh.proofTitle}</h1></header>
<section class="answer${say.alarm && ' alarm'}"${say.alarm && html` role="alert"`}><p class="by">${say.by}</p><p class="key">${say.key}</p></section>
${points(zh.provedTitle, zh.proved)}
${points(zh.notProvedTitle, zh.notProved)}
<section class="part"><h2>${zh.howTitle}</h2><ol class="steps">${zh.how.map((each) => step(view, each))}</ol><code class="code">${zh.command}</code><p>${zh.howEnd}</p></section>
${proof?.key && html`<section class="part"><h2>${zh.keyTitle}</h2><p>${zh.keyWords}</p><code class="code">${proof.key}</code></section>`}`;
  return { title: zh.proofTitle, width: 'narrow' as const, body };
};
