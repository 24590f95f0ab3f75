import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../../kernel/view/view.ts';
import { useMe } from '../../../web/api/queries.ts';
import { Link } from '../../../web/parts/link.tsx';
import { usePapers } from './queries.ts';
import './papers.css';

/** Whose signature papers leave under; the server keeps the same list and decides. */
const issuing: readonly string[] = ['office', 'supervisor', 'leader'];

/** Papers about a problem, for everybody who may know of them, and the way to the next one for whoever signs. */
export const MatterPapers = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  const { data } = usePapers({ matter: matter.id });
  const papers = data?.pages[0]?.items ?? [];
  const maySign = me?.footings.some(({ roles }) => roles.some((role) => issuing.includes(role))) === true;
  const mayBegin = maySign && matter.state !== 'voided';
  if (papers.length === 0 && !mayBegin) return null;
  return (
    <>
      <h2>{t('nav.papers')}</h2>
      <ul className="papers-of">
        {papers.map(({ id, number, kind, state }) => (
          <li key={id}>
            <Link to={`/papers/${id}`}>{number ?? t('papers.noNumber')}</Link>
            <span>{t(`paper.kind.${kind}`)}</span>
            <span className={state === 'voided' ? 'papers-void' : 'm3'}>{t(`paper.state.${state}`)}</span>
          </li>
        ))}
      </ul>
      {mayBegin && (
        // What is still open is pressed for; what is closed has its form.
        <Link className="btn" to={`/papers/new?kind=${matter.open ? 'supervise' : 'strikeOff'}&matter=${matter.id}`}>
          {t('papers.new')}
        </Link>
      )}
    </>
  );
};
