import type { MatterView } from '../../../../kernel/view/view.ts';
import type { Words } from '../../domain/kinds.ts';
import { dash, fill, fullDay, type Say, textAt } from '../words.ts';
import { ownerOf, standingOf } from './matter-facts.ts';

export type NoticeFacts = {
  kind: 'supervise' | 'urge';
  agency: string;
  printer: string;
  today: string;
  matter: MatterView;
  /** Names of the units that assist. */
  assist: readonly string[];
  input: Readonly<Record<string, unknown>>;
};

/** 督办通知书 and 催办通知书: which matter, on what ground, what is asked until when (DOMAIN D). */
export const noticeWords = (say: Say, facts: NoticeFacts): Words => {
  const { kind, agency, printer, today, matter, assist, input } = facts;
  const due = textAt(input, 'dueOn') || matter.dueOn || '';
  const standing = standingOf(say, matter);
  const named = { matter: matter.title ?? '', number: matter.number };
  const dueWords = due === '' ? (matter.dueWords ?? '') : fullDay(due);
  const requirement =
    textAt(input, 'requirement') || (kind === 'urge' ? fill(say, 'paper.urge.requirement', { due: dueWords }) : '');
  const copy = textAt(input, 'copy');
  return {
    unit: agency,
    day: fullDay(today),
    title: say(`paper.title.${kind}`),
    to: matter.unit.name ?? '',
    opening: fill(say, `paper.${kind}.opening`, { ...named, standing: standing === '' ? '' : `${standing}，` }),
    matterNumber: matter.number,
    matter: matter.title ?? '',
    basis: textAt(input, 'basis') || textAt(matter.data, 'source') || say('paper.ownLedger'),
    lead: [matter.unit.name ?? '', ownerOf(matter)].filter(Boolean).join('　'),
    assist: dash(assist.join('、')),
    requirement,
    due: dash(dueWords),
    contact: textAt(input, 'contact'),
    copy: copy === '' ? '' : fill(say, 'paper.copyTo', { copy }),
    printer,
    ...(kind === 'urge' && { standing: dash(standing) }),
  };
};
