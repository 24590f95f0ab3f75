import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView } from '../../kernel/view/view.ts';
import { dayInWords, inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { dueInFull } from '../time/words.ts';
import { AskedData } from './asked-data.tsx';
import { decidersOf } from './requests.ts';

type Props = { procedure: Procedure; matter: MatterView; action: string };

/** Beside the form of a request's step: who will decide and what stands now; when answering, what was asked and why. */
export const RequestNote = ({ procedure, matter, action }: Props) => {
  const { t } = useTranslation();
  const request = procedure.actions[action]?.request;
  const rule = request && procedure.requests?.[request.kind];
  if (!request || !rule) return null;
  if (request.step === 'undo') return <p className="m2">{t('asked.undoMeans')}</p>;
  const open = matter.requests.find(({ kind }) => kind === request.kind);
  if (request.step === 'ask') {
    const clocks = matter.clocks.filter(({ name, endedAt }) => endedAt === null && rule.limits?.includes(name));
    return (
      <div className="m2">
        {clocks.map((clock) => (
          <p key={clock.name}>
            {t('asked.nowDue', {
              name: t(`limit.${matter.procedure}.${clock.name}`),
              at: clock.on ? dayInWords(clock.on) : clock.dueAt ? dueInFull(clock.dueAt) : t('deadline.noEnd'),
            })}
          </p>
        ))}
        {rule.effect === 'correct' && <p>{t('asked.emptyStays')}</p>}
        <p>{t('asked.untilAnswered', { who: decidersOf(procedure, matter, request.kind, null) })}</p>
      </div>
    );
  }
  if (!open) return null;
  return (
    <section className="asked" aria-label={t('asked.one', { what: t(`request.${matter.procedure}.${open.kind}`) })}>
      <p className="m2">{t('asked.byAt', { name: nameOf(open.asker), at: inShort(open.at) })}</p>
      <AskedData procedure={procedure} kind={open.kind} data={open.data} />
    </section>
  );
};
