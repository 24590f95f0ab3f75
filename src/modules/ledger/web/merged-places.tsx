import { useTranslation } from 'react-i18next';
import type { ProblemEntry } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';

type Props = {
  entry: ProblemEntry;
  mayDecide: boolean;
  onSource: (key: string) => void;
  onUnmerge: (place: Span) => void;
  onUnsplit: (whole: Span) => void;
};

/** Where else in the text it stands, and what it was split from; both can be taken back. */
export const MergedPlaces = ({ entry, mayDecide, onSource, onUnmerge, onUnsplit }: Props) => {
  const { t } = useTranslation();
  const { merged, splitFrom } = entry;
  if (merged.length === 0 && !splitFrom) return null;
  return (
    <ul className="also">
      {merged.map((place) => {
        const tag = t('reading.tag.problem', { nr: place.nr });
        return (
          <li key={place.key}>
            <button type="button" className="tag" onClick={() => onSource(place.key)}>
              {tag}
            </button>
            <span>{t('reading.also', { words: place.text })}</span>
            {mayDecide && entry.status === 'open' && (
              <button
                type="button"
                className="btn btn--text"
                aria-label={`${t('reading.unmerge')} ${tag}`}
                onClick={() => onUnmerge(place)}
              >
                {t('reading.unmerge')}
              </button>
            )}
          </li>
        );
      })}
      {splitFrom && (
        <li>
          <span />
          <span className="m2">{t('reading.isPart')}</span>
          {mayDecide && entry.status === 'open' && (
            <button type="button" className="btn btn--text" onClick={() => onUnsplit(splitFrom)}>
              {t('reading.unsplit')}
            </button>
          )}
        </li>
      )}
    </ul>
  );
};
