import { useTranslation } from 'react-i18next';
import { LightMark, lightLook } from '../../../web/time/light-mark.tsx';
import type { LedgerGroup } from '../domain/views.ts';

/** Shapes with their counts for a group; the words stand in its rows, and here for those who listen. */
export const GroupLights = ({ lights }: Pick<LedgerGroup, 'lights'>) => {
  const { t } = useTranslation();
  return lights.map(({ light, count }) => (
    <span key={light} className={`lc lc--${lightLook[light]}`}>
      <LightMark light={light} />
      <span className="vh">{t(`light.${light}`)}</span>
      {count}
    </span>
  ));
};
