import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingView } from '../../../../kernel/view/organisation.ts';
import type { Values } from '../../../../web/form/values.ts';
import { Dialog } from '../../../../web/parts/dialog.tsx';
import { useGo } from '../../../../web/parts/navigate.ts';
import { useSay } from '../../../../web/parts/say.tsx';
import { afterChange, type Chart } from '../queries.ts';
import type { Editing } from './editing.ts';
import { EndingForm } from './ending-form.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { oneTimePassword } from './one-time-password.ts';
import { SettingForm } from './setting-form.tsx';
import { type Plain, specOf, standsOf } from './specs.ts';

type Props = { chart: Chart; me: string; editing: Editing; onEdit: (editing: Editing | null) => void };

/** What the form is about, in a line under its title. */
const useAbout = ({ organisation }: Chart, editing: Editing): string | null => {
  const { t } = useTranslation();
  const person = (id: string) => organisation.person.get(id)?.name ?? t('erased');
  const post = (id: string) => {
    const at = organisation.post.get(id);
    return at ? `${organisation.unit.get(at.unit)?.name ?? ''} ${at.name}` : '';
  };
  const unit = (id: string) => organisation.unit.get(id)?.name ?? '';
  switch (editing.form) {
    case 'substitute':
      return `${person(editing.forPerson)}  ${post(editing.post)}`;
    case 'charge':
      return unit(editing.unit);
    case 'member':
      return `${editing.team.name}${editing.stands ? `  ${person(editing.stands.person)}` : ''}`;
    case 'handOver':
      return `${person(editing.person)}  ${post(editing.post)}`;
    case 'ending':
      if (editing.what === 'appointment') return `${person(editing.stands.person)}  ${post(editing.stands.post)}`;
      if (editing.what === 'charge') return `${person(editing.stands.person)}  ${unit(editing.stands.unit)}`;
      return unit(editing.stands.with);
    default:
      return null;
  }
};

const titleOf = (editing: Editing): string => {
  if (editing.form === 'ending')
    return editing.what === 'appointment' && editing.stands.kind === 'substitute'
      ? 'people.form.ending.substitute'
      : `people.form.ending.${editing.what}`;
  const isChange = 'stands' in editing && editing.stands !== undefined;
  if (editing.form === 'team') return `people.form.${editing.kind}${isChange ? '.change' : ''}`;
  return `people.form.${editing.form}${isChange ? '.change' : ''}`;
};

/** A new person's way in, told once. */
const Account = ({ login, password, onClose }: { login: string; password: string; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <div className="cmd">
      <p role="status" className="ppl-password">
        {t('people.account.made', { login })} <code>{password}</code>
      </p>
      <p className="m2">{t('people.account.once')}</p>
      <div className="cmd-end">
        <button type="button" className="btn btn--go" onClick={onClose}>
          {t('people.account.noted')}
        </button>
      </div>
    </div>
  );
};

const PlainForm = ({ chart, me, editing, onEdit }: Props & { editing: Plain }) => {
  const { t } = useTranslation();
  const say = useSay();
  const go = useGo();
  // The form is about what was chosen when it opened, whatever the page learns meanwhile.
  const spec = useMemo(() => specOf(editing), [editing]);
  const [password] = useState(oneTimePassword);
  const [made, setMade] = useState<string | null>(null);
  const isNewPerson = editing.form === 'person' && !editing.stands;
  const close = () => onEdit(null);
  const onDone = async ({ id }: SettingView, values: Values) => {
    say(t('people.done.saved'));
    await afterChange();
    const login = isNewPerson ? String(values.login ?? '').trim() : '';
    if (login !== '') return setMade(login);
    close();
    if (isNewPerson) go(`/people/${id}`);
    if (editing.form === 'unit' && !editing.stands) go(`/people?unit=${id}`);
  };
  if (made !== null) return <Account login={made} password={password} onClose={close} />;
  return (
    <SettingForm
      spec={spec}
      stands={standsOf(editing)}
      view={chart.view}
      me={me}
      submitLabel={t('people.do.save')}
      note={isNewPerson ? t('people.account.hint') : undefined}
      {...(isNewPerson && { besides: (body: Values) => (body.login ? { password } : {}) })}
      onDone={onDone}
      onCancel={close}
    />
  );
};

/** The sheet at the edge in which everything about the register is entered. */
export const EditingDialog = (props: Props) => {
  const { chart, editing, onEdit } = props;
  const { t } = useTranslation();
  const about = useAbout(chart, editing);
  const close = () => onEdit(null);
  return (
    <Dialog title={t(titleOf(editing))} onClose={close}>
      <p className="dialog-sub m2">{about}</p>
      {editing.form === 'ending' ? (
        <EndingForm chart={chart} ending={editing} onClose={close} />
      ) : editing.form === 'handOver' ? (
        <HandOverForm chart={chart} person={editing.person} post={editing.post} onDone={close} onClose={close} />
      ) : (
        <PlainForm {...props} editing={editing} />
      )}
    </Dialog>
  );
};
