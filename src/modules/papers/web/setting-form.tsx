import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, refusalOf } from '../../../web/api/client.ts';
import { useMe } from '../../../web/api/queries.ts';
import { Errors } from '../../../web/form/errors.tsx';
import { Title } from '../../../web/form/title.tsx';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { useSay } from '../../../web/parts/say.tsx';
import type { SettingView } from '../domain/views.ts';
import { afterPaper } from './queries.ts';

const names = ['codeWord', 'mark', 'printer', 'site'] as const;
type Name = (typeof names)[number];

/** Code word, mark, printer and the public's address; whoever may not change them reads them. */
export const SettingForm = ({ setting, mayChange }: { setting: SettingView | null; mayChange: boolean }) => {
  const { t } = useTranslation();
  const say = useSay();
  const { data: me } = useMe();
  const agency = me?.agency.name ?? '';
  const [values, setValues] = useState<Record<Name, string>>({
    codeWord: setting?.codeWord ?? '',
    mark: setting?.mark ?? (agency === '' ? '' : `${agency}${t('paper.markEnd')}`),
    printer: setting?.printer ?? (agency === '' ? '' : `${agency}${t('paper.printerEnd')}`),
    site: setting?.site ?? '',
  });
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const fields = refusalOf(failure)?.fields ?? [];
  const save = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const body = {
        ...values,
        site: values.site.trim() === '' ? null : values.site.trim(),
        expected: setting?.seq ?? 0,
      };
      await call<SettingView>('/papers/setting', { method: 'POST', body });
      say(t('paperShape.saved'));
      await afterPaper();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  if (!mayChange)
    return setting ? (
      <dl className="dl">
        {names.map((name) => (
          <div key={name}>
            <dt>{t(`paperShape.${name}`)}</dt>
            <dd>{setting[name]}</dd>
          </div>
        ))}
      </dl>
    ) : (
      <p className="m2">{t('paperShape.notSet')}</p>
    );
  return (
    <form
      className="cmd papers-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {!setting && <p className="m2">{t('paperShape.notSet')}</p>}
      {names.map((name) => {
        const wrong = fields.filter(({ path }) => path === name);
        const hint = name === 'codeWord' ? 'paperShape.codeWordHint' : name === 'site' ? 'paperShape.siteHint' : null;
        return (
          <div className="fld" key={name}>
            <Title title={t(`paperShape.${name}`)} for={`setting-${name}`} isRequired={name !== 'site'} />
            <input
              id={`setting-${name}`}
              className="input"
              value={values[name]}
              maxLength={name === 'site' ? 200 : 40}
              aria-invalid={wrong.length > 0 || undefined}
              aria-describedby={`setting-${name}-error setting-${name}-hint`}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
            {hint && (
              <p className="m3" id={`setting-${name}-hint`}>
                {t(hint)}
              </p>
            )}
            <Errors errors={wrong} id={`setting-${name}-error`} />
          </div>
        );
      })}
      {failure !== null && fields.length === 0 && (
        <FailureNote error={failure} what={t('paperShape.notSaved')} kept={t('form.kept')} />
      )}
      <div className="cmd-end">
        <button type="submit" className="btn btn--go" aria-disabled={isBusy || undefined}>
          {isBusy ? t('form.sending') : t('paperShape.save')}
        </button>
      </div>
    </form>
  );
};
