import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { dayInWords, moment } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import { StateWord } from '../../../web/parts/state-word.tsx';
import { DeadlineWords } from '../../../web/time/deadline-words.tsx';
import type { OfficialColumn } from '../domain/official-columns.ts';
import { evidenceOf, type NumberedRow, progressOf } from './grouping.ts';

type Cell = ComponentType<{ row: NumberedRow }>;
export type Column = { key: OfficialColumn; width: number; className?: string; Cell: Cell };

/** Not applicable, or not known yet. */
const None = () => <span className="zero">–</span>;
const orNone = (value: ReactNode) => (value === null || value === '' || value === undefined ? <None /> : value);

const Source: Cell = ({ row }) =>
  row.report ? (
    <Link className="c2" to={`/ledger/reports/${row.report.id}?at=${row.report.start}`}>
      {row.source ?? '…'}
    </Link>
  ) : (
    <span className="c2">{orNone(row.source)}</span>
  );

const Description: Cell = ({ row }) => {
  const { t } = useTranslation();
  return <span className="c2">{row.title ?? t('erasedByLaw')}</span>;
};

const Category: Cell = ({ row }) => {
  const { t } = useTranslation();
  return orNone(row.category && t(`choice.problem.category.${row.category}`));
};

const Measures: Cell = ({ row }) => {
  const { t } = useTranslation();
  const counted = row.measures.filter(({ state }) => state !== 'voided');
  return counted.length === 0 ? (
    <span className="m3">{t('ledger.noMeasures')}</span>
  ) : (
    <span className="c2">{counted.map(({ title }) => title ?? t('erasedByLaw')).join('；')}</span>
  );
};

const Milestones: Cell = ({ row }) => {
  const { t } = useTranslation();
  const { done, all, next } = progressOf(row);
  if (all === 0 && !next) return <None />;
  return (
    <>
      {t('ledger.measuresDone', { done, all })}
      {next && (
        <small className="next">
          {next.title ?? t('erasedByLaw')} {next.on ? next.on.slice(5) : (next.words ?? '')}
        </small>
      )}
    </>
  );
};

/** Light with what is left, the moment below it; what ended shows when. The words of the plan where no clock runs. */
const Due: Cell = ({ row }) =>
  row.light === 'none' ? (
    <span className="c2">{orNone(row.dueWords ?? (row.dueOn && dayInWords(row.dueOn)))}</span>
  ) : (
    <DeadlineWords dueAt={row.dueAt ?? row.struckOffAt} left={row.left} light={row.light} cause={row.cause} />
  );

const Progress: Cell = ({ row }) => {
  const { percent } = progressOf(row);
  return percent === null ? <None /> : <>{percent}%</>;
};

const Evidence: Cell = ({ row }) => {
  const count = evidenceOf(row);
  return count === 0 ? <span className="zero">0</span> : count;
};

const Lasting: Cell = ({ row }) => {
  const { t } = useTranslation();
  return row.measures.some(({ lasting, state }) => lasting && state !== 'voided') ? t('ledger.lastingYes') : <None />;
};

const StrikeOff: Cell = ({ row }) => {
  const { t } = useTranslation();
  return (
    <>
      <StateWord procedure={row.procedure} state={row.state} open={row.open} own={row.state !== 'strikeOffRequested'} />
      {row.urged > 0 && row.open && <small>{t('ledger.urged', { count: row.urged })}</small>}
      {row.struckOffAt && (
        <small>
          {moment(row.struckOffAt).date}
          {row.publicSince && ` ${t('ledger.public')}`}
        </small>
      )}
    </>
  );
};

/** How many were satisfied; only how many answered, while a figure would tell whose answers they are. */
const Satisfied: Cell = ({ row }) => {
  const { t } = useTranslation();
  const { asked, answers, satisfied } = row.satisfaction;
  if (asked === 0 && answers === 0) return <None />;
  return (
    <>{satisfied === null ? t('ledger.answered', { answers, asked }) : t('ledger.satisfied', { satisfied, answers })}</>
  );
};

/** The seventeen columns of the official ledger (DOMAIN D), in their order but for the number and the deadline, which stay in sight. */
export const columns: readonly Column[] = [
  { key: 'serial', width: 56, className: 'num m3', Cell: ({ row }) => row.nr },
  {
    key: 'number',
    width: 128,
    Cell: ({ row }) => (
      <Link className="row-link" to={`/matter/${row.id}`}>
        {row.number}
      </Link>
    ),
  },
  { key: 'due', width: 192, Cell: Due },
  { key: 'description', width: 272, Cell: Description },
  { key: 'source', width: 128, Cell: Source },
  { key: 'category', width: 60, Cell: Category },
  { key: 'leader', width: 80, Cell: ({ row }) => orNone(row.leader && nameOf(row.leader)) },
  { key: 'unit', width: 96, Cell: ({ row }) => row.unit.name },
  { key: 'owner', width: 72, Cell: ({ row }) => nameOf(row.owner.person) },
  {
    key: 'assistUnits',
    width: 96,
    Cell: ({ row }) => <span className="c2">{orNone(row.assistUnits.map(({ name }) => name).join('、'))}</span>,
  },
  { key: 'measures', width: 256, Cell: Measures },
  { key: 'milestones', width: 128, Cell: Milestones },
  { key: 'progress', width: 64, className: 'num', Cell: Progress },
  { key: 'evidence', width: 60, className: 'num', Cell: Evidence },
  { key: 'lasting', width: 84, Cell: Lasting },
  { key: 'state', width: 136, Cell: StrikeOff },
  { key: 'satisfaction', width: 84, className: 'num', Cell: Satisfied },
];

/** Width of the column with the boxes that select. */
export const boxWidth = 56;
const frozen: readonly OfficialColumn[] = ['serial', 'number', 'due'];

export type Placed = Column & { left: number | null; isLastFrozen: boolean };

/** The columns that are shown, in order, with the place of those that stay in sight while the others move. */
export const placed = (chosen: readonly OfficialColumn[], hidden: OfficialColumn | null): Placed[] => {
  let left = boxWidth;
  const shown = columns.filter(({ key }) => chosen.includes(key) && key !== hidden);
  const last = shown.findLast(({ key }) => frozen.includes(key))?.key;
  return shown.map((column) => {
    if (!frozen.includes(column.key)) return { ...column, left: null, isLastFrozen: false };
    const at = left;
    left += column.width;
    return { ...column, left: at, isLastFrozen: column.key === last };
  });
};
