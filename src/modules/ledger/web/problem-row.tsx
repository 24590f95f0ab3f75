import type { Form } from '../../../kernel/form/form.ts';
import { useNames } from '../../../web/parts/names.ts';
import type { MeasureEntry, ProblemEntry } from '../domain/reading-model.ts';
import { AcceptForm } from './accept-form.tsx';
import { EntryItem } from './entry-item.tsx';
import { EntryPanel } from './entry-panel.tsx';
import type { Match } from './likely-lines.tsx';
import { MeasureRows } from './measure-rows.tsx';
import { MergedPlaces } from './merged-places.tsx';
import type { Accept } from './use-accept.ts';
import type { Decisions } from './use-decisions.ts';

type Props = {
  entry: ProblemEntry;
  /** Other entries that wait: what this one can be merged into. */
  others: readonly ProblemEntry[];
  text: string;
  place: string | null;
  matches: readonly Match[];
  form: Form;
  accept: Accept;
  decisions: Decisions;
  isActive: boolean;
  isEditing: boolean;
  isMerging: boolean;
  mayDecide: boolean;
  onActivate: () => void;
  onForm: (entry: ProblemEntry, field: string) => void;
  onClose: () => void;
  onProblemInSource: (key: string) => void;
  onMeasureInSource: (measure: MeasureEntry) => void;
};

/** An entry as it stands in the list: shut, opened with what it would be, or with its form. */
export const ProblemRow = (props: Props) => {
  const { entry, others, text, place, matches, form, accept, decisions, isActive, mayDecide } = props;
  const names = useNames();
  const values = accept.proposalOf(entry);
  const isWaiting = entry.status === 'open';
  const inside = (
    <>
      <MergedPlaces
        entry={entry}
        mayDecide={mayDecide}
        onSource={props.onProblemInSource}
        onUnmerge={decisions.unmerge}
        onUnsplit={decisions.unsplit}
      />
      {isWaiting && isActive && (
        <MeasureRows
          measures={entry.measures}
          onMeasure={props.onMeasureInSource}
          onDetach={(measure) => decisions.attach(measure, null)}
        />
      )}
    </>
  );
  return (
    <EntryItem
      entry={entry}
      place={place}
      answerable={{
        unit: values.unit ? names.unit(String(values.unit)) : null,
        owner: values.owner ? names.person(String(values.owner)) : null,
      }}
      likely={matches[0]?.problem.number ?? null}
      isActive={isActive}
      isEditing={props.isEditing}
      mayDecide={mayDecide}
      mayMerge={others.length > 0}
      onActivate={props.onActivate}
      onSource={() => props.onProblemInSource(entry.key)}
      onDo={decisions.onEntry(entry)}
    >
      {mayDecide && props.isEditing && isWaiting ? (
        <AcceptForm
          form={form}
          entry={entry}
          accept={accept}
          onDone={(reply, isSolved) => decisions.accepted(entry, reply, isSolved)}
          onCancel={props.onClose}
        >
          {inside}
        </AcceptForm>
      ) : mayDecide && isActive && isWaiting ? (
        <EntryPanel
          key={props.isMerging ? 'merging' : 'panel'}
          form={form}
          text={text}
          entry={entry}
          others={others}
          values={values}
          matches={matches}
          isMerging={props.isMerging}
          onDo={decisions.onEntry(entry)}
          onPick={(field) => props.onForm(entry, field)}
          onJoin={(match) => decisions.join(entry, match)}
          onMerge={(into) => decisions.merge(entry, into)}
          onSplit={(parts) => decisions.split(entry, parts)}
        >
          {inside}
        </EntryPanel>
      ) : (
        entry.merged.length > 0 && inside
      )}
    </EntryItem>
  );
};
