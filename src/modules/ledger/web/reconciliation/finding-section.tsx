import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../../web/parts/failure-note.tsx';
import { Link } from '../../../../web/parts/link.tsx';
import { dayInWords, moment } from '../../../../web/parts/moment.ts';
import { Skeleton } from '../../../../web/parts/skeleton.tsx';
import type { FindingKind } from '../../domain/finding-kinds.ts';
import type { Finding } from '../../domain/watch-views.ts';
import { MatterLine } from '../watching/matter-line.tsx';
import type { Found } from './use-findings.ts';

const useSaid = (kind: FindingKind) => {
  const { t } = useTranslation();
  return ({ at, file, count, words }: Finding): string => {
    const day = at && dayInWords(moment(at).date);
    if (file) return t(`reconcile.file.${file.state}`);
    if (count !== null) return t('reconcile.undecided', { count });
    if (words) return `${words} ${day}`;
    return at ? t(`reconcile.at.${kind}`, { at: day }) : '';
  };
};

type Props = { kind: FindingKind; found: Found };

/** One kind of finding: how many, why it is one, and each with what is said of it. */
export const FindingSection = ({ kind, found: { pages, items, isWhole } }: Props) => {
  const { t } = useTranslation();
  const said = useSaid(kind);
  return (
    <section>
      <h2>
        {t(`reconcile.kind.${kind}`)}
        <small>{pages.data ? t('reconcile.count', { count: isWhole ? items.length : `${items.length}+` }) : ''}</small>
      </h2>
      {pages.error && !pages.data ? (
        <FailureNote error={pages.error} what={t('reconcile.failed')} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <Skeleton rows={2} />
      ) : (
        <ul>
          {items.map((finding) => (
            <MatterLine
              key={`${finding.matter.id}${finding.file?.digest ?? finding.words ?? ''}${finding.at}`}
              matter={finding.matter}
              said={said(finding)}
            >
              {finding.mayReopen && (
                <Link className="btn" to={`/matter/${finding.matter.id}?do=reopen`}>
                  {t('action.problem.reopen')}
                </Link>
              )}
            </MatterLine>
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <p className="watch-more">
          <button type="button" className="btn" onClick={() => void pages.fetchNextPage()}>
            {t('showMore')}
          </button>
        </p>
      )}
    </section>
  );
};
