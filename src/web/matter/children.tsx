import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterBrief, MatterView } from '../../kernel/view/view.ts';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { nameOf } from '../parts/name-of.ts';
import { StateWord } from '../parts/state-word.tsx';
import { LightWord } from '../time/light-word.tsx';
import { dueInWords } from '../time/words.ts';

/** Matters under this one (measures of a problem): state, who answers, by when, how much evidence. */
export const Children = ({ matter }: { matter: MatterView }) => {
  const { t } = useTranslation();
  const asked = ({ procedure, asked: open }: MatterBrief) =>
    open.map((kind) => t(`request.${procedure}.${kind}`)).join(t('listed'));
  const kinds = [...new Set(matter.children.map(({ procedure }) => procedure))];
  return kinds.map((kind) => {
    const list = matter.children.filter(({ procedure }) => procedure === kind);
    const done = list.filter(({ open }) => !open).length;
    return (
      <Fragment key={kind}>
        <h2>
          {t(`procedure.${kind}`)}
          <small>{t('matter.childrenDone', { done, all: list.length })}</small>
        </h2>
        <ul className="children">
          {list.map((child) => (
            <li key={child.id}>
              <Link to={placeOf(child)}>
                {kind === 'similarSweep' ? child.unit.name : (child.title ?? child.number)}
              </Link>
              <span className="children-state">
                <StateWord procedure={child.procedure} state={child.state} open={child.open} />
              </span>
              <span className="m3">
                {nameOf(child.owner.person)}
                {child.open && child.light !== 'none' && '，'}
                {child.open && <LightWord brief={child} />}
                {child.dueAt ? `，${dueInWords(child.dueAt)}` : child.dueWords && `，${child.dueWords}`}
                {child.asked.length > 0 && `，${t('asked.waits', { what: asked(child) })}`}
                {child.evidenceCount > 0 && `，${t('matter.evidenceCount', { count: child.evidenceCount })}`}
              </span>
            </li>
          ))}
        </ul>
      </Fragment>
    );
  });
};
