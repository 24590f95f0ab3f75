import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeasureEntry, ProblemEntry } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';
import { MeasureWords } from './measure-words.tsx';

type Props = {
  measures: readonly MeasureEntry[];
  problems: readonly ProblemEntry[];
  mayDecide: boolean;
  onAttach: (measure: Span, problem: Span | null) => void;
  onSource: (measure: MeasureEntry) => void;
};

/** Measures that stand in a part of their own: the reader says which problem each is for, or leaves it. */
export const LooseMeasures = ({ measures, problems, mayDecide, onAttach, onSource }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const open = problems.filter(({ status }) => status === 'open');
  // As many measures as problems mostly means one for each, in order; still the reader's word, not ours.
  const isPairs = mayDecide && measures.length === problems.length && open.length > 1;
  if (measures.length === 0) return null;
  return (
    <section className="loose" aria-labelledby={id}>
      <h2 id={id}>{t('reading.loose')}</h2>
      <p className="m3">
        {t('reading.looseWhy')}
        {isPairs && (
          <button
            type="button"
            className="btn btn--text"
            onClick={() => {
              for (const [index, measure] of measures.entries()) {
                const problem = problems[index];
                if (problem?.status === 'open') onAttach(measure, problem);
              }
            }}
          >
            {t('reading.inPairs')}
          </button>
        )}
      </p>
      <ul>
        {measures.map((measure) => {
          const tag = t('reading.tag.measure', { nr: measure.nr });
          return (
            <li key={measure.key} id={`entry-${measure.key}`} tabIndex={-1}>
              <button type="button" className="tag" onClick={() => onSource(measure)}>
                {tag}
              </button>
              <MeasureWords measure={measure} />
              {mayDecide && open.length > 0 && (
                <select
                  className="input"
                  aria-label={t('reading.attach', { tag })}
                  value=""
                  onChange={({ target }) => onAttach(measure, open.find(({ key }) => key === target.value) ?? null)}
                >
                  <option value="">{t('reading.noProblem')}</option>
                  {open.map((problem) => (
                    <option key={problem.key} value={problem.key}>
                      {t('reading.tag.problem', { nr: problem.nr })} {problem.text}
                    </option>
                  ))}
                </select>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
