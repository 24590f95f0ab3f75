import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Shown this once: what stands in for the device on the day it is gone. */
export const RecoveryCodes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState<boolean | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  return (
    <section className="account-codes" aria-label={t('account.codes.title')}>
      <h3>{t('account.codes.title')}</h3>
      <p>{t('account.codes.why')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="buttons">
        <button type="button" className="btn btn--go" onClick={onKept}>
          {t('account.codes.kept')}
        </button>
        <button type="button" className="btn" onClick={() => void copy()}>
          {t(isCopied ? 'account.codes.copied' : 'account.codes.copy')}
        </button>
      </p>
      <p className="m2" role="status">
        {isCopied === false && t('account.codes.notCopied')}
      </p>
    </section>
  );
};
