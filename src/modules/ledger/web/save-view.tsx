import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named } from '../../../kernel/view/view.ts';
import { call, refusalOf } from '../../../web/api/client.ts';
import { client } from '../../../web/api/queries.ts';
import { Dialog } from '../../../web/parts/dialog.tsx';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { useGo } from '../../../web/parts/navigate.ts';
import { RefusalNote } from '../../../web/parts/refusal-note.tsx';
import { useSay } from '../../../web/parts/say.tsx';

type Props = { search: URLSearchParams; units: readonly Named[]; onClose: () => void };

/** A view is its filters and grouping under a name; one's own, or everybody's of a unit. */
export const SaveView = ({ search, units, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const go = useGo();
  const id = useId();
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('');
  const [error, setError] = useState<unknown>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const words = new URLSearchParams(search);
    words.delete('saved');
    try {
      const body = { name, query: String(words), unit: unit === '' ? null : unit };
      const { id: made } = await call<{ id: string }>('/ledger/views', { method: 'POST', body });
      await client.invalidateQueries({ queryKey: ['ledger-views'] });
      say(t('ledger.viewSaved', { name }));
      words.set('saved', made);
      go(`/ledger?${words}`);
      onClose();
    } catch (failure) {
      setError(failure);
    }
  };
  const refusal = refusalOf(error);
  return (
    <Dialog title={t('ledger.saveView')} onClose={onClose}>
      <form className="cmd" onSubmit={(event) => void save(event)}>
        <p className="m2">{t('ledger.saveViewWhat')}</p>
        <div className="fld">
          <label htmlFor={`${id}-name`}>{t('ledger.viewName')}</label>
          <input
            id={`${id}-name`}
            className="input"
            required
            maxLength={40}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        <div className="fld">
          <label htmlFor={`${id}-unit`}>{t('ledger.viewFor')}</label>
          <select id={`${id}-unit`} className="input" value={unit} onChange={({ target }) => setUnit(target.value)}>
            <option value="">{t('ledger.viewMine')}</option>
            {units.map((each) => (
              <option key={each.id} value={each.id}>
                {t('ledger.viewOfUnit', { unit: each.name })}
              </option>
            ))}
          </select>
        </div>
        {refusal ? (
          <RefusalNote refusal={refusal} />
        ) : error ? (
          <FailureNote error={error} what={t('ledger.viewNotSaved')} />
        ) : null}
        <div className="cmd-end">
          <button type="submit" className="btn btn--go">
            {t('ledger.saveView')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('form.close')}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
