import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionView, MatterView } from '../../kernel/view/view.ts';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { nameOf } from '../parts/name-of.ts';
import { useAddress } from '../parts/navigate.ts';
import { RefusalNote } from '../parts/refusal-note.tsx';
import { firstText } from '../texts/i18n.ts';
import { factsOf } from './refusal-facts.ts';

type Props = { view: ActionView; matter: MatterView; granted: readonly ActionView[] };

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** An action not allowed now: dashed, with the rule, the fact of this matter, and a way on that works. */
export const RefusedAction = ({ view, matter, granted }: Props) => {
  const { t } = useTranslation();
  const { path } = useAddress();
  const id = useId();
  const refusal = view.refusal;
  if (!refusal) return null;
  // Children named by the refusal are where it can be mended; else an action of this matter that is allowed now.
  const named = [...listed(refusal.facts.measures), ...listed(refusal.facts.children)];
  const children = matter.children.filter((child) => named.includes(child.id));
  const mending = granted.find(({ action }) => action === refusal.mend);
  const mend: ReactNode =
    children.length > 0 ? (
      <ul className="mend">
        {children.map((child) => (
          <li key={child.id}>
            <Link to={placeOf(child)}>{child.title ?? child.number}</Link>{' '}
            {t(firstText(`action.${child.procedure}.${refusal.mend ?? ''}`, `mend.${refusal.mend ?? 'tryAgain'}`))}
          </li>
        ))}
      </ul>
    ) : mending ? (
      <Link to={`${path}?do=${mending.action}`}>{t(`action.${matter.procedure}.${mending.action}`)}</Link>
    ) : refusal.rule === 'who' && listed(refusal.facts.who).includes('owner') ? (
      t('matter.askOwner', { name: nameOf(matter.owner.person) })
    ) : undefined;
  return (
    <>
      <div className="row">
        <button type="button" className="btn" aria-disabled="true" aria-describedby={id}>
          {t(`action.${matter.procedure}.${view.action}`)}
        </button>
        <span>{t('matter.notNow')}</span>
      </div>
      <RefusalNote refusal={refusal} id={id} facts={factsOf(refusal, matter)} mend={mend} />
    </>
  );
};
