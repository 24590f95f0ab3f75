import { type CSSProperties, type MouseEvent, type RefObject, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grouping } from '../domain/filters.ts';
import type { OfficialColumn } from '../domain/official-columns.ts';
import { boxWidth, type Placed, placed } from './columns.tsx';
import { GroupLights } from './group-lights.tsx';
import { groupName } from './group-name.ts';
import { GroupRate } from './group-rate.tsx';
import type { Group, NumberedRow } from './grouping.ts';
import type { Selecting } from './use-selection.ts';
import { useWindow } from './use-window.ts';

type Item = { kind: 'group'; group: Group } | { kind: 'row'; row: NumberedRow };
type Props = {
  groups: readonly Group[];
  by: Grouping;
  chosen: readonly OfficialColumn[];
  lines: 1 | 2;
  selecting: Selecting;
  /** The element that scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
};

const styleOf = ({ left }: Placed): CSSProperties | undefined => (left === null ? undefined : { left });
const classOf = ({ key, className, left, isLastFrozen }: Placed): string =>
  [`c-${key}`, className, left === null ? '' : 'fz', isLastFrozen ? 'fz-last' : ''].filter(Boolean).join(' ');

const hiddenBy: Partial<Record<Grouping, OfficialColumn>> = { unit: 'unit', leader: 'leader', category: 'category' };

/** The room of rows that are not drawn. */
const Gap = ({ height, columns }: { height: number; columns: number }) => (
  <tr className="gap">
    <td colSpan={columns} style={{ height }} />
  </tr>
);

/** The dense table at the desk: number and deadline in sight, the head sticky, only what is near the window drawn. */
export const LedgerTable = ({ groups, by, chosen, lines, selecting, scroller }: Props) => {
  const { t } = useTranslation();
  // What the rows are grouped by stands above them already.
  const shown = useMemo(() => placed(chosen, hiddenBy[by] ?? null), [chosen, by]);
  const width = shown.reduce((sum, column) => sum + column.width, boxWidth);
  const items = useMemo<Item[]>(
    () =>
      groups.flatMap((group) => [
        ...(by === 'none' ? [] : [{ kind: 'group' as const, group }]),
        ...group.rows.map((row) => ({ kind: 'row' as const, row })),
      ]),
    [groups, by],
  );
  const height = lines === 1 ? 36 : 52;
  const seen = useWindow(scroller, items.length, (index) => (items[index]?.kind === 'group' ? 37 : height), height);
  const rows = groups.flatMap((group) => group.rows);
  const all = rows.length > 0 && rows.slice(0, selecting.most).every(({ id }) => selecting.has(id));
  const press = (row: NumberedRow) => (event: MouseEvent) => selecting.toggle(row.id, event.shiftKey);
  return (
    <table className={lines === 1 ? 'led led--one' : 'led'} style={{ width }}>
      <colgroup>
        <col style={{ width: boxWidth }} />
        {shown.map((column) => (
          <col key={column.key} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="box fz" style={{ left: 0 }}>
            <label>
              <span className="vh">{t('ledger.selectAll', { most: selecting.most })}</span>
              <input
                type="checkbox"
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = !all && selecting.count > 0;
                }}
                onChange={() => (all ? selecting.clear() : void selecting.all())}
              />
            </label>
          </th>
          {shown.map((column) => (
            <th key={column.key} scope="col" className={classOf(column)} style={styleOf(column)}>
              {t(`ledger.column.${column.key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {seen.before > 0 && <Gap height={seen.before} columns={shown.length + 1} />}
        {items.slice(seen.from, seen.to).map((item) =>
          item.kind === 'group' ? (
            <tr key={`g${item.group.key}`} className="grp">
              <th scope="rowgroup" colSpan={shown.length + 1}>
                <span className="in">
                  <b>{groupName(t, by, item.group)}</b>
                  <span className="m2">{t('ledger.count', { count: item.group.count })}</span>
                  <GroupLights lights={item.group.lights} />
                  <GroupRate group={item.group} />
                </span>
              </th>
            </tr>
          ) : (
            <tr key={item.row.id} aria-selected={selecting.has(item.row.id)}>
              <td className="box fz" style={{ left: 0 }}>
                <label>
                  <span className="vh">{t('ledger.select', { number: item.row.number })}</span>
                  <input
                    type="checkbox"
                    checked={selecting.has(item.row.id)}
                    onChange={() => undefined}
                    onClick={press(item.row)}
                  />
                </label>
              </td>
              {shown.map((column) => (
                <td key={column.key} className={classOf(column)} style={styleOf(column)}>
                  <column.Cell row={item.row} />
                </td>
              ))}
            </tr>
          ),
        )}
        {seen.after > 0 && <Gap height={seen.after} columns={shown.length + 1} />}
      </tbody>
    </table>
  );
};
