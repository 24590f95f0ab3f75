import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../kernel/procedure/differences.ts';
import { emptyOverlay } from '../../kernel/procedure/overlay-parts.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { ProcedureView } from '../../kernel/view/procedure.ts';
import { call, refusalOf } from '../api/client.ts';
import type { FieldErrors } from '../form/values.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { useGo } from '../parts/navigate.ts';
import { useSay } from '../parts/say.tsx';
import { Differences } from './differences.tsx';
import { EditFields } from './edit-fields.tsx';
import { EditLimits } from './edit-limits.tsx';
import { EditParameters } from './edit-parameters.tsx';
import { EditTitles } from './edit-titles.tsx';
import { draftOf, type OverlayDraft, overlayOf } from './overlay-draft.ts';
import { afterShaping } from './use-procedure.ts';

type Props = { page: ProcedureView; builtIn: Procedure };

/** The agency's own limits, words and fields; nothing of the house can be taken away here. */
export const Editor = ({ page, builtIn }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const go = useGo();
  const before = page.overlay ?? emptyOverlay;
  const [draft, setDraft] = useState<OverlayDraft>(() => draftOf(builtIn, before));
  const [errors, setErrors] = useState<FieldErrors>([]);
  const [failed, setFailed] = useState<unknown>(null);
  const [shown, setShown] = useState<Difference[] | null>(null);
  const changes = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown) changes.current?.scrollIntoView({ block: 'center' });
  }, [shown]);
  const change = (part: Partial<OverlayDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setShown(null);
  };
  const send = async (way: 'preview' | 'draft') => {
    setErrors([]);
    setFailed(null);
    try {
      const body = { overlay: overlayOf(builtIn, draft, before) };
      const answer = await call<{ differences?: Difference[] }>(`/procedures/${builtIn.code}/${way}`, {
        method: 'POST',
        body,
      });
      if (way === 'preview') return setShown(answer.differences ?? []);
      await afterShaping();
      say(t('editor.saved'));
      go(`/procedures/${builtIn.code}?tab=versions`);
    } catch (error) {
      const fields = refusalOf(error)?.fields;
      if (fields) setErrors(fields);
      else setFailed(error);
    }
  };
  return (
    <form
      className="peditor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send('draft');
      }}
    >
      <p className="m2">{t('editor.why')}</p>
      <EditLimits builtIn={builtIn} limits={draft.limits} errors={errors} onChange={(limits) => change({ limits })} />
      <EditParameters
        builtIn={builtIn}
        parameters={draft.parameters}
        errors={errors}
        onChange={(parameters) => change({ parameters })}
      />
      <EditFields builtIn={builtIn} extras={draft.extras} errors={errors} onChange={(extras) => change({ extras })} />
      <EditTitles builtIn={builtIn} titles={draft.titles} errors={errors} onChange={(titles) => change({ titles })} />
      {shown && (
        <section aria-live="polite" ref={changes}>
          <h2>{t('editor.changes')}</h2>
          <Differences code={builtIn.code} list={shown} />
        </section>
      )}
      <div className="cmd-end">
        {errors.length > 0 && <p role="alert">{t('form.wrongFields', { count: errors.length })}</p>}
        {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
        <button type="submit" className="btn btn--go">
          {t('editor.save')}
        </button>
        <button type="button" className="btn" onClick={() => void send('preview')}>
          {t('editor.preview')}
        </button>
        <button type="button" className="btn btn--text" onClick={() => go(`/procedures/${builtIn.code}`)}>
          {t('editor.leave')}
        </button>
      </div>
    </form>
  );
};
