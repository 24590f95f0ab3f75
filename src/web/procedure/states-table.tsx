import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { StandingView } from '../../kernel/view/procedure.ts';
import { inShort } from '../parts/moment.ts';
import { standingIn } from './drawing.tsx';
import { limitInWords, waitedSince } from './words.ts';

type Props = { procedure: Procedure; standing: readonly StandingView[] };

/** Every state with whose turn it is, how many wait there, since when, its limits and the ways on. On a phone each is a block of its own. */
export const StatesTable = ({ procedure, standing }: Props) => {
  const { t } = useTranslation();
  const { code } = procedure;
  const limitsOf = (state: string) =>
    Object.entries(procedure.limits ?? {}).filter(([, rule]) => rule.states?.includes(state));
  const waysFrom = (state: string) =>
    Object.entries(procedure.actions).filter(
      ([, { from, request }]) => from !== 'new' && from.includes(state) && (!request || request.step === 'ask'),
    );
  return (
    <table className="tbl pstates">
      <thead>
        <tr>
          <th>{t('procedure.state')}</th>
          <th>{t('procedure.turn')}</th>
          <th className="num">{t('procedure.now')}</th>
          <th>{t('procedure.oldest')}</th>
          <th>{t('procedure.limit')}</th>
          <th>{t('procedure.ways')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(procedure.states).map(([state, { turn, final, clock }]) => {
          const { count, more, oldest } = standingIn(standing, state);
          return (
            <tr key={state}>
              <th scope="row">{t(`state.${code}.${state}`)}</th>
              <td>{final ? t('procedure.end') : turn && t(`role.${turn}`)}</td>
              <td className={count === 0 ? 'num zero' : 'num'} data-head={t('procedure.now')}>
                {final ? '' : more ? `${count}+` : count}
              </td>
              <td data-head={t('procedure.oldest')}>
                {oldest && (
                  <>
                    {waitedSince(oldest)} <span className="m3 nw">{inShort(oldest)}</span>
                  </>
                )}
              </td>
              <td data-head={t('procedure.limit')}>
                {clock === 'paused' && <span>{t('procedure.paused')}</span>}
                {limitsOf(state).map(([name, rule]) => (
                  <span key={name}>
                    {t(`limit.${code}.${name}`)} {limitInWords(rule.limit)}
                  </span>
                ))}
              </td>
              <td data-head={t('procedure.ways')}>
                {waysFrom(state)
                  .map(([name]) => t(`action.${code}.${name}`))
                  .join(i18next.t('listed'))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
