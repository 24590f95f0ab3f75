import type { MatterView } from '../../../../kernel/view/view.ts';
import type { SatisfactionTold } from '../../../ledger/index.ts';
import type { Words } from '../../domain/kinds.ts';
import { cut, dash, fill, fullDay, percent, type Say, textAt } from '../words.ts';
import { newestOf, ownerOf, problemOf, stateWord } from './matter-facts.ts';

export type StrikeOffFacts = {
  agency: string;
  today: string;
  problem: MatterView;
  /** Its measures, each with its own page; those voided are left out. */
  measures: readonly MatterView[];
  satisfaction: SatisfactionTold;
  input: Readonly<Record<string, unknown>>;
};

const fileNames = (matter: MatterView): string[] =>
  matter.evidence.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));

const doneOf = (say: Say, measure: MatterView): string => {
  const done = newestOf(measure, 'complete');
  return cut(textAt(done?.data ?? {}, 'outcome') || stateWord(say, measure), 80);
};

/** Counts of what those affected said; nobody asked leaves the place empty, too few answers are said to be so. */
const satisfactionWords = (say: Say, { asked, answers, satisfied, meetingOn }: SatisfactionTold): string => {
  const ways = [
    asked > 0 && fill(say, 'paper.satisfaction.asked', { asked }),
    meetingOn !== null && fill(say, 'paper.satisfaction.meeting', { on: fullDay(meetingOn) }),
  ].filter((each) => each !== false);
  if (ways.length === 0) return '';
  const counted =
    satisfied === null
      ? say('paper.satisfaction.few')
      : fill(say, 'paper.satisfaction.counts', { answers, satisfied, rate: percent(satisfied, answers) });
  return [...ways, counted].join(say('paper.satisfaction.and'));
};

/** What the form of striking off says (DOMAIN D, 整改销号审批表); what nobody has said yet is left to be written by hand. */
export const strikeOffWords = (say: Say, facts: StrikeOffFacts): Words => {
  const { agency, today, problem, measures, satisfaction, input } = facts;
  const struck = newestOf(problem, 'strikeOff');
  const asked = newestOf(problem, 'requestStrikeOff');
  const isStruck = problem.state === 'struckOff' && struck !== undefined;
  const evidence = [...new Set([problem, ...measures].flatMap(fileNames))];
  const files = problem.evidenceCount + measures.reduce((sum, each) => sum + each.evidenceCount, 0);
  const listed = measures.map((each, index) => `${index + 1}.${each.title ?? ''}：${doneOf(say, each)}`);
  const outcome = textAt(asked?.data ?? {}, 'outcome');
  return {
    unit: agency,
    day: fullDay(today),
    title: say('paper.title.strikeOff'),
    matterNumber: problem.number,
    problem: cut(problemOf(problem.title, textAt(problem.data, 'description')), 240),
    source: dash(textAt(problem.data, 'source')),
    responsible: dash(problem.unit.name),
    owner: dash(ownerOf(problem)),
    leader: dash(problem.leader?.name),
    measures: measures.map((each) => ({
      measure: each.title ?? '',
      by: ownerOf(each),
      done: doneOf(say, each),
      evidence: fill(say, 'paper.copies', { count: each.evidenceCount }),
    })),
    measuresDone: [...listed, outcome].filter(Boolean).join('\n'),
    evidence: files === 0 ? '' : fill(say, 'paper.evidence', { count: files, names: cut(evidence.join('、'), 120) }),
    departmentOpinion: textAt(input, 'departmentOpinion'),
    reviewerOpinion: isStruck && typeof struck.reason === 'string' ? struck.reason : '',
    reviewer: isStruck ? (struck.actor?.name ?? '') : '',
    satisfaction: satisfactionWords(say, satisfaction),
    struckOffOn: isStruck ? fullDay(struck.recordedAt) : '',
  };
};
