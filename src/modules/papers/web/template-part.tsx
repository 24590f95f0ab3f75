import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { href } from '../../../web/address.ts';
import { call, failed, refusalOf } from '../../../web/api/client.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { FileButton } from '../../../web/parts/file-button.tsx';
import { inWords } from '../../../web/parts/moment.ts';
import { nameOf } from '../../../web/parts/name-of.ts';
import { useSay } from '../../../web/parts/say.tsx';
import type { KindView } from '../domain/views.ts';
import { afterPaper } from './queries.ts';

const send = async (kind: string, file: File): Promise<void> => {
  const form = new FormData();
  form.append('file', file, file.name);
  const response = await fetch(href(`/api/papers/kinds/${kind}/templates`), { method: 'POST', body: form });
  if (!response.ok) throw failed(response.status, await response.json().catch(() => null));
};

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Each name that is not known: in which paragraph it stands, and what it may have meant. */
const Strangers = ({ failure }: { failure: unknown }) => {
  const { t } = useTranslation();
  const refusal = refusalOf(failure);
  if (!Array.isArray(refusal?.facts.nearest)) return null;
  const names = listed(refusal.facts.names);
  const paragraphs = listed(refusal.facts.paragraphs);
  const nearest = listed(refusal.facts.nearest);
  return (
    <ul className="papers-strangers">
      {names.map((name, at) => (
        <li key={`${name} ${paragraphs[at]}`}>
          {t('paperShape.unknownAt', { paragraph: paragraphs[at], name: `{${name}}`, nearest: `{${nearest[at]}}` })}
        </li>
      ))}
    </ul>
  );
};

const Fields = ({ fields }: { fields: KindView['fields'] }): ReactNode => {
  const { t } = useTranslation();
  return (
    <table className="tbl papers-fields">
      <thead>
        <tr>
          <th scope="col">{t('paperShape.field')}</th>
          <th scope="col">{t('paperShape.means')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.flatMap(({ name, title, isRequired, rows }) => [
          <tr key={name}>
            <td>
              <code>{rows.length > 0 ? `{#${name}} {/${name}}` : `{${name}}`}</code>
            </td>
            <td>
              {title}
              {isRequired && <b> {t('form.required')}</b>}
              {rows.length > 0 && ` ${t('paperShape.inRows', { open: `{#${name}}`, close: `{/${name}}` })}`}
            </td>
          </tr>,
          ...rows.map((row) => (
            <tr key={`${name}.${row.name}`} className="papers-inner">
              <td>
                <code>{`{${row.name}}`}</code>
              </td>
              <td>{row.title}</td>
            </tr>
          )),
        ])}
      </tbody>
    </table>
  );
};

/** A kind's template: which is in force, get it, send another, go back, and the names it may hold. */
export const TemplatePart = ({ kind, mayChange }: { kind: KindView; mayChange: boolean }) => {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const work = async (what: () => Promise<unknown>, words: string) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await what();
      say(words);
      await afterPaper();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const { template } = kind;
  const count = kind.fields.reduce((sum, { rows }) => sum + 1 + rows.length, 0);
  return (
    <section className="papers-kind" aria-labelledby={id}>
      <h3 id={id}>{t(`paper.kind.${kind.kind}`)}</h3>
      <p className="m2">
        {template
          ? t('paperShape.own', {
              version: template.version,
              who: nameOf(template.by),
              at: inWords(template.at),
              name: template.name,
            })
          : t('paperShape.house')}
      </p>
      <div className="papers-does">
        <a className="btn" href={href(`/api/papers/kinds/${kind.kind}/template.docx`)} download>
          {t('paperShape.download')}
        </a>
        {mayChange && (
          <FileButton
            accept=".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            disabled={isBusy}
            onFiles={([file]) => file && void work(() => send(kind.kind, file), t('paperShape.uploaded'))}
          >
            {isBusy ? t('form.sending') : t('paperShape.upload')}
          </FileButton>
        )}
        {mayChange && template && (
          <button
            type="button"
            className="btn"
            onClick={() =>
              void work(
                () => call(`/papers/kinds/${kind.kind}/templates`, { method: 'DELETE' }),
                t('paperShape.isBack'),
              )
            }
          >
            {t('paperShape.back')}
          </button>
        )}
      </div>
      {failure !== null && (
        <>
          <FailureNote error={failure} what={t('paperShape.uploadFailed')} />
          <Strangers failure={failure} />
        </>
      )}
      <details className="fold">
        <summary>{t('paperShape.fields', { count })}</summary>
        <Fields fields={kind.fields} />
      </details>
    </section>
  );
};
