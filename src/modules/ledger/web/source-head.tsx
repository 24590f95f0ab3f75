import { useTranslation } from 'react-i18next';
import type { Span } from '../domain/reading-state.ts';
import { selectedSpan } from './selection.ts';

type Props = {
  text: string;
  mayDecide: boolean;
  isMissing: boolean;
  onMark: (span: Span) => void;
  onMissing: (isMissing: boolean) => void;
};

/** What the underlines mean, and the way to an entry that nobody found. */
export const SourceHead = ({ text, mayDecide, isMissing, onMark, onMissing }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="ph">
      <span className="ph-name">{t('reading.source')}</span>
      <mark className="p">{t('reading.problem')}</mark>
      <mark className="m">{t('reading.measure')}</mark>
      <mark className="n">{t('reading.figure')}</mark>
      {mayDecide && (
        <button
          type="button"
          className="btn btn--text end"
          aria-expanded={isMissing}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            const span = selectedSpan(text);
            if (span) onMark(span);
            else onMissing(!isMissing);
          }}
        >
          {t('reading.missed')}
        </button>
      )}
    </div>
  );
};
