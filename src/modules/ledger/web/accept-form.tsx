import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../../kernel/form/form.ts';
import type { CommandReplyView } from '../../../kernel/view/view.ts';
import { CommandForm } from '../../../web/form/command-form.tsx';
import type { ProblemEntry } from '../domain/reading-model.ts';
import type { Accept } from './use-accept.ts';

type Props = {
  form: Form;
  entry: ProblemEntry;
  accept: Accept;
  onDone: (reply: CommandReplyView, isSolved: boolean) => void | Promise<void>;
  onCancel: () => void;
  children: React.ReactNode;
};

const first = [
  'title',
  'unit',
  'owner',
  'dueOn',
  'due',
  'kind',
  'category',
  'hazardLevel',
  'location',
  'controlMeasure',
];
const more = [
  'description',
  'source',
  'leader',
  'assistUnits',
  'urgency',
  'cause',
  'causeWords',
  'expected',
  'weakness',
  'misconduct',
  'theme',
  'accused',
  'confidential',
];

/** Confirms one entry: what it is, who answers for it, in which unit. */
export const AcceptForm = ({ form, entry, accept, onDone, onCancel, children }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const [isSolved, setIsSolved] = useState(false);
  return (
    <div className="accept">
      <CommandForm
        form={form}
        reason={null}
        evidence={null}
        draftName={accept.draftOf(entry)}
        initial={accept.proposalOf(entry)}
        only={first}
        more={more}
        submitLabel={t('reading.accept')}
        submit={(body) =>
          // Places may have been merged since the form was first opened.
          accept.register(entry, { ...body.data, ...placesOf(accept, entry) })
        }
        onDone={(reply) => onDone(reply, isSolved)}
        onCancel={onCancel}
        note={
          <>
            {children}
            <div className="fld fld--yesNo">
              <input
                id={id}
                type="checkbox"
                checked={isSolved}
                onChange={({ target }) => setIsSolved(target.checked)}
              />
              <label htmlFor={id}>{t('reading.onSite')}</label>
            </div>
          </>
        }
      />
    </div>
  );
};

const placesOf = (accept: Accept, entry: ProblemEntry) => {
  const { place, morePlaces } = accept.proposalOf(entry);
  return { place, ...(morePlaces ? { morePlaces } : {}) };
};
