import { useTranslation } from 'react-i18next';
import type { Form } from '../../../kernel/form/form.ts';
import type { CommandReplyView } from '../../../kernel/view/view.ts';
import { command } from '../../../web/api/command.ts';
import { CommandForm } from '../../../web/form/command-form.tsx';
import { writeDraft } from '../../../web/form/draft.ts';
import type { Values } from '../../../web/form/values.ts';
import { actionDraft } from '../../../web/matter/action-form.tsx';
import type { ReportReading } from '../domain/views.ts';
import { type MeasureEntry, type ProblemEntry, planRows } from './entries.ts';

type Props = {
  form: Form;
  reading: ReportReading;
  entry: ProblemEntry;
  person: string;
  onMeasure: (measure: MeasureEntry) => void;
  onDetach: (measure: MeasureEntry) => void;
  onDone: (reply: CommandReplyView) => void;
  onCancel: () => void;
};

const first = ['title', 'unit', 'owner', 'due', 'category'];
const more = ['description', 'source', 'leader', 'assistUnits', 'accused', 'confidential'];

/** Confirms one entry: who answers for it, in which unit. Its measures wait in the planning form of the problem it becomes. */
export const AcceptForm = ({ form, reading, entry, person, onMeasure, onDetach, onDone, onCancel }: Props) => {
  const { t } = useTranslation();
  const initial: Values = {
    title: entry.text.slice(0, 120),
    source: reading.report.title?.slice(0, 120),
    place: { report: reading.report.id, start: entry.start, end: entry.end },
    ...(reading.report.confidential ? { confidential: true } : {}),
  };
  return (
    <div className="accept">
      <CommandForm
        form={form}
        reason={null}
        evidence={null}
        draftName={`${person}:accept:${reading.report.id}:${entry.key}`}
        initial={initial}
        only={first}
        more={more}
        submitLabel={t('reading.accept')}
        submit={async (body) => {
          const reply = await command('/matters', { procedure: 'problem', ...body });
          const { unit, owner, ownerPost, due } = body.data ?? {};
          const rows = planRows(entry.measures).map((title) => ({
            title: title.slice(0, 160),
            unit,
            owner,
            ownerPost,
          }));
          if (rows.length > 0)
            writeDraft(actionDraft(person, reply.id, 'plan'), {
              values: { due, measures: rows },
              reason: '',
              files: [],
              occurred: '',
            });
          return reply;
        }}
        onDone={onDone}
        onCancel={onCancel}
        note={
          entry.measures.length > 0 && (
            <div className="ms">
              <p className="m3">{t('reading.carry')}</p>
              <ul>
                {entry.measures.map((measure) => (
                  <li key={measure.key}>
                    <button type="button" className="tag on" onClick={() => onMeasure(measure)}>
                      {t('reading.tag.measure', { nr: measure.nr })}
                    </button>
                    <span>
                      {measure.text}
                      {measure.subs.length > 0 && <span className="m3">（{measure.subs.join('；')}）</span>}
                    </span>
                    <button type="button" className="btn btn--text" onClick={() => onDetach(measure)}>
                      {t('reading.carryOut')}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      />
    </div>
  );
};
