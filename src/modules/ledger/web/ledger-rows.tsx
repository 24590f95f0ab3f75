import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { nameOf } from '../../../web/parts/name-of.ts';
import { StateWord } from '../../../web/parts/state-word.tsx';
import { LightWord } from '../../../web/time/light-word.tsx';
import { dueInWords } from '../../../web/time/words.ts';
import type { Grouping } from '../domain/filters.ts';
import { groupName } from './group-name.ts';
import { GroupRate } from './group-rate.tsx';
import { evidenceOf, type Group, type NumberedRow, progressOf } from './grouping.ts';
import type { Selecting } from './use-selection.ts';

const Row = ({ row, selecting }: { row: NumberedRow; selecting: Selecting }) => {
  const { t } = useTranslation();
  const { done, all } = progressOf(row);
  return (
    <li aria-current={selecting.has(row.id) ? 'true' : undefined}>
      <label className="box">
        <span className="vh">{t('ledger.select', { number: row.number })}</span>
        <input type="checkbox" checked={selecting.has(row.id)} onChange={() => selecting.toggle(row.id)} />
      </label>
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
};

type Props = { groups: readonly Group[]; by: Grouping; selecting: Selecting };

/** The same ledger on a phone: name and state, then who and what is done; nothing scrolls sideways. */
export const LedgerRows = ({ groups, by, selecting }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="led-rows">
      {groups.map((group) => (
        <section key={group.key} aria-label={groupName(t, by, group)}>
          {by !== 'none' && (
            <h2>
              {groupName(t, by, group)} <small>{t('ledger.count', { count: group.count })}</small>
              <small>
                <GroupRate group={group} />
              </small>
            </h2>
          )}
          <ul>
            {group.rows.map((row) => (
              <Row key={row.id} row={row} selecting={selecting} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
