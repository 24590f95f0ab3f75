import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeView, RefusalView } from '../../../kernel/view/view.ts';
import { refusalOf } from '../../../web/api/client.ts';
import { command } from '../../../web/api/command.ts';
import { afterCommand, useProcedures } from '../../../web/api/queries.ts';
import { CommandForm } from '../../../web/form/command-form.tsx';
import { useDraft } from '../../../web/form/draft.ts';
import { formOfAction } from '../../../web/matter/table.ts';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { FileButton } from '../../../web/parts/file-button.tsx';
import { figure } from '../../../web/parts/moment.ts';
import { useGo } from '../../../web/parts/navigate.ts';
import { RefusalNote } from '../../../web/parts/refusal-note.tsx';
import { useSay } from '../../../web/parts/say.tsx';
import type { FileText } from '../domain/reading-views.ts';
import { acceptedFiles, filesOf, sendFile, textOf } from './file-reading.ts';

/** A file on the server with its text, or with the reason why it has none. */
type Chosen = { digest: string; name: string; text: FileText | null; refusal: RefusalView | null };

const bareName = (name: string): string => name.replace(/\.[^.]{1,10}$/, '').slice(0, 200);

/** A report comes as a file or as pasted text; its own title names it, the reader's unit keeps it. */
export const Deposit = ({ me }: { me: MeView }) => {
  const { t } = useTranslation();
  const go = useGo();
  const say = useSay();
  const id = useId();
  const { data: procedures } = useProcedures();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { draft: pasted, change: setPasted, drop: dropPasted } = useDraft(`${me.person.id}:pasted-report`, () => '');
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const isPasted = useRef(false);
  const table = procedures?.find(({ code }) => code === 'report');
  const form = table && formOfAction(table, 'deposit');

  const take = async (file: File | undefined) => {
    if (!file || busyWith !== null) return;
    setFailed(null);
    setBusyWith(file.name);
    try {
      const sent = await sendFile(file);
      try {
        setChosen({ ...sent, text: await textOf(sent), refusal: null });
      } catch (error) {
        const refusal = refusalOf(error);
        // Without words it can still be kept as evidence; whatever else went wrong is tried again.
        if (!refusal || !['unsupportedFile', 'tooLarge'].includes(refusal.code)) throw error;
        setChosen({ ...sent, text: null, refusal });
      }
    } catch (error) {
      setFailed(error);
    } finally {
      setBusyWith(null);
    }
  };
  const choose = (file: File | undefined) => {
    isPasted.current = false;
    void take(file);
  };
  const paste = () => {
    if (pasted.trim() === '') return;
    isPasted.current = true;
    void take(new File([pasted], t('reports.pasted'), { type: 'text/plain' }));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  };

  if (chosen && form)
    return (
      <section className="deposit" aria-label={t('reports.deposit')}>
        <p>
          <b>
            {chosen.text
              ? t('reports.ready', { name: chosen.name, count: figure(chosen.text.characters) })
              : chosen.name}
          </b>{' '}
          <button type="button" className="btn btn--text" onClick={() => setChosen(null)}>
            {t('reports.other')}
          </button>
        </p>
        {chosen.text && chosen.text.skipped.length > 0 && (
          <p className="m2">{t('reports.skipped', { pages: chosen.text.skipped.join('、') })}</p>
        )}
        {chosen.refusal && (
          <>
            <RefusalNote refusal={chosen.refusal} />
            <p className="m2">{t('reports.stillKept')}</p>
          </>
        )}
        <CommandForm
          key={chosen.digest}
          form={form}
          reason={null}
          evidence={null}
          draftName={`${me.person.id}:deposit:${chosen.digest}`}
          initial={{ title: chosen.text?.title || bareName(chosen.name), unit: me.footings[0]?.unit.id }}
          submitLabel={t(chosen.text ? 'reports.read' : 'reports.keep')}
          submit={(body) => {
            const { digest, name, text } = chosen;
            const files = text ? filesOf({ digest, name, text }) : [{ digest, name }];
            return command('/matters', { procedure: 'report', ...body, files });
          }}
          onDone={async (reply) => {
            if (isPasted.current) dropPasted();
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
        <FileButton accept={acceptedFiles} aria-describedby={`${id}-only`} onFiles={([file]) => choose(file)}>
          {t('reports.choose')}
        </FileButton>
        <p className="m3" id={`${id}-only`}>
          {t('reports.forms')}
        </p>
        <p aria-live="polite">{busyWith !== null && t('reports.reading', { name: busyWith })}</p>
      </div>
      {failed !== null && <FailureNote error={failed} what={t('reports.notRead')} />}
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
