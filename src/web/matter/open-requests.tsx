import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { MatterView, RequestView } from '../../kernel/view/view.ts';
import { inShort } from '../parts/moment.ts';
import { nameOf } from '../parts/name-of.ts';
import { useNames } from '../parts/names.ts';
import { ActionButton } from './action-button.tsx';
import { AskedData } from './asked-data.tsx';
import { RefusedAction } from './refused-action.tsx';
import { decidersOf } from './requests.ts';
import { answersTo } from './steps.ts';
import type { Acting } from './use-acting.ts';

type Props = {
  procedure: Procedure;
  matter: MatterView;
  me: string;
  acting: Acting;
  /** The answer that leads on, where nothing else does. */
  primary: string | null;
};

/** What was asked about the matter and waits for an answer: who asked what and when, who decides, and the buttons to do so. */
export const OpenRequests = (props: Props) => {
  const { t } = useTranslation();
  if (props.matter.requests.length === 0) return null;
  return (
    <>
      <h2>
        {t('asked.title')}
        <small>{t('asked.count', { count: props.matter.requests.length })}</small>
      </h2>
      {props.matter.requests.map((request) => (
        <OpenRequest key={request.kind} request={request} {...props} />
      ))}
    </>
  );
};

const OpenRequest = ({ request, procedure, matter, me, acting, primary }: Props & { request: RequestView }) => {
  const { t } = useTranslation();
  const names = useNames();
  const { granted, refused } = answersTo(procedure, matter, request.kind);
  const what = t(`request.${matter.procedure}.${request.kind}`);
  const taker = typeof request.data.owner === 'string' ? names.person(request.data.owner) : null;
  const mine = request.asker.id === me || request.onBehalfOf?.id === me;
  return (
    <section className="asked" aria-label={t('asked.one', { what })}>
      <p>
        <b>{t('asked.one', { what })}</b>{' '}
        <span className="m2">
          {nameOf(request.asker)}
          {request.asker.id === me && t('you')}
          {request.onBehalfOf && `，${t('matter.onBehalf', { name: nameOf(request.onBehalfOf) })}`}
          {`，${inShort(request.at)}`}
        </span>
      </p>
      <AskedData procedure={procedure} kind={request.kind} data={request.data} />
      <p className="m2">
        {t(mine ? 'asked.youWaitFor' : 'asked.decidedBy', { who: decidersOf(procedure, matter, request.kind, taker) })}
      </p>
      {granted.length > 0 && (
        <div className="asked-do">
          {granted.map((view) => (
            <ActionButton key={view.action} view={view} acting={acting} isPrimary={view.action === primary} />
          ))}
        </div>
      )}
      {refused && <RefusedAction view={refused} matter={matter} granted={granted} />}
    </section>
  );
};
