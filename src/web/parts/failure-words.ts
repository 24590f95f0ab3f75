import i18next from 'i18next';
import type { Failure } from '../api/client.ts';
import { firstText } from '../texts/i18n.ts';
import { inWords } from './moment.ts';
import { ruleInWords } from './refusal-note.tsx';

/** What is wrong at one field, in words; empty where nothing is. */
export const fieldWords = (failure: Failure | null, path: string): string =>
  failure?.kind !== 'refused'
    ? ''
    : (failure.refusal.fields ?? [])
        .filter((each) => each.path === path)
        .map(({ rule, limit }) => i18next.t(firstText(`field.${rule}`, 'field.wrong'), { limit }))
        .join(i18next.t('listedApart'));

/** Why it did not work, where no field is to blame. */
export const failureWords = (failure: Failure | null): string => {
  if (failure === null) return '';
  if (failure.kind === 'unreachable') return i18next.t('failure.unreachable');
  const { refusal, status } = failure;
  if (refusal.fields && refusal.fields.length > 0) return '';
  const { until } = refusal.facts;
  if (refusal.rule === 'session.locked')
    return i18next.t('signIn.locked', {
      until: typeof until === 'string' ? inWords(until) : i18next.t('signIn.later'),
    });
  if (status === 429) return i18next.t('signIn.tooMany');
  if (status >= 500) return i18next.t('failure.bug');
  return ruleInWords(refusal);
};
