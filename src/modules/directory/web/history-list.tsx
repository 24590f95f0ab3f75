import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { HistoryView } from '../../../kernel/view/organisation.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { inShort } from '../../../web/parts/moment.ts';
import { type Names, useNames } from '../../../web/parts/names.ts';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { firstText } from '../../../web/texts/i18n.ts';
import type { Kind } from '../domain/organisation.ts';
import { useHistory } from './queries.ts';
import { spanWords } from './words.ts';

type Item = HistoryView['items'][number];

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'object' && value !== null ? i18next.t('erasedByLaw') : '';

/** What was entered, in words: the thing, between whom, for which days. */
const historyWords = ({ kind, action, data }: Item, names: Names): string => {
  const { t } = i18next;
  const person = (name: string) => names.person(text(data[name])) ?? t('erased');
  const unit = (name: string) => names.unit(text(data[name])) ?? t('unknownUnit');
  const post = () => {
    const id = text(data.post);
    const at = names.directory?.posts.find((each) => each.id === id);
    return at ? `${names.unit(at.unit) ?? ''} ${at.name}` : t('unknownPost');
  };
  const hasDays = typeof data.from === 'string';
  const days = hasDays ? spanWords({ from: text(data.from), to: data.to === null ? null : text(data.to) }) : '';
  const facts: Record<string, () => Record<string, string>> = {
    unit: () => ({ name: text(data.name) }),
    post: () => ({ name: text(data.name) }),
    person: () => ({ name: text(data.name) }),
    appointment: () => ({
      person: person('person'),
      post: post(),
      how: t(`word.appointment.${text(data.kind)}`),
      forPerson: data.forPerson === null ? '' : t('people.history.for', { name: person('forPerson') }),
    }),
    charge: () => ({ person: person('person'), unit: unit('unit') }),
    team: () => ({ name: text(data.name) }),
    member: () => ({ person: person('person') }),
    pairing: () => ({ who: data.person === null ? unit('unit') : person('person'), unit: unit('with') }),
  };
  const what = t(`people.history.${kind}`, facts[kind]?.() ?? {});
  const begun = t(firstText(`people.history.did.${action}`, 'people.history.did.change'));
  return t('people.history.line', { begun, what, days });
};

/** What was entered about a unit, a post or a person, newest first. */
export const HistoryList = ({ kind, id }: { kind: Kind; id: string }) => {
  const { t } = useTranslation();
  const names = useNames();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useHistory(kind, id);
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <section>
      <h2>{t('people.history.title')}</h2>
      {error && !items && <FailureNote error={error} what={t('people.failed')} onRetry={() => void refetch()} />}
      {!items && !error && <Skeleton rows={3} />}
      {items && (
        <ol className="ppl-history">
          {items.map((each) => (
            <li key={`${each.id} ${each.seq}`}>
              <time dateTime={each.at}>{inShort(each.at)}</time>
              <span>
                {historyWords(each, names)}{' '}
                <span className="m3">
                  {each.actor === null ? t('people.history.setUp') : (each.actor.name ?? t('erased'))}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <button type="button" className="btn" onClick={() => void fetchNextPage()}>
          {t('showMore')}
        </button>
      )}
    </section>
  );
};
