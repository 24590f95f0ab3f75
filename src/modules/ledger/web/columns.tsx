import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../../../web/parts/link.tsx';
import { dayInWords, moment } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import { StateWord } from '../../../web/parts/state-word.tsx';
import { DeadlineWords } from '../../../web/time/deadline-words.tsx';
import type { LedgerRow } from '../domain/views.ts';
import { evidenceOf, progressOf } from './grouping.ts';

type Cell = ComponentType<{ row: LedgerRow & { nr: number } }>;
export type Column = { key: string; width: number; className?: string; Cell: Cell };

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
  if (all === 0) return <None />;
  return (
    <>
      {t('ledger.measuresDone', { done, all })}
      {next && <small>{next.dueWords ?? nameOf(next.owner)}</small>}
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
      {row.struckOffAt && (
        <small>
          {moment(row.struckOffAt).date}
          {row.publicSince && ` ${t('ledger.public')}`}
        </small>
      )}
    </>
  );
};

/** The seventeen columns of the official ledger (DOMAIN D), in their order but for the deadline, which stays in sight. */
export const columns: readonly Column[] = [
  { key: 'serial', width: 66, className: 'fz f0 num m3', Cell: ({ row }) => row.nr },
  {
    key: 'number',
    width: 136,
    className: 'fz f1',
    Cell: ({ row }) => (
      <Link className="row-link" to={`/matter/${row.id}`}>
        {row.number}
      </Link>
    ),
  },
  { key: 'due', width: 192, className: 'fz f2', Cell: Due },
  { key: 'source', width: 160, Cell: Source },
  { key: 'description', width: 272, Cell: Description },
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
  { key: 'milestones', width: 96, Cell: Milestones },
  { key: 'progress', width: 64, className: 'num', Cell: Progress },
  { key: 'evidence', width: 60, className: 'num', Cell: Evidence },
  { key: 'lasting', width: 84, Cell: Lasting },
  { key: 'state', width: 136, Cell: StrikeOff },
  { key: 'satisfaction', width: 84, className: 'num', Cell: None },
];
