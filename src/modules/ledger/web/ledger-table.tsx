import { useTranslation } from 'react-i18next';
import { columns } from './columns.tsx';
import { GroupLights } from './group-lights.tsx';
import type { Group } from './grouping.ts';

type Props = { groups: readonly Group[]; isGrouped: boolean };

/** The dense table at the desk: the seventeen official columns, number and deadline in sight, the head sticky. */
export const LedgerTable = ({ groups, isGrouped }: Props) => {
  const { t } = useTranslation();
  // What the rows are grouped by stands above them already.
  const shown = columns.filter(({ key }) => !isGrouped || key !== 'unit');
  const width = shown.reduce((sum, column) => sum + column.width, 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls both ways, reached and scrolled by key
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div className="scroll" role="region" tabIndex={0} aria-label={t('ledger.table')}>
      <table className="led" style={{ width }}>
        <colgroup>
          {shown.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {shown.map(({ key, className }) => (
              <th key={key} scope="col" className={className}>
                {t(`ledger.column.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.id}>
            {isGrouped && (
              <tr className="grp">
                <th scope="rowgroup" colSpan={shown.length}>
                  <span className="in">
                    <b>{group.name}</b>
                    <span className="m2">{t('ledger.count', { count: group.rows.length })}</span>
                    <GroupLights rows={group.rows} />
                    <span className="end">
                      {t('ledger.struckOffOf', { done: group.struckOff, all: group.rows.length })}
                    </span>
                  </span>
                </th>
              </tr>
            )}
            {group.rows.map((row) => (
              <tr key={row.id}>
                {shown.map(({ key, className, Cell }) => (
                  <td key={key} className={className}>
                    <Cell row={row} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
};
