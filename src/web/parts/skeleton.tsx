import { useTranslation } from 'react-i18next';

/** Grey bars in the row's own height; shown only after 200 ms, so that a quick answer does not flicker. */
export const Skeleton = ({ rows = 6 }: { rows?: number }) => {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status">
      <span className="vh">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} aria-hidden="true" />
      ))}
    </div>
  );
};
