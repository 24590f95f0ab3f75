import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { moment } from '../../../web/parts/moment.ts';
import type { LedgerFigures } from '../domain/figures.ts';

/** 长久立: the rules that measures made or changed, the newest first, each with the measure it came of. */
export const RuleList = ({ rules }: Pick<LedgerFigures, 'rules'>) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('ledgerFigures.rules', { count: rules.made + rules.amended })}</h2>
      <p className="fig-line">
        <span>{t('ledgerFigures.rulesMade', { made: rules.made })}</span>
        <span>{t('ledgerFigures.rulesAmended', { amended: rules.amended })}</span>
      </p>
      {rules.newest.length === 0 ? (
        <p className="m2">{t('ledgerFigures.noRules')}</p>
      ) : (
        <ul className="fig-rules">
          {rules.newest.map((rule) => (
            <li key={rule.measure}>
              <Link to={`/matter/${rule.measure}`}>{rule.title}</Link>{' '}
              <span className="m2">
                {[rule.number, t(`choice.complete.ruleKind.${rule.kind}`), rule.unit, moment(rule.doneAt).date]
                  .filter(Boolean)
                  .join('，')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
