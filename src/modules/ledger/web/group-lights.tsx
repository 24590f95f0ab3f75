import { useTranslation } from 'react-i18next';
import { LightMark, lightLook } from '../../../web/time/light-mark.tsx';
import type { LedgerRow } from '../domain/views.ts';
import { lightsOf } from './grouping.ts';

/** Shapes with their counts for a group; the words stand in its rows, and here for those who listen. */
export const GroupLights = ({ rows }: { rows: readonly LedgerRow[] }) => {
  const { t } = useTranslation();
  return lightsOf(rows).map(({ light, count }) => (
    <span key={light} className={`lc lc--${lightLook[light]}`}>
      <LightMark light={light} />
      <span className="vh">{t(`light.${light}`)}</span>
      {count}
    </span>
  ));
};
