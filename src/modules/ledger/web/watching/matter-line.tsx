import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../../../kernel/view/view.ts';
import { placeOf } from '../../../../web/modules.ts';
import { Link } from '../../../../web/parts/link.tsx';
import { nameOf } from '../../../../web/parts/name-of.ts';
import { StateWord } from '../../../../web/parts/state-word.tsx';
import { LightWord } from '../../../../web/time/light-word.tsx';

type Props = { matter: MatterBrief; said?: ReactNode; children?: ReactNode };

/** A matter in a list: what it is, where it stands, who answers; beside it what is said of it here. */
export const MatterLine = ({ matter, said, children }: Props) => {
  const { t } = useTranslation();
  return (
    <li className="watch-line">
      <Link className="watch-title" to={placeOf(matter)}>
        {matter.title ?? t('erasedByLaw')}
      </Link>
      <span className="watch-facts">
        <span className="m3">{matter.number}</span>
        <StateWord procedure={matter.procedure} state={matter.state} open={matter.open} />
        <span className="m2">
          {matter.unit.name} {nameOf(matter.owner.person)}
        </span>
        {matter.open && matter.light !== 'none' && <LightWord brief={matter} />}
        {said && <span className="watch-said">{said}</span>}
      </span>
      {children && <span className="watch-do">{children}</span>}
    </li>
  );
};
