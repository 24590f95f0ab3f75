import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../kernel/view/view.ts';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { nameOf } from '../parts/name-of.ts';
import { StateWord } from '../parts/state-word.tsx';

/** Matters under this one (measures of a problem): state, who answers, by when, how much evidence. */
export const Children = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  if (matter.children.length === 0) return null;
  const done = matter.children.filter(({ open }) => !open).length;
  const kinds = [...new Set(matter.children.map(({ procedure }) => procedure))];
  return (
    <>
      <h2>
        {kinds.map((kind) => t(`procedure.${kind}`)).join('、')}
        <small>{t('matter.childrenDone', { done, all: matter.children.length })}</small>
      </h2>
      <ul className="children">
        {matter.children.map((child) => (
          <li key={child.id}>
            <Link to={placeOf(child)}>{child.title ?? child.number}</Link>
            <span className="children-state">
              <StateWord procedure={child.procedure} state={child.state} open={child.open} />
            </span>
            <span className="m3">
              {nameOf(child.owner.person)}
              {child.dueWords && `，${child.dueWords}`}
              {child.evidenceCount > 0 && `，${t('matter.evidenceCount', { count: child.evidenceCount })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
