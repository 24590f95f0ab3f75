import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../kernel/form/form.ts';
import type { CommandReplyView, RefusalView } from '../../kernel/view/view.ts';
import { failureOf } from '../api/client.ts';
import { fromControl } from '../parts/moment.ts';
import { RefusalNote } from '../parts/refusal-note.tsx';
import { useDraft } from './draft.ts';
import { Errors } from './errors.tsx';
import { FilesControl, type KeptFile } from './files-control.tsx';
import { FormBody } from './form-body.tsx';
import { Title } from './title.tsx';
import { TellUploads, useUploads } from './uploads.ts';
import { errorsAt, type FieldErrors, toSend, type Values, withoutEchoes } from './values.ts';

export type CommandBody = {
  data?: Values;
  reason?: string;
  files?: { digest: string; name: string }[];
  occurredAt?: string;
};

type Draft = { values: Values; reason: string; files: KeptFile[]; occurred: string };

type Props = {
  form: Form | undefined;
  reason: 'required' | 'optional' | null;
  evidence: 'required' | 'optional' | null;
  draftName: string;
  initial: Values;
  submitLabel: string;
  /** Words asked before what cannot be taken back by one press. */
  confirm?: string | undefined;
  /** What a refusal's facts are in words, where a matter is known. */
  factsOf?: (refusal: RefusalView) => Record<string, unknown>;
  /** Offers to say that it happened earlier. */
  backEntry?: boolean;
  submit: (body: CommandBody) => Promise<CommandReplyView>;
  onDone: (reply: CommandReplyView) => void | Promise<void>;
  onCancel: () => void;
  note?: ReactNode;
  only?: readonly string[];
  /** Fields behind a fold. */
  more?: readonly string[];
};

/** Any command on any matter: fields, reason and evidence as its table asks; all errors at once, nothing typed is lost. */
export const CommandForm = (props: Props) => {
  const { form, reason, evidence, draftName, submitLabel, confirm, submit, onDone, onCancel } = props;
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const sure = useRef<HTMLButtonElement>(null);
  const { draft, change, drop } = useDraft<Draft>(draftName, () => ({
    values: props.initial,
    reason: '',
    files: [],
    occurred: '',
  }));
  const [errors, setErrors] = useState<FieldErrors>([]);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [isLost, setIsLost] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const sending = useRef(false);
  const { tell, onTheWay, failed } = useUploads();
  const [isWaiting, setIsWaiting] = useState(false);
  const [isShort, setIsShort] = useState(false);
  const [asked, setAsked] = useState(false);
  const prefix = draftName.replaceAll(/[^\w-]/g, '-');
  const fields = form?.fields ?? [];

  useEffect(() => {
    if (errors.length > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  useEffect(() => {
    if (asked) sure.current?.focus();
  }, [asked]);

  const patch = (part: Partial<Draft>) => change((before) => ({ ...before, ...part }));
  const setValues = (part: Values) => change((before) => ({ ...before, values: { ...before.values, ...part } }));

  const send = async () => {
    if (sending.current) return;
    setIsShort(failed > 0);
    if (failed > 0) return setAsked(false);
    sending.current = true;
    setIsBusy(true);
    setIsLost(false);
    setRefusal(null);
    const occurredAt = fromControl(draft.occurred);
    try {
      const reply = await submit({
        ...(form ? { data: toSend(fields, draft.values) } : {}),
        ...(reason && draft.reason.trim() !== '' ? { reason: draft.reason.trim() } : {}),
        ...(evidence && draft.files.length > 0
          ? { files: draft.files.map(({ digest, name }) => ({ digest, name })) }
          : {}),
        ...(occurredAt ? { occurredAt } : {}),
      });
      drop();
      // Busy until the page has followed: pressed again meanwhile, the same words would be another command.
      await onDone(reply);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      setAsked(false);
      setIsLost(failure.kind === 'unreachable');
      if (failure.kind === 'refused') {
        setErrors(withoutEchoes(failure.refusal.fields ?? []));
        setRefusal(failure.refusal);
      }
    } finally {
      sending.current = false;
      setIsBusy(false);
    }
  };
  // Pressed while a file is still on its way: it goes by itself as soon as the file has arrived.
  useEffect(() => {
    if (!isWaiting || onTheWay > 0) return;
    setIsWaiting(false);
    void send();
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (confirm && !asked) setAsked(true);
    else if (onTheWay > 0) setIsWaiting(true);
    else void send();
  };

  const body = { form: form?.code ?? '', fields, values: draft.values, onChange: setValues, errors, prefix };
  const folded = props.more ?? fields.filter(({ aside }) => aside).map(({ name }) => name);
  const shown = props.only ?? fields.filter(({ aside }) => !aside).map(({ name }) => name);
  const isFoldWrong = errors.some(({ path }) => folded.includes(path.split('.')[0] ?? ''));
  const reasonErrors = errorsAt(errors, 'reason');
  const filesErrors = errorsAt(errors, 'files');
  return (
    <TellUploads value={tell}>
      <form className="cmd" ref={element} onSubmit={onSubmit} noValidate aria-busy={isBusy || isWaiting}>
        {props.note}
        {form && <FormBody {...body} only={shown} />}
        {form && folded.length > 0 && (
          <details className="fold" open={isFoldWrong || undefined}>
            <summary>{t('form.more')}</summary>
            <FormBody {...body} only={folded} />
          </details>
        )}
        {reason && (
          <div className="fld">
            <Title title={t('form.reason')} for={`${prefix}-reason`} isRequired={reason === 'required'} />
            <textarea
              id={`${prefix}-reason`}
              className="input"
              rows={3}
              value={draft.reason}
              aria-required={reason === 'required' || undefined}
              aria-invalid={reasonErrors.length > 0 || undefined}
              aria-describedby={reasonErrors.length > 0 ? `${prefix}-reason-error` : undefined}
              onChange={(event) => patch({ reason: event.target.value })}
            />
            <Errors errors={reasonErrors} id={`${prefix}-reason-error`} />
          </div>
        )}
        {evidence && (
          <div className="fld">
            <span className="label">{t(evidence === 'required' ? 'form.evidenceRequired' : 'form.evidence')}</span>
            <FilesControl
              id={`${prefix}-files`}
              files={draft.files}
              onChange={(files) => patch({ files })}
              invalid={filesErrors.length > 0}
            />
            <Errors errors={filesErrors} id={`${prefix}-files-error`} />
          </div>
        )}
        {props.backEntry && (
          <details className="fold">
            <summary>{t('form.backEntry')}</summary>
            <div className="fld">
              <label htmlFor={`${prefix}-occurred`}>{t('form.occurredAt')}</label>
              <input
                id={`${prefix}-occurred`}
                className="input"
                type="datetime-local"
                value={draft.occurred}
                onChange={(event) => patch({ occurred: event.target.value })}
              />
              <Errors errors={errorsAt(errors, 'occurredAt')} id={`${prefix}-occurred-error`} />
            </div>
          </details>
        )}
        <div role="alert">
          {isLost && <p className="lost">{t('form.lost')}</p>}
          {isShort && failed > 0 && <p className="fld-error">{t('form.filesFailed', { count: failed })}</p>}
          {refusal && refusal.code !== 'stale' && errors.length === 0 && (
            <RefusalNote refusal={refusal} facts={props.factsOf?.(refusal) ?? {}} />
          )}
          {errors.length > 0 && <p className="fld-error">{t('form.wrongFields', { count: errors.length })}</p>}
        </div>
        <div className="cmd-end">
          {asked ? (
            <>
              <p>{confirm}</p>
              <button type="submit" className="btn btn--go" ref={sure} key="sure">
                {t('form.sure', { what: submitLabel })}
              </button>
              <button type="button" className="btn" onClick={() => setAsked(false)} key="not-yet">
                {t('form.notYet')}
              </button>
            </>
          ) : (
            <>
              <button type="submit" className="btn btn--go">
                {isBusy || isWaiting ? t('form.sending') : submitLabel}
              </button>
              <button type="button" className="btn" onClick={onCancel}>
                {t('form.close')}
              </button>
            </>
          )}
        </div>
      </form>
    </TellUploads>
  );
};
