import { compileForm, fieldErrors } from '../../../kernel/form/compile.ts';
import { type FieldError, granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { run } from '../../../platform/database/statement.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { type PaperKind, ruleOf } from '../domain/kinds.ts';
import { mayIssue, type PapersDeps, sayFor } from './deps.ts';
import { keepWords } from './draft-words.ts';
import { gather } from './facts.ts';
import { findPaper } from './read.ts';
import { changePaper, dropMatters, dropPaper, insertPaper, lockPaper, type PaperRow } from './rows.ts';

const under = (fields: readonly FieldError[]): FieldError[] =>
  fields.map((field) => ({ ...field, path: field.path === '' ? 'input' : `input.${field.path}` }));

const inputOf = (kind: PaperKind, input: unknown): Outcome<Record<string, unknown>> => {
  const read = compileForm(ruleOf(kind).input).safeParse(input, { reportInput: true });
  return read.success ? granted(read.data) : refuse('invalid', 'form', {}, { fields: under(fieldErrors(read.error)) });
};

export type NewPaper = { kind: PaperKind; matters: readonly string[]; input: Record<string, unknown> };

/** Begins a paper: what was written fits its form, and what it is about can be read by whoever makes it. */
export const draftPaper = async (
  deps: Pick<PapersDeps, 'engine' | 'text'>,
  viewer: Viewer,
  made: NewPaper,
): Promise<Outcome<{ id: string }>> => {
  const { engine } = deps;
  const { kind } = made;
  const input = inputOf(kind, made.input);
  if (!input.ok) return input;
  if (ruleOf(kind).about !== 'matter' && made.matters.length > 0)
    return refuse('invalid', 'form', {}, { fields: [{ path: 'matters', rule: 'papers.noMatters' }] });
  const say = sayFor(deps, viewer);
  const gathered = await gather(engine, viewer, say, { kind, matters: made.matters, input: input.value, printer: '' });
  if (!gathered.ok) return gathered;
  const id = engine.newId();
  const kept = keepWords(engine.vault, input.value, null);
  await run(
    engine.runner,
    insertPaper,
    viewer.agency.id,
    id,
    kind,
    kept.input,
    viewer.person,
    engine.now(),
    // A list is read again at the issue; which matters it held is known then.
    ruleOf(kind).about === 'matter' ? gathered.value.matters : [],
    kept.wrapped,
  );
  return granted({ id });
};

const mayChange = (viewer: Viewer, row: PaperRow): boolean => row.by_person_id === viewer.person || mayIssue(viewer);

export const rewritePaper = async (
  deps: PapersDeps,
  viewer: Viewer,
  id: string,
  written: { input: Record<string, unknown>; revision: number },
): Promise<Outcome<{ id: string }>> => {
  const row = await findPaper(deps, viewer, id);
  if (!row) return refuse('notFound', 'paper');
  if (row.state !== 'draft') return refuse('wrongState', 'papers.notDraft', { state: row.state });
  if (!mayChange(viewer, row)) return refuse('notAllowed', 'papers.notYours');
  const input = inputOf(row.kind, written.input);
  if (!input.ok) return input;
  const { engine } = deps;
  const kept = keepWords(engine.vault, input.value, row.wrapped);
  const [changed] = await run(
    engine.runner,
    changePaper,
    viewer.agency.id,
    id,
    written.revision,
    kept.input,
    engine.now(),
    kept.wrapped,
  );
  return changed ? granted({ id }) : refuse('stale', 'papers.moved', { revision: row.revision });
};

/** A draft is nobody's promise: it goes without a trace. */
export const discardPaper = async (deps: PapersDeps, viewer: Viewer, id: string): Promise<Outcome<{ id: string }>> => {
  const row = await findPaper(deps, viewer, id);
  if (!row) return refuse('notFound', 'paper');
  if (!mayChange(viewer, row)) return refuse('notAllowed', 'papers.notYours');
  return inTransaction(
    deps.pool,
    async (client): Promise<Outcome<{ id: string }>> => {
      const [held] = await run(client, lockPaper, viewer.agency.id, id);
      if (held?.state !== 'draft') return refuse('wrongState', 'papers.notDraft', { state: held?.state ?? 'draft' });
      await run(client, dropMatters, viewer.agency.id, id);
      await run(client, dropPaper, viewer.agency.id, id);
      return granted({ id });
    },
    (outcome) => outcome.ok,
  );
};
