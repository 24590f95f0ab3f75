import { useTranslation } from 'react-i18next';
import type { MeasureEntry } from '../domain/reading-model.ts';
import { EntryAct } from './entry-frame.tsx';
import { MeasureWords } from './measure-words.tsx';

type Props = {
  measures: readonly MeasureEntry[];
  onMeasure: (measure: MeasureEntry) => void;
  onDetach: (measure: MeasureEntry) => void;
};

/** Measures of an entry: they wait in the planning form of the problem it becomes. */
export const MeasureRows = ({ measures, onMeasure, onDetach }: Props) => {
  const { t } = useTranslation();
  if (measures.length === 0) return null;
  return (
    <div className="ms">
      <ul>
        {measures.map((measure) => {
          const tag = t('reading.tag.measure', { nr: measure.nr });
          return (
            <li key={measure.key}>
              <button type="button" className="tag on" onClick={() => onMeasure(measure)}>
                {tag}
              </button>
              <MeasureWords measure={measure} />
              <EntryAct words={t('reading.carryOut')} tag={tag} onDo={() => onDetach(measure)} />
            </li>
          );
        })}
      </ul>
      <p className="m3">{t('reading.carry')}</p>
    </div>
  );
};
