import { useMemo } from 'react';
import type { Form } from '../../../kernel/form/form.ts';
import type { CommandReplyView, MatterBrief, MatterView } from '../../../kernel/view/view.ts';
import { call, statusOf } from '../../../web/api/client.ts';
import { command } from '../../../web/api/command.ts';
import { useDraft, writeDraft } from '../../../web/form/draft.ts';
import { toSend, type Values } from '../../../web/form/values.ts';
import { actionDraft } from '../../../web/matter/footing.ts';
import { type ProblemEntry, planRows } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';
import type { ReportReading } from '../domain/reading-views.ts';
import { descriptionOf } from './reading-items.ts';
import { placeOf } from './use-reading.ts';

/** Who answers and where: what was chosen last is proposed for the next. */
type Chosen = { unit?: unknown; owner?: unknown; ownerPost?: unknown };

const chosenIn = ({ unit, owner, ownerPost }: Values): Chosen => ({
  ...(unit ? { unit } : {}),
  ...(owner && ownerPost ? { owner, ownerPost } : {}),
});

const spansOf = ({ outline, marked }: ReportReading): Span[] => [
  ...outline.problems.map(({ at: [start, end] }) => ({ start, end })),
  ...marked,
];

/** Registers entries as problems and joins them to problems that are there, for one reader of one report. */
export const useAccept = (reading: ReportReading | undefined, form: Form | undefined, person: string) => {
  const report = reading?.report;
  const { draft: last, change: remember } = useDraft<Chosen>(`${person}:last-answerable`, () => ({}));

  /** Where other entries begin: one does not speak for the next. */
  const starts = useMemo(() => (reading ? spansOf(reading) : []), [reading]);

  const draftOf = (entry: ProblemEntry): string => `${person}:accept:${report?.id}:${entry.key}`;

  /** What an entry is registered with when nobody changes anything. */
  const proposalOf = (entry: ProblemEntry): Values => {
    const description = descriptionOf(reading?.text ?? '', entry, starts);
    return {
      title: entry.text.slice(0, 120),
      kind: 'problem',
      ...(description ? { description } : {}),
      source: report?.title?.slice(0, 120),
      place: { report: report?.id, ...placeOf(entry) },
      ...(entry.merged.length > 0 ? { morePlaces: entry.merged.slice(0, 20).map(placeOf) } : {}),
      ...(report?.confidential ? { confidential: true } : {}),
      ...last,
    };
  };

  const register = async (entry: ProblemEntry, data: Values): Promise<CommandReplyView> => {
    const reply = await command('/matters', { procedure: 'problem', data });
    const { unit, owner, ownerPost, due } = data;
    remember(chosenIn(data));
    const rows = planRows(entry.measures).map((title) => ({ title: title.slice(0, 160), unit, owner, ownerPost }));
    // Its measures wait in the planning form of the problem it became.
    if (rows.length > 0)
      writeDraft(actionDraft(person, reply.id, 'plan'), {
        values: { due, measures: rows },
        reason: '',
        files: [],
        occurred: '',
      });
    return reply;
  };

  const registerAsProposed = (entry: ProblemEntry): Promise<CommandReplyView> =>
    register(entry, toSend(form?.fields ?? [], proposalOf(entry)));

  /** One more place where a known problem was found; it only adds, so a problem that moved on meanwhile takes it as well. */
  const joinTo = async (entry: ProblemEntry, problem: Pick<MatterBrief, 'id' | 'seq'>): Promise<void> => {
    let { seq } = problem;
    for (const place of [entry, ...entry.merged]) {
      const data = {
        foundAt: { report: report?.id, ...placeOf(place) },
        moreSource: (report?.title ?? report?.number ?? '').slice(0, 120),
      };
      const send = (expected: number) => command(`/matters/${problem.id}/actions/addSource`, { data }, expected);
      try {
        seq = (await send(seq)).seq;
      } catch (error) {
        if (statusOf(error) !== 412) throw error;
        seq = (await send((await call<MatterView>(`/matters/${problem.id}`)).seq)).seq;
      }
    }
  };

  return { draftOf, proposalOf, register, registerAsProposed, joinTo };
};

export type Accept = ReturnType<typeof useAccept>;
