import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefusalView } from '../../../kernel/view/view.ts';
import { call, refusalOf } from '../../../web/api/client.ts';
import { Errors } from '../../../web/form/errors.tsx';
import { Title } from '../../../web/form/title.tsx';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import type { CalendarView, PreviewView, PublishedView } from '../domain/views.ts';
import { DifferenceList } from './difference-list.tsx';
import { type CalendarDraft, withDraft } from './draft.ts';

type Props = {
  base: CalendarView;
  draft: CalendarDraft;
  onPublished: (made: PublishedView) => Promise<void>;
  /** Somebody else was faster; what was changed here stays. */
  onStale: () => void;
  onClose: () => void;
};

const fieldsOf = (refusal: RefusalView | null, path: string) =>
  (refusal?.fields ?? []).filter((field) => field.path === path || field.path.startsWith(`${path}.`));

const own = ['source', 'effectiveFrom'];

/** What publishing changes and touches, from when it holds and on whose word; then it is published. */
export const PublishForm = ({ base, draft, onPublished, onStale, onClose }: Props) => {
  const { t } = useTranslation();
  const [source, setSource] = useState('');
  const [effectiveFrom, setFrom] = useState(base.today);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const proposed = { ...withDraft(base, draft), effectiveFrom };
  const isDate = /^\d{4}-\d\d-\d\d$/.test(effectiveFrom);
  const preview = useQuery({
    queryKey: ['calendar', 'preview', base.seq, JSON.stringify(draft), effectiveFrom],
    queryFn: () =>
      call<PreviewView>('/calendar/preview', { method: 'POST', body: { ...proposed, source: t('calendar.preview') } }),
    enabled: isDate,
    retry: false,
  });
  const refusal = refusalOf(failure);
  const others = (refusal?.fields ?? []).filter(({ path }) => !own.includes(path));
  const publish = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onPublished(
        await call<PublishedView>('/calendar/versions', {
          method: 'POST',
          body: { ...proposed, source, expected: base.seq },
        }),
      );
    } catch (error) {
      if (refusalOf(error)?.code === 'stale') onStale();
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const shown = preview.data;
  return (
    <Dialog title={t('publish.title')} onClose={onClose}>
      <form
        className="cmd calendar-form"
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        {preview.error ? (
          <FailureNote error={preview.error} what={t('publish.noPreview')} kept={t('form.kept')} />
        ) : (
          shown && (
            <section>
              <DifferenceList differences={shown.differences} />
              <p className="publish-touched">
                {shown.differences.first === null
                  ? t('publish.touchesNothing')
                  : t('publish.touches', { first: shown.differences.first, count: shown.touched })}
              </p>
            </section>
          )
        )}
        <div className="fld">
          <Title title={t('publish.source')} for="publish-source" isRequired />
          <input
            id="publish-source"
            className="input"
            value={source}
            maxLength={200}
            aria-invalid={fieldsOf(refusal, 'source').length > 0 || undefined}
            aria-describedby="publish-source-error publish-source-hint"
            onChange={(event) => setSource(event.target.value)}
          />
          <p className="m3" id="publish-source-hint">
            {t('publish.sourceHint')}
          </p>
          <Errors errors={fieldsOf(refusal, 'source')} id="publish-source-error" />
        </div>
        <div className="fld">
          <Title title={t('publish.from')} for="publish-from" isRequired />
          <input
            id="publish-from"
            className="input"
            type="date"
            value={effectiveFrom}
            aria-invalid={fieldsOf(refusal, 'effectiveFrom').length > 0 || undefined}
            aria-describedby="publish-from-error publish-from-hint"
            onChange={(event) => setFrom(event.target.value)}
          />
          <p className="m3" id="publish-from-hint">
            {t('publish.fromHint')}
          </p>
          <Errors errors={fieldsOf(refusal, 'effectiveFrom')} id="publish-from-error" />
        </div>
        {refusal?.code === 'invalid' ? (
          <>
            <p role="alert">
              <b>{t('form.wrongFields', { count: refusal.fields?.length ?? 0 })}</b>
            </p>
            <Errors errors={others} id="publish-others" />
          </>
        ) : (
          failure !== null && <FailureNote error={failure} what={t('publish.failed')} kept={t('form.kept')} />
        )}
        <div className="cmd-end">
          <button type="submit" className="btn btn--go" aria-disabled={isBusy || undefined}>
            {t(isBusy ? 'form.sending' : 'publish.do')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('calendar.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
