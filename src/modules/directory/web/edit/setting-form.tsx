import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from 'uuidv7';
import type { OrganisationView, SettingView } from '../../../../kernel/view/organisation.ts';
import { type Failure, failureOf } from '../../../../web/api/client.ts';
import { useDraft } from '../../../../web/form/draft.ts';
import { FormBody } from '../../../../web/form/form-body.tsx';
import { type FieldErrors, type Values, withoutEchoes } from '../../../../web/form/values.ts';
import { RefusalNote } from '../../../../web/parts/refusal-note.tsx';
import { MovedNote } from './moved-note.tsx';
import { RoleTicks } from './role-ticks.tsx';
import { alike, merged, movedFields, save } from './save.ts';
import type { Spec } from './specs.ts';

type Draft = { id: string; values: Values; base: Values };

type Props = {
  spec: Spec;
  /** Of what stands; `null` = a new one. */
  stands: string | null;
  view: OrganisationView;
  me: string;
  submitLabel: string;
  /** Sent besides what is typed, and kept nowhere. */
  besides?: (body: Values) => object;
  note?: string | undefined;
  onDone: (done: SettingView, values: Values) => void | Promise<void>;
  onCancel: () => void;
};

/** What must be filled and is not: told together with everything else, whichever check met its fault first. */
const missing = ({ fields }: Spec, values: Values, found: FieldErrors): FieldErrors =>
  found.length === 0
    ? []
    : fields
        .filter(({ name, required }) => required === true && String(values[name] ?? '').trim() === '')
        .filter(({ name }) => found.every(({ path }) => path !== name))
        .map(({ name }) => ({ path: name, rule: 'required' }));

/** Any setting of the register: all faults at once, nothing typed is lost, and what others changed meanwhile is told. */
export const SettingForm = (props: Props) => {
  const { spec, stands, view, me, submitLabel, besides, onDone, onCancel } = props;
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const [seen, setSeen] = useState(view);
  const initial = spec.initialFrom(seen);
  const name = `${me}:${spec.code}:${spec.about}`;
  const { draft, change, drop } = useDraft<Draft>(name, () => ({
    id: stands ?? uuidv7(),
    values: initial,
    base: initial,
  }));
  const [errors, setErrors] = useState<FieldErrors>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [moved, setMoved] = useState<{ before: Values; now: Values } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const wasLost = useRef(false);
  const prefix = name.replaceAll(/[^\w-]/g, '-');
  const { fields, code } = spec;

  useEffect(() => {
    if (errors.length > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const takeIn = (fresh: OrganisationView) => {
    const now = spec.initialFrom(fresh);
    setMoved({ before: draft.base, now });
    setSeen(fresh);
    change((before) => ({ ...before, values: merged(before.values, before.base, now), base: now }));
  };
  useEffect(() => {
    // Words kept from earlier were typed over something that may have changed since.
    if (!alike(draft.base, initial) && stands !== null) takeIn(view);
  }, []);

  const send = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    setErrors([]);
    const body = spec.body(draft.values, draft.id) as Values;
    try {
      const saved = await save(spec.path, { ...body, ...besides?.(body) }, seen, spec.initialFrom);
      if ('moved' in saved) return takeIn(saved.moved);
      drop();
      await onDone(saved.done, draft.values);
    } catch (error) {
      const failed = failureOf(error);
      if (!failed) throw error;
      const found = failed.kind === 'refused' ? (failed.refusal.fields ?? []) : [];
      // The answer to an earlier try was lost on its way, not the try itself.
      if (wasLost.current && found.some(({ path, rule }) => path === 'id' && rule === 'taken')) {
        drop();
        await onDone({ id: draft.id, version: seen.version, openMatters: 0 }, draft.values);
        return;
      }
      wasLost.current = failed.kind === 'unreachable';
      setFailure(failed);
      const placed = found.map((each) => ({ ...each, path: spec.place?.(each.path, draft.values) ?? each.path }));
      setErrors(withoutEchoes([...placed, ...missing(spec, draft.values, placed)]));
    } finally {
      setIsBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (moved) setMoved(null);
    void send();
  };
  const chosen = (draft.values.roles as string[] | undefined) ?? [];
  const setValues = (part: Values) => change((before) => ({ ...before, values: { ...before.values, ...part } }));
  return (
    <form className="cmd" ref={element} onSubmit={onSubmit} noValidate aria-busy={isBusy}>
      {moved && (
        <MovedNote
          view={seen}
          code={code}
          names={movedFields(moved.before, moved.now)}
          before={moved.before}
          now={moved.now}
        />
      )}
      {props.note && <p className="m2">{props.note}</p>}
      <FormBody
        form={code}
        fields={fields}
        values={draft.values}
        onChange={setValues}
        errors={errors}
        prefix={prefix}
      />
      {spec.ticks === 'roles' && (
        <RoleTicks
          id={`${prefix}-roles`}
          chosen={chosen}
          onChange={(roles) => setValues({ roles })}
          errors={errors.filter(({ path }) => path.split('.')[0] === 'roles')}
        />
      )}
      <div role="alert">
        {failure?.kind === 'unreachable' && <p className="lost">{t('form.lost')}</p>}
        {failure?.kind === 'refused' && errors.length === 0 && <RefusalNote refusal={failure.refusal} />}
        {errors.length > 0 && <p className="fld-error">{t('form.wrongFields', { count: errors.length })}</p>}
      </div>
      <div className="cmd-end">
        <button type="submit" className="btn btn--go">
          {isBusy ? t('form.sending') : moved ? t('people.moved.goOn') : submitLabel}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          {t('form.close')}
        </button>
      </div>
    </form>
  );
};
