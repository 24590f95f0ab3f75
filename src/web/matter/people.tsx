import { useTranslation } from 'react-i18next';
import type { MatterView } from '../../kernel/view/view.ts';
import { nameOf } from '../parts/name-of.ts';
import { Holdings } from './holdings.tsx';

type Props = { matter: MatterView; turn: string | null; me: string };

/** Who answers for it, and who held it how long. */
export const People = ({ matter, turn, me }: Props) => {
  const { t } = useTranslation();
  const you = (id: string) => (id === me ? t('you') : '');
  const { owner, leader, registrar } = matter;
  return (
    <>
      <h2>{t('matter.who')}</h2>
      <dl className="dl">
        <div>
          <dt>{t('matter.now')}</dt>
          <dd>
            {turn === 'owner' ? `${nameOf(owner.person)}${you(owner.person.id)}` : t(`turnOf.${turn ?? 'nobody'}`)}
          </dd>
        </div>
        <div>
          <dt>{t('matter.owner')}</dt>
          <dd>
            <b>
              {nameOf(owner.person)}
              {you(owner.person.id)}
            </b>{' '}
            <span className="m3">
              {matter.unit.name} {owner.post.name}
            </span>
          </dd>
        </div>
        {leader && (
          <div>
            <dt>{t('matter.leader')}</dt>
            <dd>{nameOf(leader)}</dd>
          </div>
        )}
        <div>
          <dt>{t('matter.registrar')}</dt>
          <dd>
            {nameOf(registrar)}
            {you(registrar.id)}
          </dd>
        </div>
      </dl>
      <Holdings matter={matter} />
    </>
  );
};
