import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../web/parts/failure-note.tsx';
import { Link } from '../../../web/parts/link.tsx';
import { Skeleton } from '../../../web/parts/skeleton.tsx';
import { useKinds } from './queries.ts';
import { SettingForm } from './setting-form.tsx';
import { TemplatePart } from './template-part.tsx';
import './papers.css';

/** How an agency's papers look: code word and mark, a template of its own for each kind, and what a template may name. */
export const ShapePage = () => {
  const { t } = useTranslation();
  const { data, error, refetch } = useKinds();
  useEffect(() => {
    document.title = t('paperShape.title');
  }, [t]);
  if (!data)
    return error ? (
      <FailureNote error={error} what={t('papers.failed')} onRetry={() => void refetch()} />
    ) : (
      <Skeleton />
    );
  return (
    <div className="papers papers-shape">
      <p className="papers-up">
        <Link to="/papers">{t('paperOne.back')}</Link>
      </p>
      <h1>{t('paperShape.title')}</h1>
      <section aria-labelledby="paper-setting">
        <h2 id="paper-setting">{t('paperShape.setting')}</h2>
        <SettingForm key={data.setting?.seq ?? 0} setting={data.setting} mayChange={data.maySet} />
      </section>
      <section aria-labelledby="paper-templates">
        <h2 id="paper-templates">{t('paperShape.templates')}</h2>
        <p className="m2">{t('paperShape.templatesHow')}</p>
        {data.kinds.map((kind) => (
          <TemplatePart key={kind.kind} kind={kind} mayChange={data.maySet} />
        ))}
      </section>
    </div>
  );
};
