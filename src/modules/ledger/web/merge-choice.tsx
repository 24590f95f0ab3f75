import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemEntry } from '../domain/reading-model.ts';

type Props = {
  entry: ProblemEntry;
  others: readonly ProblemEntry[];
  onMerge: (into: ProblemEntry) => void;
  onClose: () => void;
};

/** Which entry says the same; what is chosen becomes one problem with both places. */
export const MergeChoice = ({ entry, others, onMerge, onClose }: Props) => {
  const { t } = useTranslation();
  const select = useRef<HTMLSelectElement>(null);
  const tag = t('reading.tag.problem', { nr: entry.nr });
  useEffect(() => select.current?.focus(), []);
  return (
    <p className="merge-choice">
      <select
        ref={select}
        className="input"
        aria-label={t('reading.mergeInto', { tag })}
        defaultValue=""
        onChange={({ target }) => {
          const into = others.find(({ key }) => key === target.value);
          if (into) onMerge(into);
        }}
      >
        <option value="">{t('reading.mergeWhich')}</option>
        {others.map((other) => (
          <option key={other.key} value={other.key}>
            {t('reading.tag.problem', { nr: other.nr })} {other.text}
          </option>
        ))}
      </select>
      <button type="button" className="btn btn--text" onClick={onClose}>
        {t('form.close')}
      </button>
    </p>
  );
};
