import i18next from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeView } from '../../kernel/view/view.ts';
import { FirstSteps } from '../settings/first-steps.tsx';
import { PlaceList } from '../shell/place-list.tsx';
import { placesToKeep } from '../shell/places.ts';

/** The first page of an administrator: matters never come here, so it says what does. */
export const KeeperPage = ({ me }: { me: MeView }) => {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t('desk.title');
  }, [t]);
  const roles = me.footings.flatMap((footing) => footing.roles);
  return (
    <div className="desk-keeper">
      <header className="head">
        <h1>{t('desk.title')}</h1>
        <p>
          {t('desk.keeper', { roles: [...new Set(roles)].map((role) => t(`role.${role}`)).join(i18next.t('listed')) })}
        </p>
      </header>
      <FirstSteps />
      <PlaceList places={placesToKeep(me)} />
    </div>
  );
};
