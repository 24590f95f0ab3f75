import { type DragEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeView } from '../../../kernel/view/view.ts';
import { command } from '../../../web/api/command.ts';
import { afterCommand, useProcedures } from '../../../web/api/queries.ts';
import { upload } from '../../../web/api/upload.ts';
import { CommandForm } from '../../../web/form/command-form.tsx';
import { useDraft } from '../../../web/form/draft.ts';
import { formOfAction } from '../../../web/matter/table.ts';
import { figure } from '../../../web/parts/moment.ts';
import { useGo } from '../../../web/parts/navigate.ts';
import { useSay } from '../../../web/parts/say.tsx';
import { decodeFile, titleOf } from './decode-file.ts';

type Chosen = { file: File; text: string; nr: number };

/** A report comes as a file or as pasted text; its own first line names it, the reader's unit keeps it. */
export const Deposit = ({ me }: { me: MeView }) => {
  const { t } = useTranslation();
  const go = useGo();
  const say = useSay();
  const id = useId();
  const { data: procedures } = useProcedures();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { draft: pasted, change: setPasted, drop: dropPasted } = useDraft(`${me.person.id}:pasted-report`, () => '');
  const [isOther, setIsOther] = useState(false);
  const table = procedures?.find(({ code }) => code === 'report');
  const form = table && formOfAction(table, 'deposit');

  const take = async (file: File | undefined) => {
    if (!file) return;
    const isText = /\.(txt|md|markdown)$/i.test(file.name) || file.type.startsWith('text/');
    setIsOther(!isText);
    if (!isText) return;
    const text = decodeFile(new Uint8Array(await file.arrayBuffer()));
    setChosen((before) => ({ file, text, nr: (before?.nr ?? 0) + 1 }));
  };
  const paste = () => {
    if (pasted.trim() === '') return;
    void take(new File([pasted], t('reports.pasted'), { type: 'text/plain' }));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };

  if (chosen && form)
    return (
      <section className="deposit" aria-label={t('reports.deposit')}>
        <p>
          <b>{t('reports.ready', { name: chosen.file.name, count: figure(chosen.text.replace(/\s/g, '').length) })}</b>{' '}
          <button type="button" className="btn btn--text" onClick={() => setChosen(null)}>
            {t('reports.other')}
          </button>
        </p>
        <CommandForm
          key={chosen.nr}
          form={form}
          reason={null}
          evidence={null}
          draftName={`${me.person.id}:deposit:${chosen.file.name}:${chosen.text.length}:${titleOf(chosen.text)}`}
          initial={{ title: titleOf(chosen.text), unit: me.footings[0]?.unit.id }}
          submitLabel={t('reports.read')}
          submit={async (body) => {
            // The file goes first: the report is registered with it or not at all.
            const kept = await upload(chosen.file, () => undefined);
            return command('/matters', {
              procedure: 'report',
              ...body,
              files: [{ digest: kept.digest, name: chosen.file.name }],
            });
          }}
          onDone={async (reply) => {
            if (chosen.text === pasted) dropPasted();
            say(t('matter.registered', { number: reply.number }));
            await afterCommand();
            go(`/ledger/reports/${reply.id}`);
          }}
          onCancel={() => setChosen(null)}
        />
      </section>
    );
  return (
    <section
      className="deposit"
      aria-label={t('reports.deposit')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <div className="deposit-file">
        <p>{t('reports.drop')}</p>
        <label className="btn file-button" htmlFor={`${id}-file`}>
          <input
            id={`${id}-file`}
            type="file"
            accept=".txt,.md,.markdown,text/plain,text/markdown"
            aria-describedby={`${id}-only`}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          {t('reports.choose')}
        </label>
        <p className={isOther ? 'fld-error' : 'm3'} id={`${id}-only`} role={isOther ? 'alert' : undefined}>
          {t('reports.onlyText')}
        </p>
      </div>
      <div className="fld">
        <label htmlFor={`${id}-text`}>{t('reports.orPaste')}</label>
        <textarea
          id={`${id}-text`}
          className="input"
          rows={5}
          value={pasted}
          onChange={({ target }) => setPasted(target.value)}
        />
      </div>
      <p>
        <button type="button" className="btn btn--go" onClick={paste} aria-disabled={pasted.trim() === '' || undefined}>
          {t('reports.usePasted')}
        </button>
      </p>
    </section>
  );
};
