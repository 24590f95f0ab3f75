import type { MatterView } from '../../../../kernel/view/view.ts';
import type { LedgerRow } from '../../../ledger/index.ts';
import type { Words } from '../../domain/kinds.ts';
import { cut, dash, fill, fullDay, percent, type Say, shortDay, textAt } from '../words.ts';
import { dueOf, milestonesOf, ownerOf, problemOf, progressOf, stateWord } from './matter-facts.ts';

export type LedgerEntry = { row: LedgerRow; matter: MatterView };

const measuresOf = (say: Say, { row }: LedgerEntry): string =>
  row.measures
    .map((each, index) => {
      const who = each.owner.name ?? '';
      return `${index + 1}.${each.title ?? ''}（${[who, say(`state.measure.${each.state}`)].filter(Boolean).join('，')}）`;
    })
    .join('\n');

const struckOffOf = (say: Say, { row, matter }: LedgerEntry): string => {
  const word = stateWord(say, matter);
  return row.struckOffAt === null || matter.state !== 'struckOff' ? word : `${word}\n${shortDay(row.struckOffAt)}`;
};

/** Too few answers are not told: whose they are could be guessed. */
const satisfactionOf = ({ satisfaction: { satisfied, answers } }: LedgerRow): string =>
  satisfied === null ? '—' : percent(satisfied, answers);

const rowOf = (say: Say, entry: LedgerEntry, index: number): Record<string, string> => {
  const { row, matter } = entry;
  const description = textAt(matter.data, 'description');
  return {
    serial: String(index + 1),
    number: row.number,
    source: dash(row.source),
    description: cut(problemOf(row.title, description), 140),
    category: row.category === null ? '—' : say(`choice.problem.category.${row.category}`),
    leader: dash(row.leader?.name),
    responsible: dash(row.unit.name),
    owner: dash(ownerOf(matter)),
    assist: dash(row.assistUnits.map(({ name }) => name ?? '').join('、')),
    measures: dash(measuresOf(say, entry)),
    milestones: dash(milestonesOf(say, matter)),
    due: dash(dueOf(matter)),
    progress: cut(dash(progressOf(matter)), 90),
    evidence: fill(say, 'paper.copies', {
      count: matter.evidenceCount + row.measures.reduce((sum, { evidenceCount }) => sum + evidenceCount, 0),
    }),
    lasting: say(row.measures.some(({ lasting }) => lasting) ? 'paper.isLasting' : 'paper.isNotLasting'),
    struckOff: struckOffOf(say, entry),
    satisfaction: satisfactionOf(row),
  };
};

export type LedgerFacts = {
  agency: string;
  unit: string | null;
  view: string;
  today: string;
  entries: readonly LedgerEntry[];
};

export const ledgerWords = (say: Say, { agency, unit, view, today, entries }: LedgerFacts): Words => ({
  unit: agency,
  day: fullDay(today),
  title: fill(say, 'paper.title.ledger', { agency: unit ?? agency }),
  scope: say(`choice.ledgerInput.view.${view}`),
  asOf: fullDay(today),
  total: String(entries.length),
  rows: entries.map((entry, index) => rowOf(say, entry, index)),
});
