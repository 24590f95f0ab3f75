import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../../../kernel/view/view.ts';
import { LightMark, lightLook } from '../../../../web/time/light-mark.tsx';
import type { ThemeRow } from '../../domain/watch-views.ts';

const order: readonly MatterBrief['light'][] = ['over', 'overPromise', 'near', 'ok', 'paused'];

/** Of a theme: problems, how many are struck off, over how many units, and the lights of those still open. */
export const ThemeFigures = ({ row }: { row: ThemeRow }) => {
  const { t } = useTranslation();
  const all = row.more ? `${row.problems}+` : row.problems;
  return (
    <span className="m">
      <span>{t('themes.done', { done: row.done, all })}</span>
      <span>{t('themes.units', { count: row.units })}</span>
      {order
        .filter((light) => (row.lights[light] ?? 0) > 0)
        .map((light) => (
          <span key={light} className={`lc lc--${lightLook[light]}`}>
            <LightMark light={light} />
            {t(`light.${light}`)} {row.lights[light]}
          </span>
        ))}
    </span>
  );
};
