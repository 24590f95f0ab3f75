import { useTranslation } from 'react-i18next';
import type { ActionView } from '../../kernel/view/view.ts';
import { useNames } from '../parts/names.ts';

export const actionDraft = (person: string, matter: string, action: string) => `${person}:${matter}:${action}`;

/** The footing an action was offered on; the server would take the first that fits, which may be another. */
export const footingOf = (view: ActionView) => ({
  ...(view.post ? { post: view.post } : {}),
  ...(view.onBehalfOf ? { onBehalfOf: view.onBehalfOf } : {}),
});

/** In which post and for whom an action would be taken, in words. */
export const useFootingWords = (view: ActionView): string => {
  const { t } = useTranslation();
  const names = useNames();
  return [
    view.post && t('matter.asPost', { post: names.post(view.post) ?? '' }),
    view.onBehalfOf && t('matter.onBehalf', { name: names.person(view.onBehalfOf) ?? '' }),
  ]
    .filter(Boolean)
    .join(t('listed'));
};
