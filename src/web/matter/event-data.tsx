import { useTranslation } from 'react-i18next';
import type { Field } from '../../kernel/form/form.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventView, MatterView } from '../../kernel/view/view.ts';
import { Value } from '../form/value.tsx';
import { placeOf } from '../modules.ts';
import { Link } from '../parts/link.tsx';
import { nameOf } from '../parts/name-of.ts';
import { formOfAction } from './table.ts';

/** Rows that became matters of their own are told by their numbers. */
const BornMatters = ({ rows, matter }: { rows: unknown; matter: MatterView }) => (
  <ul className="value-rows">
    {(rows as { matter?: string }[]).map((row) => {
      const child = matter.children.find(({ id }) => id === row.matter);
      return child ? (
        <li key={child.id}>
          <Link to={placeOf(child)}>{child.number}</Link> {child.title}
          <span className="m3"> {nameOf(child.owner.person)}</span>
        </li>
      ) : null;
    })}
  </ul>
);

type Props = { event: EventView; procedure: Procedure; matter: MatterView };

/** What was filled in with an event. One long text alone is a quotation; several values are a list. */
export const EventData = ({ event, procedure, matter }: Props) => {
  const { t } = useTranslation();
  const form = formOfAction(procedure, event.action);
  const spawned = procedure.actions[event.action]?.spawns?.field;
  const shown = (form?.fields ?? []).filter(
    (field: Field) =>
      event.data[field.name] !== undefined && field.type !== 'span' && field.type !== 'post' && field.name !== spawned,
  );
  if (!form) return null;
  const [only] = shown;
  const born = spawned !== undefined && Array.isArray(event.data[spawned]) && (
    <BornMatters rows={event.data[spawned]} matter={matter} />
  );
  if (shown.length === 1 && only?.type === 'longText')
    return (
      <>
        <div className="q">
          <Value form={form.code} field={only} value={event.data[only.name]} />
        </div>
        {born}
      </>
    );
  // The first event's values are the facts that stand on the left; told once is enough.
  if (event.state?.from === null && event.seq === 1) return null;
  return (
    <>
      {shown.length > 0 && (
        <dl className="dl event-data">
          {shown.map((field) => (
            <div key={field.name}>
              <dt>{t(`form.${form.code}.${field.name}`)}</dt>
              <dd>
                <Value form={form.code} field={field} value={event.data[field.name]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {born}
    </>
  );
};
