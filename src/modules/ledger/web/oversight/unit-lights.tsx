import { useTranslation } from 'react-i18next';
import { FigureHead } from '../../../../web/parts/figure-head.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { LightMark, lightLook } from '../../../../web/time/light-mark.tsx';
import type { LedgerGroups } from '../../domain/views.ts';

type Group = LedgerGroups['groups'][number];
const shown = ['over', 'overPromise', 'near', 'ok', 'paused'] as const;

/** How many entries of a group stand under a light. */
export const countOf = ({ lights }: Group, light: string): number =>
  lights.find((each) => each.light === light)?.count ?? 0;

/** Three depths of the heat, as the mock-up has them: one, two or three, four and more. */
const heat = (over: number): string => (over === 0 ? '' : over === 1 ? 'h1' : over < 4 ? 'h2' : 'h3');

const percent = ({ year }: Group): string =>
  year && year.all > 0 ? `${((year.struckOff / year.all) * 100).toFixed(1)}%` : '–';

/** Units × lights; every cell opens its entries, a clean cell is empty. The loudest unit stands first. */
export const UnitLights = ({ groups }: { groups: readonly Group[] }) => {
  const { t } = useTranslation();
  const rows = [...groups].sort(
    (a, b) => countOf(b, 'over') - countOf(a, 'over') || countOf(b, 'near') - countOf(a, 'near') || b.count - a.count,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls sideways on a phone, reached and scrolled by key
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div className="scroll" role="region" tabIndex={0} aria-label={t('oversight.units')}>
      <table className="tbl unit-lights">
        <FigureHead
          row={t('ledger.column.unit')}
          figures={[...shown.map((light) => t(`light.${light}`)), t('oversight.struckOff'), t('oversight.rate')]}
        />
        <tbody>
          {rows.map((group) => (
            <tr key={group.key}>
              <th scope="row">{group.name}</th>
              {shown.map((light) => {
                const count = countOf(group, light);
                return (
                  <td key={light} className={`num ${light === 'over' ? heat(count) : ''}`}>
                    {count > 0 && (
                      <Link
                        className={`lc lc--${lightLook[light]}`}
                        to={`/ledger?view=open&unit=${group.key}&light=${light}`}
                      >
                        <LightMark light={light} />
                        <span className="vh">{t(`light.${light}`)}</span>
                        {count}
                      </Link>
                    )}
                  </td>
                );
              })}
              <td className="num">
                {group.struckOff > 0 ? (
                  <Link to={`/ledger?view=struckOff&unit=${group.key}`}>{group.struckOff}</Link>
                ) : (
                  <span className="zero">0</span>
                )}
              </td>
              <td className="num">{percent(group)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
