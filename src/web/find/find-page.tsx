import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Finder } from './finder.tsx';

/** The search box as a page of its own, where the bar has no room for it. */
export const FindPage = () => {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t('find.title');
  }, [t]);
  return (
    <div className="find-page">
      <header className="head">
        <h1>{t('find.title')}</h1>
        <p>{t('find.how')}</p>
      </header>
      <Finder isPage />
    </div>
  );
};
