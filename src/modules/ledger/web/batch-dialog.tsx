import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { CommandReplyView } from '../../../kernel/view/view.ts';
import { call } from '../../../web/api/client.ts';
import { afterCommand, useMe, useProcedures } from '../../../web/api/queries.ts';
import { type CommandBody, CommandForm } from '../../../web/form/command-form.tsx';
import { formOfAction } from '../../../web/matter/table.ts';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { ruleInWords } from '../../../web/parts/refusal-note.tsx';
import { useSay } from '../../../web/parts/say.tsx';
import type { BatchAction, BatchAnswer, CheckAnswer } from '../domain/batch.ts';
import type { NumberedRow } from './grouping.ts';

type Props = {
  action: BatchAction;
  check: CheckAnswer;
  rows: readonly NumberedRow[];
  /** Told which of the entries it was done to. */
  onClose: (done: readonly string[]) => void;
};

/** Ids of commands whose answer may have been lost: asked again with the same words, each still counts once. */
const keptIds = (name: string, matters: readonly string[]): { id: string; matter: string }[] => {
  try {
    const kept = sessionStorage.getItem(name);
    if (kept) return JSON.parse(kept) as { id: string; matter: string }[];
    const made = matters.map((matter) => ({ id: uuidv7(), matter }));
    sessionStorage.setItem(name, JSON.stringify(made));
    return made;
  } catch {
    return matters.map((matter) => ({ id: uuidv7(), matter }));
  }
};

/** One form for all that are ticked; afterwards what came of each, where it did not go through. */
export const BatchDialog = ({ action, check, rows, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me } = useMe();
  const { data: procedures } = useProcedures();
  const [results, setResults] = useState<BatchAnswer['results'] | null>(null);
  const asked = check.actions.find((each) => each.action === action);
  const matters = useMemo(() => [...(asked?.allowed ?? [])].sort(), [asked]);
  const name = `xn-batch:${me?.person.id}:${action}:${matters.join(' ')}`;
  const procedure = procedures?.find(({ code }) => code === 'problem');
  const title = t(`ledger.batch.${action}`);
  const numberOf = (id: string) => rows.find((row) => row.id === id)?.number ?? id;
  const done = (results ?? []).filter((each) => each.done).map(({ matter }) => matter);
  const submit = async (body: CommandBody): Promise<CommandReplyView> => {
    const commands = keptIds(name, matters);
    const { results: found } = await call<BatchAnswer>('/ledger/batch', {
      method: 'POST',
      body: { action, data: body.data ?? {}, ...(body.reason && { reason: body.reason }), commands },
    });
    sessionStorage.removeItem(name);
    const wrong = found.every((each) => !each.done) ? found.find(({ refusal }) => refusal?.fields)?.refusal : null;
    setResults(found);
    await afterCommand();
    if (!wrong) say(t('ledger.batchDone', { what: title, count: found.filter((each) => each.done).length }));
    return {
      id: '',
      number: '',
      procedure: 'problem',
      state: '',
      seq: 0,
      head: '',
      children: [],
      repeated: false,
      actions: [],
    };
  };
  const rule = procedure?.actions[action];
  const failed = (results ?? []).filter((each) => !each.done);
  return (
    <Dialog title={t('ledger.batchTitle', { what: title, count: matters.length })} onClose={() => onClose(done)}>
      {results === null ? (
        procedure &&
        me && (
          <CommandForm
            form={formOfAction(procedure, action)}
            reason={rule?.reason ?? null}
            evidence={null}
            draftName={`${me.person.id}:batch:${action}`}
            initial={{}}
            submitLabel={t('ledger.batchDo', { what: title, count: matters.length })}
            submit={submit}
            onDone={() => undefined}
            onCancel={() => onClose([])}
          />
        )
      ) : (
        <div className="cmd">
          <p>{t('ledger.batchDone', { what: title, count: done.length })}</p>
          {failed.length > 0 && (
            <>
              <p>{t('ledger.batchFailed', { count: failed.length })}</p>
              <ul className="batch-failed">
                {failed.map(({ matter, refusal }) => (
                  <li key={matter}>
                    <Link to={`/matter/${matter}`}>{numberOf(matter)}</Link>{' '}
                    {refusal &&
                      (refusal.fields?.[0]
                        ? t('ledger.batchField', {
                            rule: ruleInWords({ ...refusal, rule: refusal.fields[0].rule }, { ...refusal.fields[0] }),
                          })
                        : ruleInWords(refusal))}
                  </li>
                ))}
              </ul>
            </>
          )}
          <div className="cmd-end">
            <button type="button" className="btn btn--go" onClick={() => onClose(done)}>
              {t('form.close')}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
};
