import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

const hear = (tell: () => void) => {
  addEventListener('online', tell);
  addEventListener('offline', tell);
  return () => {
    removeEventListener('online', tell);
    removeEventListener('offline', tell);
  };
};

/** Says that the line is down for as long as it is: another page waits for it, and what was typed stays. */
export const LineNote = () => {
  const { t } = useTranslation();
  const isUp = useSyncExternalStore(hear, () => navigator.onLine);
  return (
    <p className="line-note" role="status">
      {!isUp && t('lineDown')}
    </p>
  );
};
