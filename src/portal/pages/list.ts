import type { OpenedProblem } from '../../modules/ledger/index.ts';
import { mostCounted } from '../../modules/ledger/index.ts';
import { type Html, html } from '../html.ts';
import { count } from '../moment.ts';
import type { View } from '../view.ts';

export const total = (value: number): string => (value > mostCounted ? `${count(mostCounted)}+` : count(value));

const addressOf = (view: View, { number }: OpenedProblem): string =>
  view.link(`/open/struck-off/${encodeURIComponent(number)}`);

export const category = ({ ledger }: View, code: string): string => ledger[`choice.problem.category.${code}`] ?? code;

const row = (view: View, each: OpenedProblem): Html => html`<tr>
<td><a href="${addressOf(view, each)}">${each.title ?? view.words.withoutTitle}</a>${each.summary && html`<span class="sum">${each.summary}</span>`}</td>
<td>${each.unit}</td>
<td class="nw">${each.number}</td>
<td class="nw">${view.day(each.struckOffAt)}</td>
</tr>`;

/** On a phone each row becomes a few lines; no page scrolls sideways. */
export const list = (view: View, items: readonly OpenedProblem[]): Html => html`<table class="tbl list">
<thead><tr><th scope="col">${view.words.columnProblem}</th><th scope="col">${view.ledger['form.problem.unit'] ?? ''}</th><th scope="col">${view.words.columnNumber}</th><th scope="col">${view.words.columnDate}</th></tr></thead>
<tbody>${items.map((each) => row(view, each))}</tbody>
</table>`;
