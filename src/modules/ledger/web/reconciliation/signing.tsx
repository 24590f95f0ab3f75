import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { command } from '../../../../web/api/command.ts';
import { client } from '../../../../web/api/queries.ts';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { inWords } from '../../../../web/parts/moment.ts';
import { nameOf } from '../../../../web/parts/name-of.ts';
import { useSay } from '../../../../web/parts/say.tsx';
import type { ReconciliationHead } from '../../domain/watch-views.ts';

type Props = {
  head: ReconciliationHead;
  unit: string | null;
  /** What stands on the page, by kind; null while not everything is loaded. */
  counts: Record<string, number> | null;
};

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);

/** Who signed this month before, and signing it: for exactly what stands on the page. */
export const Signing = ({ head, unit, counts }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const [failed, setFailed] = useState<unknown>(null);
  const [isSending, setIsSending] = useState(false);
  const told = (found: Record<string, number>) =>
    Object.entries(found)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${t(`reconcile.kind.${kind}`)} ${count}`)
      .join(t('listed')) || t('reconcile.nothing');
  const sign = async () => {
    if (!counts) return;
    setFailed(null);
    setIsSending(true);
    try {
      await command('/ledger/reconciliations', { month: head.month, ...(unit && { unit }), counts });
      say(t('reconcile.saidSigned'));
    } catch (error) {
      setFailed(error);
    }
    await client.invalidateQueries({ queryKey: ['ledger', 'reconciliation'] });
    setIsSending(false);
  };
  return (
    <section className="sign">
      <h2>{t('reconcile.signed')}</h2>
      {head.signed.length === 0 ? (
        <p className="m2">{t('reconcile.notSigned')}</p>
      ) : (
        <ol>
          {head.signed.map(({ id, by, at, unit: of, counts: found }) => (
            <li key={id}>
              <b>{nameOf(by)}</b> {inWords(at)} {of ? of.name : t('watch.wholeAgency')}
              <br />
              <span className="m2">{told(found)}</span>
            </li>
          ))}
        </ol>
      )}
      {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
      {head.maySign && (
        <button
          type="button"
          className="btn btn--go"
          aria-disabled={counts === null || isSending}
          onClick={() => void (isSending ? undefined : sign())}
        >
          {counts === null ? t('reconcile.loading') : t('reconcile.sign', { count: sum(counts) })}
        </button>
      )}
    </section>
  );
};
