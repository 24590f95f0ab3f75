import { useTranslation } from 'react-i18next';
import type { HoldingView, MatterView } from '../../kernel/view/view.ts';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { spanInWords } from '../time/words.ts';

const key = ({ from, person }: HoldingView): string => `${from} ${person.id}`;

/** Who held the matter how long, in working time: it belongs to the unit that held it. */
export const Holdings = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  if (matter.holdings.length === 0) return null;
  return (
    <details className="fold holdings" open={matter.holdings.length > 1 || undefined}>
      <summary>{t('matter.holdings', { count: matter.holdings.length })}</summary>
      <ol>
        {[...matter.holdings].reverse().map((holding) => (
          <li key={key(holding)}>
            <span>
              {nameOf(holding.person)} <span className="m3">{holding.unit.name}</span>
            </span>
            <span>{spanInWords(holding)}</span>
            <span className="m3">
              {holding.to === null
                ? t('matter.since', { at: inShort(holding.from) })
                : t('matter.fromTo', { from: inShort(holding.from), to: inShort(holding.to) })}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
};
