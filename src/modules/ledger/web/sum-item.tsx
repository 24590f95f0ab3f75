import { type MouseEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { figure } from '../../../web/parts/moment.ts';
import type { SumDecision } from '../domain/reading-state.ts';
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

const isOnControl = ({ target }: MouseEvent): boolean => target instanceof Element && target.closest('button') !== null;

/** Figures of the text that do not fit each other: what it says, what its parts make, and what the reader makes of it. */
export const SumItem = ({ entry, isActive, mayDecide, onActivate, onSource, onDo }: Props) => {
  const { t } = useTranslation();
  const element = useRef<HTMLLIElement>(null);
  const { sum, decision, value } = entry;
  const tag = t('reading.tag.figure', { nr: entry.nr });
  const unit = sum.kind === 'left' ? sum.total.unit : sum.total.unit === '%' ? '%' : sum.total.unit;
  const facts = {
    total: sum.total.text,
    parts: sum.parts.map((part) => figure(part.value)).join(' + '),
    first: figure(sum.parts[0]?.value ?? 0),
    second: figure(sum.parts[1]?.value ?? 0),
    computed: figure(sum.computed),
    difference: figure(sum.difference),
    unit,
  };
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const act = (words: string, what: SumDo) => (
    <button type="button" className="btn btn--text" aria-label={`${words} ${tag}`} onClick={() => onDo(what)}>
      {words}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and the tags in the source do the same by key
    <li
      ref={element}
      id={`entry-${entry.key}`}
      className={`e${decision === null ? '' : ' done'}${isActive ? ' open' : ''}`}
      tabIndex={-1}
      aria-current={isActive || undefined}
      onFocus={(event) => event.target === event.currentTarget && onActivate()}
      onClick={(event) => isOnControl(event) || onActivate()}
    >
      <div className="t">
        <button type="button" className={isActive ? 'tag on' : 'tag'} onClick={onSource}>
          {tag}
        </button>
        <b>{t(`reading.sum.${sum.kind}`, facts)}</b>
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
      </div>
    </li>
  );
};
