import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { LightWord } from '../../../web/time/light-word.tsx';
import type { LikelyProblems } from '../domain/reading-views.ts';

export type Match = LikelyProblems['items'][number]['matches'][number];

/** `征管-2026-014` → `014`: what a button has room for. */
export const shortNumber = (number: string): string => number.split('-').at(-1) ?? number;

type Props = { matches: readonly Match[]; onJoin: (match: Match) => void };

/** Problems on the ledger that this entry looks like, each with how it stands. */
export const LikelyLines = ({ matches, onJoin }: Props) => {
  const { t } = useTranslation();
  if (matches.length === 0) return null;
  return (
    <div className="likely">
      <b>{t('reading.likely')}</b>
      <ul>
        {matches.map((match, index) => {
          const { id, number, title, state, light } = match.problem;
          return (
            <li key={id}>
              <span>
                <Link to={`/matter/${id}`}>{number}</Link> {title}
                <span className="m2">
                  （{t(`state.problem.${state}`)}
                  {light !== 'none' && (
                    <>
                      ，
                      <LightWord brief={match.problem} />
                    </>
                  )}
                  ）
                </span>
              </span>
              {index > 0 && (
                <button type="button" className="btn btn--text" onClick={() => onJoin(match)}>
                  {t('reading.join', { number: shortNumber(number) })}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
