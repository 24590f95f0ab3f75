import { useTranslation } from 'react-i18next';
import { inShort } from '../../../web/parts/moment.ts';
import type { CountedUntil } from '../domain/views.ts';

/** Figures that lag behind the log say until when they are. */
export const Until = ({ until }: { until: CountedUntil }) => {
  const { t } = useTranslation();
  if (!until.behind) return null;
  return (
    <span className="m2">
      {' '}
      {until.until ? t('ledger.until', { at: inShort(until.until) }) : t('ledger.untilNothing')}
    </span>
  );
};
