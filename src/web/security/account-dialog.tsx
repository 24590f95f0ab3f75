import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountState } from '../../kernel/view/account.ts';
import { LineField } from '../account/line-field.tsx';
import { useSending } from '../account/use-sending.ts';
import { call } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { fieldWords } from '../parts/failure-words.ts';
import { Link } from '../parts/link.tsx';
import { useSay } from '../parts/say.tsx';

const acts = ['lock', 'unlock', 'resetPassword', 'dropSecondFactor', 'endSessions'] as const;
type Act = (typeof acts)[number];

const fits: Record<Act, (account: AccountState) => boolean> = {
  lock: ({ state }) => state !== 'barred',
  unlock: ({ state }) => state !== 'open',
  resetPassword: () => true,
  dropSecondFactor: ({ secondFactor }) => secondFactor,
  endSessions: ({ sessions }) => sessions > 0,
};

type Props = { account: AccountState; onClose: () => void; onChanged: () => void };

/** What the security administrator may do to somebody's account, each asked once more before it is done. */
export const AccountDialog = ({ account, onClose, onChanged }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me } = useMe();
  const [sure, setSure] = useState<Act | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const subject = useRef<HTMLInputElement>(null);
  const { failure, isBusy, send } = useSending();
  const path = `/security/accounts/${account.person.id}`;
  const name = account.person.name ?? t('erased');
  const act = async (action: Act) => {
    setSure(null);
    const isDone = await send(async () => {
      const answer = await call<{ password: string | null }>(`${path}/actions/${action}`, { method: 'POST', body: {} });
      setPassword(answer.password);
    });
    if (!isDone) return;
    say(t(`security.done.${action}`));
    onChanged();
  };
  const link = async (to: string | null) => {
    const isDone = await send(() =>
      call<undefined>(`${path}/subject`, { method: 'POST', body: { subject: to } }).then(() => undefined),
    );
    if (!isDone) return;
    say(t(to === null ? 'security.done.unlink' : 'security.done.link'));
    onChanged();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void link(subject.current?.value.trim() ?? '');
  };
  if (me?.person.id === account.person.id)
    return (
      <Dialog title={name} onClose={onClose}>
        <div className="sec-dialog">
          <p>{t('security.ownAccount')}</p>
          <p>
            <Link to="/account">{t('account.title')}</Link>
          </p>
          <button type="button" className="btn" onClick={onClose}>
            {t('form.close')}
          </button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="sec-dialog">
        {password !== null && (
          <p role="status" className="sec-password">
            {t('security.oneTime')} <code>{password}</code>
          </p>
        )}
        {acts
          .filter((each) => fits[each](account))
          .map((each) => (
            <div key={each} className="sec-act">
              <p>{t(`security.act.${each}Why`)}</p>
              {sure === each ? (
                <p className="buttons">
                  <button type="button" className="btn btn--go" disabled={isBusy} onClick={() => void act(each)}>
                    {t('form.sure', { what: t(`security.act.${each}`) })}
                  </button>
                  <button type="button" className="btn" onClick={() => setSure(null)}>
                    {t('form.notYet')}
                  </button>
                </p>
              ) : (
                <button type="button" className="btn" disabled={isBusy} onClick={() => setSure(each)}>
                  {t(`security.act.${each}`)}
                </button>
              )}
            </div>
          ))}
        <form className="sec-act" onSubmit={submit} noValidate>
          <LineField
            label={t('security.subject')}
            hint={t(account.linked ? 'security.subjectIs' : 'security.subjectWhy')}
            autoComplete="off"
            ref={subject}
            error={fieldWords(failure, 'subject')}
          />
          <p className="buttons">
            <button type="submit" className="btn" disabled={isBusy}>
              {t('security.link')}
            </button>
            {account.linked && (
              <button type="button" className="btn" disabled={isBusy} onClick={() => void link(null)}>
                {t('security.unlink')}
              </button>
            )}
          </p>
        </form>
        <FailureLine failure={failure} />
        <p>
          <button type="button" className="btn" onClick={onClose}>
            {t('form.close')}
          </button>
        </p>
      </div>
    </Dialog>
  );
};
