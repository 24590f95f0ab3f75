import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { HandOverView } from '../../../../kernel/view/organisation.ts';
import { useSending } from '../../../../web/account/use-sending.ts';
import { call } from '../../../../web/api/client.ts';
import { Combobox } from '../../../../web/parts/combobox.tsx';
import { fieldWords } from '../../../../web/parts/failure-words.ts';
import type { Option } from '../../../../web/parts/matching.ts';
import { RefusalNote } from '../../../../web/parts/refusal-note.tsx';
import { useSay } from '../../../../web/parts/say.tsx';
import { firstText } from '../../../../web/texts/i18n.ts';
import { holdsOn, type Organisation } from '../../domain/organisation.ts';
import { afterChange, type Chart, useOpenMatters } from '../queries.ts';

type Props = { chart: Chart; person: string; post: string; onDone: () => void; onClose: () => void };

/** Whoever answers in a post today may take matters over; those of the same unit stand first. */
const takersOf = (organisation: Organisation, day: string, from: { person: string; post: string }): Option[] => {
  const home = organisation.post.get(from.post)?.unit;
  const near = (post: string) => Number(organisation.post.get(post)?.unit !== home);
  return [...organisation.appointment.values()]
    .filter((each) => each.kind !== 'substitute' && holdsOn(each, day))
    .filter((each) => each.person !== from.person || each.post !== from.post)
    .filter((each) =>
      organisation.post.get(each.post)?.roles.every((role) => !role.endsWith('Admin') && role !== 'auditor'),
    )
    .sort((a, b) => near(a.post) - near(b.post))
    .flatMap(({ person, post }) => {
      const name = organisation.person.get(person)?.name;
      const at = organisation.post.get(post);
      if (!name || !at) return [];
      return [
        { value: `${person} ${post}`, label: name, detail: `${organisation.unit.get(at.unit)?.name ?? ''} ${at.name}` },
      ];
    });
};

type Way = { all: number; left: number; refused: HandOverView['refused'] };

/** Open matters of somebody go to a taker, some at a time with the way shown; it can be stopped and gone on with. */
export const HandOverForm = ({ chart, person, post, onDone, onClose }: Props) => {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const { organisation, day } = chart;
  const [taker, setTaker] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [way, setWay] = useState<Way | null>(null);
  const stopping = useRef(false);
  const { failure, isBusy, send } = useSending();
  const { data: open } = useOpenMatters(person);
  const count = open?.items.find((each) => each.post.id === post)?.count;
  const takers = useMemo(() => takersOf(organisation, day, { person, post }), [organisation, day, person, post]);
  const refusal = failure?.kind === 'refused' ? failure.refusal : null;

  useEffect(() => {
    // It may take the place of a form whose button had the focus.
    document.getElementById(`${id}-taker`)?.focus();
  }, [id]);

  const run = async () => {
    stopping.current = false;
    setWay(null);
    const [to = '', toPost = ''] = (taker ?? '').split(' ');
    // The same hand-over under the same key, so that a batch whose answer was lost is not done twice.
    const key = uuidv7();
    const body = { from: { person, post }, to: { person: to, post: toPost }, reason: reason.trim() };
    let rest = 0;
    let isStopped = false;
    const isSent = await send(async () => {
      for (let done = 0; ; ) {
        const answer = await call<HandOverView>('/directory/hand-over', {
          method: 'POST',
          body,
          headers: { 'idempotency-key': key },
        });
        done += answer.handed;
        rest = answer.left;
        isStopped = stopping.current;
        setWay({ all: done + answer.left, left: answer.left, refused: answer.refused });
        if (answer.left === 0 || answer.handed === 0 || isStopped) break;
      }
    });
    await afterChange();
    if (!isSent || rest > 0) return;
    say(t('people.done.handedOver'));
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run();
  };
  const takerWrong = ['to.person', 'to.post'].map((path) => fieldWords(failure, path)).filter(Boolean);
  const reasonWrong = fieldWords(failure, 'reason');
  return (
    <form className="cmd" onSubmit={submit} noValidate aria-busy={isBusy}>
      <p>
        {t(count === undefined ? 'people.handOver.some' : 'people.handOver.count', {
          name: organisation.person.get(person)?.name ?? t('erased'),
          post: organisation.post.get(post)?.name ?? t('unknownPost'),
          count,
        })}
      </p>
      <div className="fld">
        <label htmlFor={`${id}-taker`}>{t('people.handOver.taker')}</label>
        <Combobox
          id={`${id}-taker`}
          options={takers}
          value={taker}
          onChange={setTaker}
          invalid={takerWrong.length > 0}
          describedBy={takerWrong.length > 0 ? `${id}-taker-error` : undefined}
          required
        />
        {takerWrong.length > 0 && (
          <p className="fld-error" id={`${id}-taker-error`}>
            <span>{taker === null ? t('field.required') : takerWrong[0]}</span>
          </p>
        )}
      </div>
      <div className="fld">
        <label htmlFor={`${id}-reason`}>{t('form.reason')}</label>
        <textarea
          id={`${id}-reason`}
          className="input"
          rows={2}
          value={reason}
          aria-required="true"
          aria-invalid={reasonWrong !== '' || undefined}
          aria-describedby={reasonWrong !== '' ? `${id}-reason-error` : undefined}
          onChange={({ target }) => setReason(target.value)}
        />
        {reasonWrong !== '' && (
          <p className="fld-error" id={`${id}-reason-error`}>
            <span>{reasonWrong}</span>
          </p>
        )}
      </div>
      {way && (
        <div className="ppl-way" role="status">
          <label htmlFor={`${id}-way`}>{t('people.handOver.way', { done: way.all - way.left, all: way.all })}</label>
          <progress id={`${id}-way`} value={way.all - way.left} max={Math.max(1, way.all)} />
          {way.refused.map(({ rule, count: held }) => (
            <p key={rule}>
              {t('people.handOver.refused', {
                count: held,
                why: t(firstText(`field.${rule}`, `rule.${rule}`, 'rule.notAllowed')),
              })}
            </p>
          ))}
          {way.left > 0 && !isBusy && <p>{t('people.handOver.rest', { count: way.left })}</p>}
        </div>
      )}
      <div role="alert">
        {failure?.kind === 'unreachable' && <p className="lost">{t('form.lost')}</p>}
        {refusal && (refusal.fields ?? []).length === 0 && <RefusalNote refusal={refusal} />}
      </div>
      <div className="cmd-end">
        <button type="submit" className="btn btn--go" aria-disabled={isBusy || undefined}>
          {t(isBusy ? 'people.handOver.busy' : 'people.handOver.do')}
        </button>
        {isBusy ? (
          <button
            type="button"
            className="btn"
            onClick={() => {
              stopping.current = true;
            }}
          >
            {t('people.handOver.stop')}
          </button>
        ) : (
          <button type="button" className="btn" onClick={onClose}>
            {t('people.handOver.back')}
          </button>
        )}
      </div>
    </form>
  );
};
