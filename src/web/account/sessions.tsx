import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../kernel/view/account.ts';
import { call } from '../api/client.ts';
import { FailureLine } from '../parts/failure-line.tsx';
import { inShort } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { useSending } from './use-sending.ts';

/** Where one is signed in: enough of device and place to know it again, and a way to end each. */
export const Sessions = ({ sessions, onChanged }: { sessions: readonly SessionView[]; onChanged: () => void }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { failure, isBusy, send } = useSending();
  const end = async (path: string, words: string) => {
    if (await send(() => call<unknown>(path, { method: 'DELETE' }).then(() => undefined))) say(words);
    onChanged();
  };
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <section>
      <h2>{t('account.sessions.title')}</h2>
      <p className="m2">{t('account.sessions.why')}</p>
      <ul className="account-sessions">
        {sessions.map(({ id, device, address, since, seen, current }) => (
          <li key={id}>
            <span className="account-device">
              <b>{device || t('account.sessions.unknown')}</b>
              {current && <span className="account-here">{t('account.sessions.here')}</span>}
            </span>
            <span className="m2">
              {t('account.sessions.line', {
                address: address || t('account.sessions.noAddress'),
                since: inShort(since),
                seen: inShort(seen),
              })}
            </span>
            {!current && (
              <button
                type="button"
                className="btn"
                disabled={isBusy}
                aria-label={t('account.sessions.endOne', { device: device || t('account.sessions.unknown') })}
                onClick={() => void end(`/account/sessions/${id}`, t('account.sessions.ended'))}
              >
                {t('account.sessions.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <FailureLine failure={failure} />
      {others > 0 && (
        <button
          type="button"
          className="btn"
          disabled={isBusy}
          onClick={() => void end('/account/sessions', t('account.sessions.allEnded'))}
        >
          {t('account.sessions.endOthers', { count: others })}
        </button>
      )}
    </section>
  );
};
