import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../../../kernel/view/view.ts';
import { Link } from '../../../../web/parts/link.tsx';
import { ThemeFigures } from '../themes/theme-figures.tsx';
import { useTheme } from '../themes/use-theme.ts';
import { MatterLine } from './matter-line.tsx';
import './watching.css';

/** How many problems of a theme stand on its own page; all of them stand on the theme's. */
const shown = 20;

/** Problems of a theme on the theme's own matter page. */
export const OfTheme = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const theme = useTheme(matter.id);
  const row = theme.data?.pages[0];
  if (!row) return null;
  return (
    <>
      <h2>{t('themes.problems')}</h2>
      <p className="theme-row">
        <ThemeFigures row={row} />
      </p>
      {row.items.length === 0 && <p className="watch-none">{t('themes.noProblems')}</p>}
      <ul>
        {row.items.slice(0, shown).map((problem) => (
          <MatterLine key={problem.id} matter={problem} />
        ))}
      </ul>
      <p>
        <Link to={`/ledger/themes/${matter.id}`}>{t('themes.all')}</Link>
      </p>
    </>
  );
};

/** How far the sweeps of a problem have come. */
export const OfSweeps = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const sweeps = matter.children.filter(({ procedure, state }) => procedure === 'similarSweep' && state !== 'voided');
  if (sweeps.length === 0) return null;
  const answered = sweeps.filter(({ open }) => !open).length;
  const found = sweeps.filter(({ state }) => state === 'found').length;
  return (
    <p>
      <Link to="/ledger/sweeps">
        {t('sweep.ofThis', { what: t('sweep.coverage', { asked: sweeps.length, answered, found }) })}
      </Link>
    </p>
  );
};

/** The way to register what a sweep found. */
export const OfSweep = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  return matter.actions.some(({ action, refusal }) => action === 'reportFound' && !refusal) ? (
    <p>
      <Link to="/new/problem">{t('sweep.found')}</Link>
    </p>
  ) : null;
};
