import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, RecoveryCodesView } from '../../kernel/view/account.ts';
import { call } from '../api/client.ts';
import { inWords } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { CodeForm } from './code-form.tsx';
import { Enrol } from './enrol.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Open = 'enrol' | 'codes' | 'remove' | null;
type Props = { account: AccountView; onChanged: () => void };

/** The second factor of one's own account: none yet, or since when and with how many recovery codes left. */
export const SecondFactorSection = ({ account, onChanged }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const [open, setOpen] = useState<Open>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => setOpen(null);
  const done = (words: string) => {
    setCodes(null);
    close();
    say(words);
    onChanged();
  };
  const post = <T,>(path: string, code: string) => call<T>(path, { method: 'POST', body: { code } });
  const { secondFactor, secondFactorRequired } = account;
  return (
    <section>
      <h2>{t('account.factor.title')}</h2>
      {secondFactor === null ? (
        <p>{t(secondFactorRequired ? 'account.factor.missing' : 'account.factor.none')}</p>
      ) : (
        <p>{t('account.factor.since', { since: inWords(secondFactor.since), count: secondFactor.codesLeft })}</p>
      )}
      {secondFactor !== null && secondFactorRequired && <p className="m2">{t('account.factor.required')}</p>}
      {open === null && (
        <p className="buttons">
          {secondFactor === null ? (
            <button type="button" className="btn btn--go" onClick={() => setOpen('enrol')}>
              {t('account.factor.enrol')}
            </button>
          ) : (
            <>
              <button type="button" className="btn" onClick={() => setOpen('codes')}>
                {t('account.factor.newCodes')}
              </button>
              {!secondFactorRequired && (
                <button type="button" className="btn" onClick={() => setOpen('remove')}>
                  {t('account.factor.remove')}
                </button>
              )}
            </>
          )}
        </p>
      )}
      {open === 'enrol' && <Enrol onDone={() => done(t('account.factor.done'))} onCancel={close} />}
      {open === 'codes' &&
        (codes ? (
          <RecoveryCodes codes={codes} onKept={() => done(t('account.factor.codesDone'))} />
        ) : (
          <CodeForm
            label={t('account.factor.codeNow')}
            button={t('account.factor.newCodes')}
            onCancel={close}
            onCode={async (code) =>
              setCodes((await post<RecoveryCodesView>('/account/second-factor/recovery-codes', code)).recoveryCodes)
            }
          />
        ))}
      {open === 'remove' && (
        <CodeForm
          label={t('account.factor.codeToRemove')}
          button={t('account.factor.remove')}
          onCancel={close}
          onCode={async (code) => {
            await post<undefined>('/account/second-factor/removal', code);
            done(t('account.factor.removed'));
          }}
        />
      )}
    </section>
  );
};
