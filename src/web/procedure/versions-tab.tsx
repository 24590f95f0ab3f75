import i18next from 'i18next';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcedureView, VersionView } from '../../kernel/view/procedure.ts';
import { call } from '../api/client.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { inWords } from '../parts/moment.ts';
import { useSay } from '../parts/say.tsx';
import { Differences } from './differences.tsx';
import { Running } from './running.tsx';
import { afterShaping } from './use-procedure.ts';

type Step = 'submit' | 'withdraw' | 'sendBack' | 'publish';

const names = (list: readonly { name: string | null }[]): string =>
  list.flatMap(({ name }) => name ?? []).join(i18next.t('listed'));

/** Who wrote it, who sent it on, who decided, each with the moment. */
const Way = ({ version }: { version: VersionView }) => {
  const { t } = useTranslation();
  const steps: [string, string, string | null][] = [
    ['versionStep.drafted', names(version.drafters), version.draftedAt],
    ['versionStep.submitted', version.submittedBy?.name ?? '', version.submittedAt],
    [
      version.state === 'withdrawn' ? 'versionStep.withdrawn' : 'versionStep.published',
      version.decidedBy?.name ?? '',
      version.decidedAt,
    ],
  ];
  return (
    <p className="m2">
      {steps
        .filter(([, , at]) => at !== null)
        .map(([key, who, at]) => t(key, { who, at: inWords(at ?? '') }))
        .join(i18next.t('listedApart'))}
      {version.basis && `；${t('versionStep.basis', { basis: version.basis })}`}
    </p>
  );
};

type OpenProps = { page: ProcedureView; version: VersionView };

/** The steps that may be taken with the version that is not yet in force. */
const OpenVersion = ({ page, version }: OpenProps) => {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const [basis, setBasis] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const { code } = page.procedure;
  const take = async (step: Step, body: object = {}) => {
    setFailed(null);
    try {
      await call(`/procedures/${code}/versions/${version.version}/${step}`, { method: 'POST', body });
      say(t(`versionDone.${step}`, { version: version.version }));
    } catch (error) {
      setFailed(error);
    }
    await afterShaping();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void take('submit', basis.trim() === '' ? {} : { basis: basis.trim() });
  };
  return (
    <div className="open-version">
      {version.state === 'draft' && page.may.draft && (
        <form onSubmit={submit} className="row" noValidate>
          <div className="fld">
            <label htmlFor={id}>{t('version.basis')}</label>
            <input
              id={id}
              className="input"
              value={basis}
              maxLength={200}
              onChange={(event) => setBasis(event.target.value)}
            />
          </div>
          <button type="submit" className="btn btn--go">
            {t('version.submit')}
          </button>
          <button type="button" className="btn" onClick={() => void take('withdraw')}>
            {t('version.withdraw')}
          </button>
        </form>
      )}
      {version.state === 'submitted' && page.may.publish && (
        <p className="row">
          <button type="button" className="btn btn--go" onClick={() => void take('publish')}>
            {t('version.publish')}
          </button>
          <button type="button" className="btn" onClick={() => void take('sendBack')}>
            {t('version.sendBack')}
          </button>
        </p>
      )}
      {version.state === 'submitted' && !page.may.publish && (
        <>
          <p>{t(page.may.whyNotPublish === 'sameHuman' ? 'version.waitsForOther' : 'version.waits')}</p>
          {page.may.draft && (
            <button type="button" className="btn" onClick={() => void take('withdraw')}>
              {t('version.withdraw')}
            </button>
          )}
        </>
      )}
      {failed !== null && <FailureNote error={failed} what={t('form.notSent')} />}
    </div>
  );
};

/** The line of versions, newest first: what each changed and by whose hands; and the matters that older ones still carry. */
export const VersionsTab = ({ page }: { page: ProcedureView }) => {
  const { t } = useTranslation();
  const { code, version: current } = page.procedure;
  const older = [...new Set(page.standing.map(({ version }) => version))].filter((version) => version < current);
  return (
    <div className="pversions">
      <ol>
        {page.versions.map((version) => (
          <li key={`${version.version} ${version.kind}`}>
            <h2>
              {t('version.title', { version: version.version })}{' '}
              <span className="m3">
                {version.version === current && version.state !== 'draft' && version.state !== 'submitted'
                  ? t('version.current')
                  : t(`versionState.${version.state}`)}
              </span>
            </h2>
            <Way version={version} />
            {version.state === 'builtIn' ? (
              <p className="m2">{t('version.builtIn')}</p>
            ) : (
              <Differences code={code} list={version.differences} />
            )}
            {(version.state === 'draft' || version.state === 'submitted') && (
              <OpenVersion page={page} version={version} />
            )}
          </li>
        ))}
      </ol>
      {page.may.migrate && older.map((version) => <Running key={version} page={page} version={version} />)}
    </div>
  );
};
