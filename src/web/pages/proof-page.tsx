import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { href } from '../address.ts';
import { useMe, useProof } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { figure, inWords, moment } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import './proof.css';

/** The record's proof in plain words: what is sealed, what waits, how to check it oneself, and what is not proved. */
export const ProofPage = () => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: proof, error, refetch } = useProof();
  const { data: me } = useMe();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    document.title = t('proof.title');
  }, [t]);
  if (error && !proof) return <FailureNote error={error} what={t('proof.failed')} onRetry={() => void refetch()} />;
  if (!proof || !me) return <Skeleton />;
  const at = proof.sealedAt && moment(proof.sealedAt);
  const today = moment(new Date().toISOString()).date;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(proof.note ?? '');
      setIsCopied(true);
      say(t('proof.copied'));
    } catch {
      say(t('proof.notCopied'));
    }
  };
  return (
    <article className="proof-page">
      <h1>{t('proof.title')}</h1>
      <p className="answer">
        {at && proof.sealedAt
          ? t('proof.answer', {
              at: at.date === today ? at.time : inWords(proof.sealedAt),
              count: figure(proof.size),
            })
          : t('proof.empty')}
      </p>
      <p className="m2">
        {proof.waiting === 0 ? t('proof.noneWaits') : t('proof.waits', { count: figure(proof.waiting) })}
        {proof.demonstration && ` ${t('proof.demonstration')}`}
      </p>

      <h2>{t('proof.meansTitle')}</h2>
      <p>{t('proof.means')}</p>

      <h2>{t('proof.noteTitle')}</h2>
      <p>{t('proof.noteWhy')}</p>
      {proof.note ? (
        <>
          <pre className="note">{proof.note}</pre>
          <p className="row">
            <button type="button" className="btn btn--go" onClick={() => void copy()}>
              {t(isCopied ? 'proof.copied' : 'proof.copy')}
            </button>
            <a className="btn" href={href('/checkpoint')} download={`checkpoint-${me.agency.code}-${proof.size}.txt`}>
              {t('proof.save')}
            </a>
          </p>
        </>
      ) : (
        <p className="m2">{t('proof.noNote')}</p>
      )}

      <h2>{t('proof.checkTitle')}</h2>
      <ol className="proof-how">
        <li>{t('proof.check1')}</li>
        <li>
          {t('proof.check2')}
          <code>npx xiaoneng log export --out {t('proof.folder')}</code>
        </li>
        <li>
          {t('proof.check3')}
          <code>
            npx xiaoneng verify {t('proof.folder')} --checkpoint {t('proof.file')}
          </code>
        </li>
        <li>{t('proof.check4')}</li>
      </ol>

      <h2>{t('proof.notTitle')}</h2>
      <ul className="proof-not">
        <li>{t('proof.not1')}</li>
        <li>{t('proof.not2')}</li>
        <li>{t('proof.not3')}</li>
        <li>{t('proof.not4')}</li>
      </ul>

      <h2>{t('proof.keysTitle')}</h2>
      <dl className="dl">
        <div>
          <dt>{t('proof.origin')}</dt>
          <dd>{proof.origin}</dd>
        </div>
        {proof.keys.map((key) => (
          <div key={key.publicKey}>
            <dt>{t('proof.key')}</dt>
            <dd>
              {key.name} <code>{key.publicKey}</code>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
};
