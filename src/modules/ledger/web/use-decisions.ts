import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReplyView } from '../../../kernel/view/view.ts';
import { afterCommand } from '../../../web/api/queries.ts';
import { hasDraft } from '../../../web/form/draft.ts';
import { useGo } from '../../../web/parts/navigate.ts';
import { useSay } from '../../../web/parts/say.tsx';
import type { ProblemEntry } from '../domain/reading-model.ts';
import { keyOf, type Span } from '../domain/reading-state.ts';
import type { EntryDo } from './entry-item.tsx';
import type { Match } from './likely-lines.tsx';
import type { SumEntry } from './reading-items.ts';
import type { SumDo } from './sum-item.tsx';
import type { Accept } from './use-accept.ts';
import { placeOf } from './use-reading.ts';

type Deps = {
  act: (action: string, data?: Record<string, unknown>) => Promise<void>;
  accept: Accept;
  refetch: () => Promise<unknown>;
  /** Lights an entry up where it stands. */
  light: (key: string) => void;
  /** Goes to an entry. */
  activate: (key: string) => void;
  openForm: (entry: ProblemEntry, field: string | null) => void;
  openMerging: (key: string | null) => void;
  closeForm: () => void;
};

const isComplete = ({ unit, owner, ownerPost }: Record<string, unknown>) => Boolean(unit && owner && ownerPost);

/** What a reader decides about entries, measures and sums; each is an event, told in one line once it is kept. */
export const useDecisions = (deps: Deps) => {
  const { act, accept, refetch, light, activate, openForm, openMerging, closeForm } = deps;
  const { t } = useTranslation();
  const say = useSay();
  const go = useGo();
  const [failed, setFailed] = useState<unknown>(null);
  const deciding = useRef(new Set<string>());

  /** Until the page has followed, the same press again would be a second decision. */
  const once = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    if (deciding.current.has(what)) return false;
    deciding.current.add(what);
    setFailed(null);
    try {
      await work();
      return true;
    } catch (refused) {
      setFailed(refused);
      return false;
    } finally {
      deciding.current.delete(what);
    }
  };
  const decide = (action: string, words: string, sent?: Record<string, unknown>) =>
    once(`${action} ${JSON.stringify(sent)}`, async () => {
      await act(action, sent);
      say(words);
    });
  const tagOf = ({ nr }: { nr: number }) => t('reading.tag.problem', { nr });

  const accepted = async (entry: ProblemEntry, reply: CommandReplyView, isSolved = false) => {
    say(t(isSolved ? 'reading.saidSolved' : 'reading.saidAccepted', { number: reply.number }));
    await refetch();
    closeForm();
    const mayProve = reply.actions.some(({ action, refusal }) => action === 'solveOnSite' && refusal === null);
    if (isSolved && mayProve) return go(`/matter/${reply.id}?do=solveOnSite`);
    activate(entry.key);
  };
  const onAccept = (entry: ProblemEntry) => {
    // Whoever has written into its form goes on there; what is complete as proposed needs no form.
    if (hasDraft(accept.draftOf(entry)) || !isComplete(accept.proposalOf(entry))) return openForm(entry, null);
    light(entry.key);
    void once(`accept ${entry.key}`, async () => {
      const reply = await accept.registerAsProposed(entry);
      await afterCommand();
      await accepted(entry, reply);
    });
  };
  const join = (entry: ProblemEntry, { problem }: Match) =>
    void once(`join ${entry.key}`, async () => {
      await accept.joinTo(entry, problem);
      await afterCommand();
      say(t('reading.saidJoined', { tag: tagOf(entry), number: problem.number }));
      activate(entry.key);
    });
  const merge = (entry: ProblemEntry, into: ProblemEntry) =>
    void once(`merge ${entry.key}`, async () => {
      await act('mergeEntry', { ...placeOf(entry), intoStart: into.start, intoEnd: into.end });
      say(t('reading.saidMerged', { tag: tagOf(entry), into: tagOf(into) }));
      openMerging(null);
      activate(into.key);
    });
  const split = (entry: ProblemEntry, parts: readonly Span[]) =>
    void once(`split ${entry.key}`, async () => {
      await act('splitEntry', { ...placeOf(entry), parts });
      say(t('reading.saidSplit', { tag: tagOf(entry), count: parts.length }));
      activate(keyOf(parts[0] as Span));
    });
  const onEntry = (entry: ProblemEntry) => (what: EntryDo) => {
    const place = placeOf(entry);
    const tag = tagOf(entry);
    // The row stays as it is under the finger until the decision is kept.
    const thenGo = (decision: Promise<boolean>) => void decision.then((isKept) => isKept && activate(entry.key));
    switch (what) {
      case 'drop':
        // What the reader marked and takes back leaves nothing to be dropped.
        return thenGo(
          decide(
            entry.byHand && entry.merged.length === 0 ? 'unmarkEntry' : 'dropEntry',
            t('reading.saidDropped', { tag }),
            place,
          ),
        );
      case 'restore':
        return thenGo(decide('restoreEntry', t('reading.saidRestored', { tag }), place));
      case 'merge':
        light(entry.key);
        return openMerging(entry.key);
      case 'edit':
        return openForm(entry, 'title');
      case 'accept':
        return onAccept(entry);
    }
  };
  const onSum = (entry: SumEntry) => (what: SumDo) => {
    const place = placeOf(entry);
    const tag = t('reading.tag.figure', { nr: entry.nr });
    light(entry.key);
    if (what === 'reopen') return void decide('reopenSum', t('reading.saidSumReopened', { tag }), place);
    if (what.decision !== 'follow')
      return void decide('decideSum', t('reading.saidSum', { tag }), { ...place, ...what });
    // What has nowhere to go yet becomes an entry of its own.
    void once(`follow ${entry.key}`, async () => {
      await act('markEntry', place);
      await act('decideSum', { ...place, decision: 'follow' });
      say(t('reading.saidSum', { tag }));
      activate(keyOf(entry));
    });
  };
  const attach = (measure: Span, to: Span | null) =>
    void decide('attachMeasure', t('reading.saidAttached'), {
      ...placeOf(measure),
      ...(to ? { toStart: to.start, toEnd: to.end } : {}),
    });
  const mark = (span: Span, isKnown: boolean) =>
    void once(`mark ${keyOf(span)}`, async () => {
      if (!isKnown) await act('markEntry', placeOf(span));
      activate(keyOf(span));
    });
  const unmerge = (place: Span) => void decide('unmergeEntry', t('reading.saidUnmerged'), placeOf(place));
  const unsplit = (whole: Span) =>
    void decide('unsplitEntry', t('reading.saidUnsplit'), placeOf(whole)).then(
      (isKept) => isKept && activate(keyOf(whole)),
    );

  return { failed, decide, accepted, onEntry, onSum, join, merge, split, attach, mark, unmerge, unsplit };
};

export type Decisions = ReturnType<typeof useDecisions>;
