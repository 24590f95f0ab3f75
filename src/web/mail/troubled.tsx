import { useTranslation } from 'react-i18next';
import type { TroubledMailView } from '../../kernel/view/mail.ts';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { usePages } from '../api/queries.ts';
import { FailureLine } from '../parts/failure-line.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { inShort } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** Letters that did not go: to whom, why, when again. What stood in them is nobody's business here. */
export const Troubled = ({ onSent }: { onSent: () => void }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { failure, isBusy, send } = useSending();
  const list = usePages<TroubledMailView>(['mail', 'troubled'], (cursor) =>
    cursor ? `/mail/troubled?cursor=${cursor}` : '/mail/troubled',
  );
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (error && !data) return <FailureNote error={error} what={t('mail.failed')} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p>{t('mail.troubled.none')}</p>;
  const again = async (path: string) => {
    const post = () => call<unknown>(`/mail/troubled${path}/again`, { method: 'POST', body: {} }).then(() => undefined);
    if (!(await send(post))) return;
    say(t('mail.troubled.done'));
    void refetch();
    onSent();
  };
  return (
    <>
      <ul className="mail-troubled">
        {items.map(({ id, person, kind, state, madeAt, nextTryAt, tries, reason, answer }) => (
          <li key={id}>
            <b>
              {t('mail.troubled.line', {
                name: person.name ?? t('erased'),
                what: t(`mail.troubled.kind.${kind}`),
                at: inShort(madeAt),
              })}
            </b>
            <span className="m2">
              {t(`mail.reason.${reason}`)}
              {answer !== null && t('mail.troubled.figure', { answer })}
              {state === 'failed' || nextTryAt === null
                ? t('mail.troubled.givenUp', { tries })
                : t('mail.troubled.again', { tries, at: inShort(nextTryAt) })}
            </span>
            <button
              type="button"
              className="btn"
              disabled={isBusy}
              aria-label={t('mail.troubled.sendOne', { name: person.name ?? t('erased') })}
              onClick={() => void again(`/${id}`)}
            >
              {t('mail.troubled.send')}
            </button>
          </li>
        ))}
      </ul>
      <FailureLine failure={failure} />
      <p className="buttons">
        {hasNextPage && (
          <button type="button" className="btn" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('showMore')}
          </button>
        )}
        {items.length > 1 && (
          <button type="button" className="btn" disabled={isBusy} onClick={() => void again('')}>
            {t('mail.troubled.sendAll')}
          </button>
        )}
      </p>
    </>
  );
};
