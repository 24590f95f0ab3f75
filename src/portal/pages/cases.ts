import type { OpenedCase } from '../../modules/ledger/index.ts';
import { html } from '../html.ts';
import type { View } from '../view.ts';

/** Cases an agency opened, each with the words made for the public. */
export const casesPage = (view: View, cases: readonly OpenedCase[]) => {
  const { ledger, words } = view;
  const body = html`<section class="say"><h1>${words.casesTitle}</h1><p>${cases.length > 0 ? words.casesSay : words.casesNone}</p></section>
${cases.map(
  ({ title, kind, cause, summary, openedAt }) =>
    html`<section class="part"><h2>${title ?? words.withoutTitle}</h2><p>${summary}</p><p>${ledger[`choice.caseStudy.kind.${kind}`] ?? kind} · ${ledger[`choice.caseStudy.cause.${cause}`] ?? cause} · ${view.day(openedAt)}</p></section>`,
)}`;
  return { title: words.casesTitle, width: 'wide' as const, body };
};
