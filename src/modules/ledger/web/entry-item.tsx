import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import type { ProblemEntry } from './entries.ts';

export type EntryDo = 'accept' | 'edit' | 'drop' | 'restore';

type Props = {
  entry: ProblemEntry;
  paragraph: number | null;
  isActive: boolean;
  mayDecide: boolean;
  onActivate: () => void;
  onSource: () => void;
  onDo: (what: EntryDo) => void;
  children: React.ReactNode;
};

/** One proposed problem: its words, its measures, what became of it, and what may be done with it. */
export const EntryItem = ({ entry, paragraph, isActive, mayDecide, onActivate, onSource, onDo, children }: Props) => {
  const { t } = useTranslation();
  const element = useRef<HTMLLIElement>(null);
  const tag = t('reading.tag.problem', { nr: entry.nr });
  const classes = { open: '', accepted: ' done', dropped: ' drop' };
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const act = (what: EntryDo, words: string) => (
    <button type="button" className="btn btn--text" aria-label={`${words} ${tag}`} onClick={() => onDo(what)}>
      {words}
    </button>
  );
  return (
    <li
      ref={element}
      id={`entry-${entry.key}`}
      className={`e${classes[entry.status]}${isActive ? ' open' : ''}`}
      tabIndex={-1}
      aria-current={isActive || undefined}
      onFocus={onActivate}
    >
      <div className="t">
        <button type="button" className={isActive ? 'tag on' : 'tag'} onClick={onSource}>
          {tag}
        </button>
        <b>{entry.problem?.title ?? entry.text}</b>
        {entry.status === 'accepted' ? (
          <span className="st">{t('reading.accepted')}</span>
        ) : !mayDecide ? (
          <span className="st">{entry.status === 'dropped' ? t('reading.dropped') : ''}</span>
        ) : entry.status === 'dropped' ? (
          <span className="acts">{act('restore', t('reading.restore'))}</span>
        ) : (
          <span className="acts">
            {act('accept', t('reading.acceptEntry'))}
            {act('edit', t('reading.edit'))}
            {act('drop', t('reading.drop'))}
          </span>
        )}
        <span className="meta">
          {entry.problem ? (
            <>
              <Link to={`/matter/${entry.problem.id}`}>{entry.problem.number}</Link>
              {mayDecide && (
                <Link to={`/matter/${entry.problem.id}?do=plan`}>
                  {entry.measures.length > 0
                    ? t('reading.plan', { count: entry.measures.length })
                    : t('reading.planNone')}
                </Link>
              )}
            </>
          ) : (
            <>
              {paragraph !== null && <span>{t('reading.paragraph', { nr: paragraph })}</span>}
              {entry.measures.length > 0 && <span>{t('reading.measuresUnder', { count: entry.measures.length })}</span>}
              {entry.status === 'dropped' && <span>{t('reading.dropped')}</span>}
              {entry.status === 'open' && (
                <>
                  <span className="miss">{t('reading.missingUnit')}</span>
                  <span className="miss">{t('reading.missingOwner')}</span>
                </>
              )}
            </>
          )}
        </span>
      </div>
      {children}
    </li>
  );
};
