import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import type { ProblemEntry } from '../domain/reading-model.ts';
import { EntryAct, EntryFrame } from './entry-frame.tsx';

export type EntryDo = 'accept' | 'edit' | 'merge' | 'drop' | 'restore';

type Props = {
  entry: ProblemEntry;
  /** Where it stands in the text, in words. */
  place: string | null;
  /** Who would answer for it and where, as far as that is known. */
  answerable: { unit: string | null; owner: string | null };
  /** Number of the problem on the ledger that it looks like. */
  likely: string | null;
  isActive: boolean;
  isEditing: boolean;
  mayDecide: boolean;
  mayMerge: boolean;
  onActivate: () => void;
  onSource: () => void;
  onDo: (what: EntryDo) => void;
  children: React.ReactNode;
};

/** One proposed problem: its words, its measures, what became of it, and what may be done with it. */
export const EntryItem = (props: Props) => {
  const {
    entry,
    place,
    answerable,
    likely,
    isActive,
    isEditing,
    mayDecide,
    mayMerge,
    onActivate,
    onSource,
    onDo,
    children,
  } = props;
  const { t } = useTranslation();
  const tag = t('reading.tag.problem', { nr: entry.nr });
  const fates = { open: '', accepted: 'done', dropped: 'drop' };
  const isOpened = entry.status === 'open' && mayDecide && (isActive || isEditing);
  const isShut = entry.status === 'open' && mayDecide && !isOpened;
  const act = (what: EntryDo, words: string) => <EntryAct words={words} tag={tag} onDo={() => onDo(what)} />;
  return (
    <EntryFrame
      entry={entry}
      tag={tag}
      words={entry.problem?.title ?? entry.text}
      fate={fates[entry.status]}
      isActive={isActive}
      onActivate={onActivate}
      onSource={onSource}
      below={children}
    >
      {entry.status === 'accepted' ? (
        <span className="st">{t(entry.isAdded ? 'reading.joined' : 'reading.accepted')}</span>
      ) : entry.status === 'dropped' ? (
        mayDecide ? (
          <span className="acts">{act('restore', t('reading.restore'))}</span>
        ) : (
          <span className="st">{t('reading.dropped')}</span>
        )
      ) : isShut ? (
        <span className="acts">
          {act('accept', t('reading.acceptEntry'))}
          {act('edit', t('reading.edit'))}
          {mayMerge && act('merge', t('reading.merge'))}
          {act('drop', t('reading.drop'))}
        </span>
      ) : (
        <span className="st">{place}</span>
      )}
      {!isOpened && (
        <span className="meta">
          {entry.problem ? (
            <>
              <Link to={`/matter/${entry.problem.id}`}>{entry.problem.number}</Link>
              {mayDecide && !entry.isAdded && (
                <Link to={`/matter/${entry.problem.id}?do=plan`}>
                  {entry.measures.length > 0
                    ? t('reading.plan', { count: entry.measures.length })
                    : t('reading.planNone')}
                </Link>
              )}
            </>
          ) : (
            <>
              {place !== null && <span>{place}</span>}
              {entry.measures.length > 0 && <span>{t('reading.measuresUnder', { count: entry.measures.length })}</span>}
              {entry.status === 'dropped' && <span>{t('reading.dropped')}</span>}
              {entry.status === 'open' && (
                <>
                  {answerable.owner && <span>{answerable.owner}</span>}
                  {answerable.unit ? (
                    <span>{answerable.unit}</span>
                  ) : (
                    <span className="miss">{t('reading.missingUnit')}</span>
                  )}
                  {!answerable.owner && <span className="miss">{t('reading.missingOwner')}</span>}
                  {likely && <span>{t('reading.looksLike', { number: likely })}</span>}
                </>
              )}
            </>
          )}
        </span>
      )}
    </EntryFrame>
  );
};
