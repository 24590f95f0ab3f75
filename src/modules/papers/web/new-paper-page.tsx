import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../kernel/form/form.ts';
import { call } from '../../../web/api/client.ts';
import { MatterControl } from '../../../web/form/matter-control.tsx';
import { Title } from '../../../web/form/title.tsx';
import type { Values } from '../../../web/form/values.ts';
import { Link } from '../../../web/parts/link.tsx';
import { useAddress, useGo } from '../../../web/parts/navigate.ts';
import { paperKinds, ruleOf } from '../domain/kinds.ts';
import type { PaperView } from '../domain/views.ts';
import { InputForm } from './input-form.tsx';
import { afterPaper } from './queries.ts';
import './papers.css';

const matterField: Field = { name: 'matter', type: 'matter', procedure: 'problem', required: true };

const lastMonth = (): string => {
  const now = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
};

/** Begins a paper: of which kind, about what. A matter's page leads here with both (`/papers/new?kind=urge&matter=…`). */
export const NewPaperPage = () => {
  const { t } = useTranslation();
  const go = useGo();
  const { search, change } = useAddress();
  const kind = paperKinds.find((each) => each === search.get('kind')) ?? 'supervise';
  const [matter, setMatter] = useState<string | null>(search.get('matter'));
  const isAboutOne = ruleOf(kind).about === 'matter';
  useEffect(() => {
    document.title = t('paperNew.title');
  }, [t]);
  const make = async (input: Values): Promise<void> => {
    const matters = isAboutOne && matter ? [matter] : [];
    const made = await call<PaperView>('/papers', { method: 'POST', body: { kind, matters, input } });
    await afterPaper();
    go(`/papers/${made.id}`);
  };
  const start: Values = kind === 'bulletin' ? { month: lastMonth() } : kind === 'ledger' ? { view: 'all' } : {};
  return (
    <div className="page-form papers-new">
      <p className="papers-up">
        <Link to="/papers">{t('paperOne.back')}</Link>
      </p>
      <h1>{t('paperNew.title')}</h1>
      <div className="fld">
        <Title title={t('paperNew.kind')} for="paper-kind" isRequired />
        <select
          id="paper-kind"
          className="input"
          value={kind}
          onChange={(event) => change({ kind: event.target.value })}
        >
          {paperKinds.map((each) => (
            <option key={each} value={each}>
              {t(`paper.kind.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <InputForm
        key={kind}
        kind={kind}
        start={start}
        label={t('paperNew.do')}
        onSend={make}
        before={
          isAboutOne && (
            <div className="fld">
              <Title title={t('paperNew.matter')} for="paper-matter" isRequired />
              <MatterControl
                form="paperNew"
                field={matterField}
                fields={[matterField]}
                path="matter"
                prefix="paper"
                id="paper-matter"
                values={{ matter }}
                onChange={(values) => setMatter(typeof values.matter === 'string' ? values.matter : null)}
                errors={[]}
                invalid={false}
                describedBy={undefined}
              />
            </div>
          )
        }
      />
    </div>
  );
};
