import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import { limitInWords, parameterInWords } from './words.ts';

type Props = { procedure: Procedure; builtIn: Procedure | null };

/** Promises with dates, how long, from where to where; and how the house had them before the agency set its own. */
export const LimitsTab = ({ procedure, builtIn }: Props) => {
  const { t } = useTranslation();
  const { code } = procedure;
  const limits = Object.entries(procedure.limits ?? {});
  const parameters = Object.entries(procedure.parameters ?? {});
  if (limits.length === 0 && parameters.length === 0) return <p className="empty">{t('procedure.noLimits')}</p>;
  return (
    <>
      <table className="tbl plimits">
        <thead>
          <tr>
            <th>{t('procedure.limit')}</th>
            <th>{t('procedure.kind')}</th>
            <th>{t('procedure.length')}</th>
            <th>{t('procedure.when')}</th>
          </tr>
        </thead>
        <tbody>
          {limits.map(([name, rule]) => {
            const born = builtIn?.limits?.[name];
            return (
              <tr key={name}>
                <th scope="row">{t(`limit.${code}.${name}`)}</th>
                <td>{t(`limitKind.${rule.kind}`)}</td>
                <td data-head={t('procedure.length')}>
                  {limitInWords(rule.limit)}
                  {born && born.limit !== rule.limit && (
                    <span className="m3">{t('procedure.bornLimit', { limit: limitInWords(born.limit) })}</span>
                  )}
                </td>
                <td data-head={t('procedure.when')}>
                  {rule.states
                    ? rule.states.map((state) => t(`state.${code}.${state}`)).join(i18next.t('listed'))
                    : t('procedure.wholeWay')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {parameters.length > 0 && (
        <dl className="dl pparameters">
          {parameters.map(([name, parameter]) => (
            <div key={name}>
              <dt>{t(`parameter.${code}.${name}`)}</dt>
              <dd>{parameterInWords(parameter)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
};
