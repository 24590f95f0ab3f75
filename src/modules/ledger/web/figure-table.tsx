import { useTranslation } from 'react-i18next';
import { FigureHead } from '../../../web/parts/figure-head.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { type Sums, shareOf } from '../domain/figures.ts';

type Row = {
  key: string;
  name: string;
  sums: Sums;
  states?: readonly { state: string; count: number }[];
  /** The list behind a figure of this row. */
  to: (more: Record<string, string>) => string;
};
/** Without a `head` the rows are what the caption says, and the heading above has said it already. */
type Props = { caption: string; head?: string; rows: readonly Row[] };

const Figure = ({ count, to }: { count: number; to: string }) =>
  count === 0 ? <span className="zero">0</span> : <Link to={to}>{count}</Link>;

/** How many of each, how they stand, and what share is struck off; a zero leads nowhere. */
export const FigureTable = ({ caption, head, rows }: Props) => {
  const { t } = useTranslation();
  return (
    <table className="tbl fig">
      <caption className="vh">{caption}</caption>
      <FigureHead
        row={head ?? <span className="vh">{caption}</span>}
        figures={[t('ledgerFigures.all'), t('ledgerFigures.openHead'), t('state.problem.struckOff'), t('ledger.rate')]}
      >
        <th scope="col" className="fig-states">
          {t('ledgerFigures.states')}
        </th>
      </FigureHead>
      <tbody>
        {rows.map(({ key, name, sums, states, to }) => {
          const share = shareOf(sums.struckOff, sums.count - sums.dropped);
          return (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="num">
                <Figure count={sums.count} to={to({})} />
              </td>
              <td className="num">
                <Figure count={sums.open} to={to({ view: 'open' })} />
              </td>
              <td className="num">
                <Figure count={sums.struckOff} to={to({ state: 'struckOff' })} />
              </td>
              <td className="num">{share === null ? <span className="zero">–</span> : `${share.toFixed(1)}%`}</td>
              <td className="fig-states">
                {(states ?? []).map(({ state, count }) => (
                  <Link key={state} to={to({ state })}>
                    {t(`state.problem.${state}`)} {count}
                  </Link>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
