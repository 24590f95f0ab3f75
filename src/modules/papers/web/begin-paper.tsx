import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../../kernel/view/view.ts';
import { useMe } from '../../../web/api/queries.ts';
import { Link } from '../../../web/parts/link.tsx';
import './papers.css';

/** Whose signature papers leave under; the server keeps the same list and decides. */
const issuing: readonly string[] = ['office', 'supervisor', 'leader'];

/** The way from a problem to a paper about it: what is still open is urged, what is closed has its form. */
export const BeginPaper = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const { data: me } = useMe();
  if (matter.state === 'voided' || !me?.footings.some(({ roles }) => roles.some((role) => issuing.includes(role))))
    return null;
  return (
    <p className="papers-begin">
      <Link className="btn" to={`/papers/new?kind=${matter.open ? 'supervise' : 'strikeOff'}&matter=${matter.id}`}>
        {t('papers.new')}
      </Link>
    </p>
  );
};
