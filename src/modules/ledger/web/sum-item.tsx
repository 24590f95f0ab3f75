import { useTranslation } from 'react-i18next';
import { figure } from '../../../web/parts/moment.ts';
import type { SumDecision } from '../domain/reading-state.ts';
import { EntryAct, EntryFrame } from './entry-frame.tsx';
import type { SumEntry } from './reading-items.ts';

export type SumDo = { decision: SumDecision; value?: string } | 'reopen';

type Props = {
  entry: SumEntry;
  isActive: boolean;
  mayDecide: boolean;
  onActivate: () => void;
  onSource: () => void;
  onDo: (what: SumDo) => void;
};

/** Figures of the text that do not fit each other: what it says, what its parts make, and what the reader makes of it. */
export const SumItem = ({ entry, isActive, mayDecide, onActivate, onSource, onDo }: Props) => {
  const { t } = useTranslation();
  const { sum, decision, value } = entry;
  const tag = t('reading.tag.figure', { nr: entry.nr });
  const { unit } = sum.total;
  const facts = {
    total: sum.total.text,
    parts: sum.parts.map((part) => figure(part.value)).join(' + '),
    first: figure(sum.parts[0]?.value ?? 0),
    second: figure(sum.parts[1]?.value ?? 0),
    computed: figure(sum.computed),
    difference: figure(sum.difference),
    unit,
  };
  const act = (words: string, what: SumDo) => <EntryAct words={words} tag={tag} onDo={() => onDo(what)} />;
  return (
    <EntryFrame
      entry={entry}
      tag={tag}
      words={t(`reading.sum.${sum.kind}`, facts)}
      fate={decision === null ? '' : 'done'}
      isActive={isActive}
      onActivate={onActivate}
      onSource={onSource}
    >
      {decision !== null ? (
        <span className="acts">
          <span className="st">{t(`reading.sumDone.${decision}`, { value, unit })}</span>
          {mayDecide && act(t('reading.sumReopen'), 'reopen')}
        </span>
      ) : (
        mayDecide && (
          <span className="acts">
            {act(t('reading.sumDo.ask'), { decision: 'ask' })}
            {sum.kind === 'left'
              ? act(t('reading.sumDo.follow', facts), { decision: 'follow' })
              : act(t('reading.sumDo.correct', facts), { decision: 'correct', value: String(sum.computed) })}
            {act(t('reading.sumDo.leave'), { decision: 'leave' })}
          </span>
        )
      )}
      <span className="meta">
        <span>{t(`reading.sumWhy.${sum.kind}`, facts)}</span>
      </span>
    </EntryFrame>
  );
};
