import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { href } from '../../../web/address.ts';
import { call } from '../../../web/api/client.ts';
import { client } from '../../../web/api/queries.ts';
import type { Values } from '../../../web/form/values.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { useGo, useParam } from '../../../web/parts/navigate.ts';
import { useSay } from '../../../web/parts/say.tsx';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import type { PaperView } from '../domain/views.ts';
import { InputForm } from './input-form.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { PaperFacts } from './paper-facts.tsx';
import { afterPaper, paperKey, usePaper } from './queries.ts';
import { Sheet } from './sheet.tsx';
import { VoidDialog } from './void-dialog.tsx';
import './papers.css';

const Files = ({ paper }: { paper: PaperView }) => {
  const { t } = useTranslation();
  if (paper.withheld) return <p className="m2">{t('paperOne.withheld')}</p>;
  const file = (format: string) => href(`/api/papers/${paper.id}/paper.${format}`);
  return (
    <>
      <a className="btn" href={file('docx')} download>
        {t('paperOne.word')}
      </a>
      <a className="btn" href={file('pdf')} download>
        {t('paperOne.pdf')}
      </a>
      <a className="btn" href={`${file('pdf')}?as=page`} target="_blank" rel="noreferrer">
        {t('paperOne.print')}
      </a>
    </>
  );
};

type Open = 'issue' | 'void' | 'rewrite' | null;

const One = ({ paper }: { paper: PaperView }) => {
  const { t } = useTranslation();
  const say = useSay();
  const go = useGo();
  const [open, setOpen] = useState<Open>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const close = () => setOpen(null);
  const changed = async (next: PaperView, words: string) => {
    client.setQueryData(paperKey(next.id), next);
    close();
    say(words);
    await afterPaper();
  };
  const rewrite = async (input: Values) => {
    const body = { input, revision: paper.revision };
    client.setQueryData(paperKey(paper.id), await call<PaperView>(`/papers/${paper.id}`, { method: 'POST', body }));
    close();
  };
  const discard = async () => {
    setFailure(null);
    try {
      await call(`/papers/${paper.id}`, { method: 'DELETE' });
      say(t('paperOne.discarded'));
      go('/papers');
      await afterPaper();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className="papers papers-one">
      <p className="papers-up">
        <Link to="/papers">{t('paperOne.back')}</Link>
      </p>
      <header className="head papers-head">
        <h1>{paper.number ?? t(`paper.kind.${paper.kind}`)}</h1>
        <p>
          {paper.number !== null && `${t(`paper.kind.${paper.kind}`)}　`}
          <b className={paper.state === 'voided' ? 'papers-void' : undefined}>{t(`paper.state.${paper.state}`)}</b>
        </p>
        <div className="end">
          {paper.mayIssue && (
            <button type="button" className="btn btn--go" onClick={() => setOpen('issue')}>
              {t('paperOne.issue')}
            </button>
          )}
          <Files paper={paper} />
          {paper.mayChange && open !== 'rewrite' && (
            <button type="button" className="btn" onClick={() => setOpen('rewrite')}>
              {t('paperNew.rewrite')}
            </button>
          )}
          {paper.mayChange && (
            <button type="button" className="btn btn--text" onClick={() => void discard()}>
              {t('paperOne.discard')}
            </button>
          )}
          {paper.mayVoid && (
            <button type="button" className="btn btn--text" onClick={() => setOpen('void')}>
              {t('paperOne.void')}
            </button>
          )}
        </div>
      </header>
      {failure !== null && <FailureNote error={failure} what={t('form.notSent')} />}
      {open === 'rewrite' && (
        <div className="papers-rewrite">
          <InputForm
            kind={paper.kind}
            start={paper.input ?? {}}
            label={t('paperNew.save')}
            onSend={rewrite}
            end={
              <button type="button" className="btn" onClick={close}>
                {t('paperNew.cancel')}
              </button>
            }
          />
        </div>
      )}
      <PaperFacts paper={paper} />
      {paper.sheet && (
        <section className="papers-preview" aria-labelledby="paper-preview">
          <h2 id="paper-preview">{t('paperOne.preview')}</h2>
          <p className="m2">
            {t('paperOne.previewHint')}
            {paper.template !== null && ` ${t('paperOne.ownTemplate', { version: paper.template })}`}
          </p>
          <Sheet sheet={paper.sheet} />
        </section>
      )}
      {open === 'issue' && paper.fingerprint !== null && (
        <IssueDialog
          paper={paper}
          fingerprint={paper.fingerprint}
          onIssued={(next) => changed(next, t('paperOne.issued', { number: next.number }))}
          onClose={close}
        />
      )}
      {open === 'void' && (
        <VoidDialog paper={paper} onVoided={(next) => changed(next, t('paperOne.voided'))} onClose={close} />
      )}
    </div>
  );
};

/** One paper: a draft as it would leave now, or what was issued. */
export const PaperPage = () => {
  const { t } = useTranslation();
  const id = useParam('id');
  const { data, error, refetch } = usePaper(id);
  useEffect(() => {
    document.title = data?.number ?? t('papers.title');
  }, [data?.number, t]);
  if (!data)
    return error ? (
      <FailureNote error={error} what={t('paperOne.failed')} onRetry={() => void refetch()} />
    ) : (
      <Skeleton />
    );
  return <One key={data.id} paper={data} />;
};
