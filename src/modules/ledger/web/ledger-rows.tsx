import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { nameOf } from '../../../web/parts/name-of.ts';
import { StateWord } from '../../../web/parts/state-word.tsx';
import { LightWord } from '../../../web/time/light-word.tsx';
import { dueInWords } from '../../../web/time/words.ts';
import { evidenceOf, type Group, progressOf } from './grouping.ts';

/** The same ledger on a phone: name and state, then who and what is done; nothing scrolls sideways. */
export const LedgerRows = ({ groups, isGrouped }: { groups: readonly Group[]; isGrouped: boolean }) => {
  const { t } = useTranslation();
  return (
    <div className="led-rows">
      {groups.map((group) => (
        <section key={group.id} aria-label={group.name ?? t('ledger.title')}>
          {isGrouped && (
            <h2>
              {group.name} <small>{t('ledger.count', { count: group.rows.length })}</small>
              <small>{t('ledger.struckOffOf', { done: group.struckOff, all: group.rows.length })}</small>
            </h2>
          )}
          <ul>
            {group.rows.map((row) => {
              const { done, all } = progressOf(row);
              return (
                <li key={row.id}>
                  <Link className="it row-link" to={`/matter/${row.id}`}>
                    <span className="a">
                      {row.light === 'none' ? (
                        <StateWord procedure={row.procedure} state={row.state} open={row.open} />
                      ) : (
                        <LightWord brief={row} />
                      )}
                      <span className="k">{row.number}</span>
                    </span>
                    <span className="t">{row.title ?? t('erasedByLaw')}</span>
                    <span className="m">
                      <span>
                        {nameOf(row.owner.person)}
                        {row.light !== 'none' && `，${t(`state.${row.procedure}.${row.state}`)}`}
                        {row.dueAt !== null
                          ? `，${t('ledger.dueAt', { at: dueInWords(row.dueAt) })}`
                          : row.dueWords && `，${row.dueWords}`}
                      </span>
                      <span>
                        {all === 0
                          ? t('ledger.noMeasures')
                          : `${t('ledger.column.measures')} ${t('ledger.measuresDone', { done, all })}`}
                        {`　${t('ledger.column.evidence')} ${evidenceOf(row)}`}
                      </span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
};
