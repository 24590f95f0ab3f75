import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { figure } from '../../../../web/parts/moment.ts';
import type { ImportView } from '../../domain/import-views.ts';

/** How far the looking or the writing is. */
export const UnderWay = ({ view: { state, done, total } }: { view: ImportView }) => {
  const { t } = useTranslation();
  const id = useId();
  const facts = { done: figure(done), total: figure(total) };
  const words =
    state === 'writing'
      ? t('ledgerImport.writing', facts)
      : total > 0
        ? t('ledgerImport.looking', facts)
        : t('ledgerImport.lookingFirst');
  return (
    <div className="lim-progress" role="status">
      <label htmlFor={id}>{words}</label>
      <progress id={id} {...(total > 0 && { value: done, max: total })} />
    </div>
  );
};
