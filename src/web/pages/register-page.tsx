import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { command } from '../api/command.ts';
import { afterCommand, useMe, useProcedures } from '../api/queries.ts';
import { CommandForm } from '../form/command-form.tsx';
import type { Values } from '../form/values.ts';
import { formOfAction, registeringOf } from '../matter/table.ts';
import { placeOf } from '../modules.ts';
import { useGo, useParam } from '../parts/navigate.ts';
import { useSay } from '../parts/say.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** Registers a matter of any procedure: its first form, what must be said first and the rest behind a fold. */
export const RegisterPage = () => {
  const { t } = useTranslation();
  const go = useGo();
  const say = useSay();
  const code = useParam('procedure');
  const { data: procedures } = useProcedures();
  const { data: me } = useMe();
  const procedure = procedures?.filter((each) => each.code === code).sort((a, b) => b.version - a.version)[0];
  const name = procedure && registeringOf(procedure);
  const title = t(`action.${code}.${name ?? 'register'}`);
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (!procedures || !me) return <Skeleton />;
  if (!procedure || !name)
    return (
      <div className="page-note">
        <h1>{t('notFound')}</h1>
      </div>
    );
  const form = formOfAction(procedure, name);
  const fields = form?.fields ?? [];
  const first = fields.filter(
    (field) =>
      !field.aside &&
      (field.required !== undefined ||
        field.sets === 'dueWords' ||
        field.type === 'choice' ||
        // What anybody will read is chosen in sight.
        (field.type === 'yesNo' && field.public)),
  );
  const more = fields.filter((field) => !first.includes(field)).map((field) => field.name);
  const unit = fields.find((field) => field.sets === 'unit');
  const mine = me.footings[0]?.unit.id;
  const initial: Values = unit && mine ? { [unit.name]: mine } : {};
  const action = procedure.actions[name];
  return (
    <div className="page-form">
      <h1>{title}</h1>
      <CommandForm
        form={form}
        reason={action?.reason ?? null}
        evidence={action?.evidence ?? null}
        draftName={`${me.person.id}:new:${code}`}
        initial={initial}
        submitLabel={title}
        backEntry
        only={first.map((field) => field.name)}
        more={more}
        submit={(body) => command('/matters', { procedure: code, ...body })}
        onDone={async (reply) => {
          say(t('matter.registered', { number: reply.number }));
          await afterCommand();
          go(placeOf(reply));
        }}
        onCancel={() => window.history.back()}
      />
    </div>
  );
};
