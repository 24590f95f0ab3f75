import { compileForm, fieldErrors } from '../../../kernel/form/compile.ts';
import { decide, register } from '../../../kernel/matter/decide.ts';
import type { Command, Context, Matter, MatterEvent, Relative } from '../../../kernel/matter/matter.ts';
import { relativeOf } from '../../../kernel/matter/relative.ts';
import { formOf } from '../../../kernel/procedure/procedure.ts';
import type { FieldError, Outcome, Refusal } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { contextFor } from '../../../platform/command/context.ts';
import { type Engine } from '../../../platform/command/engine.ts';
import { fold } from '../../../platform/command/rows.ts';
import { procedureOf } from '../../../platform/settings/settings.ts';
import {
  type CellFault,
  type CellNote,
  type Findings,
  isAsking,
  type Place,
  type Step,
} from '../domain/sheet-steps.ts';
import type { Loaded } from './sheet-load.ts';

/** A command to be written: about a new problem, a matter that stands, or one that an earlier task makes. */
export type Task = {
  on:
    | { kind: 'new' }
    | { kind: 'matter'; id: string; expected: number | null }
    | { kind: 'task'; nr: number; child: number | null };
  procedure: string;
  action: string;
  data: Record<string, unknown>;
  occurredAt: string | null;
  reason: string | null;
  rows: readonly number[];
};

export type RuleFault = CellFault & { refusal?: Pick<Refusal, 'code' | 'rule' | 'facts' | 'mend'> };
export type Judged = { tasks: Task[]; faults: RuleFault[]; notes: CellNote[]; done: Step[] };

/** What decisions about all rows share. */
export type Bench = {
  engine: Pick<Engine, 'newId'>;
  viewer: Viewer;
  now: Date;
  /** Matters that cells name, such as a theme, as far as the viewer knows of them. */
  others: ReadonlyMap<string, Relative>;
  reason: string;
};

/** The cell a fault of a field belongs to: its own, that of its row, or the one for all else. */
const placeOf = (step: Step, path: string): Place => {
  const parts = path.split('.');
  const own = step.places[path] ?? step.places[`${parts.slice(0, 2).join('.')}.`] ?? step.places[parts[0] ?? ''];
  return own ?? (step.places[''] as Place);
};

const fieldFaults = (step: Step, fields: readonly FieldError[]): RuleFault[] =>
  fields.map(({ path, rule, limit }) => ({
    ...placeOf(step, path),
    rule: path === 'reason' ? 'reason' : rule,
    ...(limit !== undefined && { limit }),
  }));

const faultsOf = (step: Step, refusal: Refusal): RuleFault[] => {
  if (refusal.fields?.length) return fieldFaults(step, refusal.fields);
  const { code, rule, facts, mend } = refusal;
  return [{ ...(step.places[''] as Place), rule: 'refused', refusal: { code, rule, facts, ...(mend && { mend }) } }];
};

const spawnCount = (data: Record<string, unknown>): number => (Array.isArray(data.measures) ? data.measures.length : 0);

/**
 * Decides every step of one problem as the commands themselves will be decided, on matters that are only thought: what one step
 * makes the next one finds. All faults are told, also of steps whose ground is missing.
 */
export const judge = (
  bench: Bench,
  { steps }: Pick<Findings, 'steps'>,
  loaded: Loaded | null,
  first: number,
): Judged => {
  const { viewer, now } = bench;
  const { kit } = viewer.settings;
  const judged: Judged = { tasks: [], faults: [], notes: [], done: [] };
  const thought = new Map<string, Matter>(
    loaded ? [loaded.fold, ...loaded.children].map((matter) => [matter.id, matter]) : [],
  );
  const touched = new Set<string>();
  const madeBy = new Map<string, { nr: number; child: number | null }>();
  let problem = loaded?.fold.id ?? null;
  let born: string[] = [];
  const contextOf = (matter: Matter | null, ids: readonly string[]): Context => {
    const children = [...thought.values()].filter(({ parent }) => parent === problem);
    return contextFor(viewer, now, {
      children: matter && matter.id === problem ? children.map(relativeOf) : null,
      parent: matter?.parent ? relativeOf(thought.get(matter.parent) as Matter) : null,
      barred: loaded?.barred ?? null,
      others: [...bench.others.values()],
      ids,
    });
  };
  const targetOf = (step: Step): Matter | null | undefined => {
    if (step.on === 'new') return null;
    const id = step.on === 'problem' ? problem : 'measure' in step.on ? step.on.measure : born[step.on.born];
    return id === undefined || id === null ? undefined : thought.get(id);
  };
  const actor = { person: viewer.person, capacities: viewer.capacities };
  for (const step of steps) {
    const matter = targetOf(step);
    const reason = isAsking(step.action) ? bench.reason : null;
    const command: Command = {
      action: step.action,
      data: step.data,
      files: [],
      ...(reason !== null && { reason }),
      ...(step.occurredAt !== undefined && { occurredAt: step.occurredAt }),
    };
    if (matter === undefined) {
      // What would make its ground is wrong; its own form can be checked all the same.
      if (!step.orNote) judged.faults.push(...formFaults(kit, step));
      continue;
    }
    const ids = Array.from({ length: 1 + spawnCount(step.data) }, bench.engine.newId);
    const code = matter?.procedure ?? 'problem';
    const procedure = procedureOf(kit, code, matter?.version);
    const outcome: Outcome<MatterEvent[]> = matter
      ? decide(kit, procedure, matter, command, actor, contextOf(matter, ids))
      : register(kit, procedure, command, actor, contextOf(null, ids));
    if (!outcome.ok) {
      if (step.orNote)
        judged.notes.push({
          ...(step.places[''] as Place),
          rule: step.orNote,
          words: String(step.data.progress ?? '').slice(0, 60),
        });
      else judged.faults.push(...faultsOf(step, outcome.refusal));
      continue;
    }
    const nr = first + judged.tasks.length;
    const [own, ...children] = outcome.value as [MatterEvent, ...MatterEvent[]];
    const made = matter ? madeBy.get(matter.id) : undefined;
    judged.tasks.push({
      on: !matter
        ? { kind: 'new' }
        : made
          ? { kind: 'task', ...made }
          : { kind: 'matter', id: matter.id, expected: touched.has(matter.id) ? null : matter.seq },
      procedure: code,
      action: step.action,
      data: step.data,
      occurredAt: step.occurredAt ?? null,
      reason,
      rows: step.rows,
    });
    judged.done.push(step);
    touched.add(own.matter);
    for (const event of [own, ...children]) {
      const before = thought.get(event.matter) ?? null;
      const table = procedureOf(kit, event.procedure.code, event.procedure.version);
      thought.set(event.matter, fold(table, before, event, (before?.seq ?? 0) + 1));
    }
    if (!matter) {
      problem = own.matter;
      madeBy.set(own.matter, { nr, child: null });
    }
    if (children.length > 0) born = children.map((event) => event.matter);
    for (const [child, event] of children.entries()) madeBy.set(event.matter, { nr, child });
  }
  return judged;
};

const formFaults = (kit: Viewer['settings']['kit'], step: Step): RuleFault[] => {
  const procedure = procedureOf(kit, step.on === 'problem' ? 'problem' : 'measure');
  const action = procedure.actions[step.action];
  const form = action && formOf(procedure, action);
  const parsed = form && compileForm(form).safeParse(step.data, { reportInput: true });
  return !parsed || parsed.success ? [] : fieldFaults(step, fieldErrors(parsed.error));
};
