import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../../web/api/client.ts';
import { Errors } from '../../../web/form/errors.tsx';
import { FormBody } from '../../../web/form/form-body.tsx';
import { toSend, type Values } from '../../../web/form/values.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { type PaperKind, ruleOf } from '../domain/kinds.ts';

type Props = {
  kind: PaperKind;
  start: Values;
  /** Stands before what is written: which matter it is about. */
  before?: ReactNode;
  label: string;
  onSend: (input: Values) => Promise<void>;
  end?: ReactNode;
};

/** What whoever makes a paper writes; every fault beside its field. */
export const InputForm = ({ kind, start, before, label, onSend, end }: Props) => {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(start);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const { input } = ruleOf(kind);
  const refusal = refusalOf(failure);
  const fields = refusal?.fields ?? [];
  const own = fields
    .filter(({ path }) => path.startsWith('input.'))
    .map((field) => ({ ...field, path: field.path.slice('input.'.length) }));
  const others = fields.filter(({ path }) => !path.startsWith('input.'));
  const send = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onSend(toSend(input.fields, values));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="cmd papers-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {before}
      <Errors errors={others} id="paper-others" />
      <FormBody
        form={input.code}
        fields={input.fields}
        values={values}
        onChange={(changed) => setValues((stood) => ({ ...stood, ...changed }))}
        errors={own}
        prefix="paper"
      />
      {refusal?.code === 'invalid' && fields.length > 0 ? (
        <p role="alert">
          <b>{t('form.wrongFields', { count: fields.length })}</b>
        </p>
      ) : (
        failure !== null && <FailureNote error={failure} what={t('paperNew.failed')} kept={t('form.kept')} />
      )}
      <div className="cmd-end">
        <button type="submit" className="btn btn--go" aria-disabled={isBusy || undefined}>
          {isBusy ? t('form.sending') : label}
        </button>
        {end}
      </div>
    </form>
  );
};
