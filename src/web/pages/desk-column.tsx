import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { inShort } from '../parts/moment.ts';
import { StateWord } from '../parts/state-word.tsx';

type Props = {
  id: string;
  title: string;
  count: string;
  matters: readonly MatterBrief[];
  empty: string;
  isOthers?: boolean;
};

export const DeskColumn = ({ id, title, count, matters, empty, isOthers = false }: Props) => {
  const { t } = useTranslation();
  return (
    <section className="col" id={id} aria-labelledby={`${id}-h`}>
      <h2 id={`${id}-h`}>
        {title} <small>{count}</small>
      </h2>
      {matters.length === 0 && <p className="col-empty">{empty}</p>}
      <ul>
        {matters.map((matter) => (
          <li key={matter.id}>
            <Link className="it" to={placeOf(matter)}>
              <span className="a">
                <StateWord procedure={matter.procedure} state={matter.state} open={matter.open} own={!isOthers} />
                <span className="k">{t(`procedure.${matter.procedure}`)}</span>
              </span>
              <span className="t">{matter.title ?? t('erasedByLaw')}</span>
              <span className="m">
                <span>{matter.dueWords ?? t('desk.changed', { at: inShort(matter.changedAt) })}</span>
                <span>{matter.number}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
