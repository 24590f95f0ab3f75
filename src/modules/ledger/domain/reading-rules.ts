import type { Rule } from '../../../kernel/matter/matter.ts';
import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Span } from './reading-state.ts';

const spanOf = (data: Record<string, unknown>, start = 'start', end = 'end'): Span | null =>
  typeof data[start] === 'number' && typeof data[end] === 'number' ? { start: data[start], end: data[end] } : null;

const wrongField = (path: string): Refusal =>
  refuse('invalid', 'form', {}, { fields: [{ path, rule: 'afterStart' }] }).refusal;

/** A place ends behind its beginning. Asked once there is something written, as all rules of a reading are. */
const placeStands: Rule = (_matter, { data }) => {
  const span = spanOf(data);
  return span === null || span.start < span.end ? null : wrongField('end');
};

const otherEntry: Rule = (matter, command, context) => {
  const { data } = command;
  const span = spanOf(data);
  const into = spanOf(data, 'intoStart', 'intoEnd');
  if (!span || !into) return null;
  if (into.start >= into.end) return wrongField('intoEnd');
  if (span.start === into.start && span.end === into.end)
    return refuse('ruleBroken', 'ledger.otherEntry', {}, { mend: 'otherEntry' }).refusal;
  return placeStands(matter, command, context);
};

/** Parts of a passage lie within it, in its order, and none over another. */
const partsStand: Rule = (matter, command, context) => {
  const span = spanOf(command.data);
  const { parts } = command.data;
  if (!span || !Array.isArray(parts)) return null;
  let from = span.start;
  for (const [index, part] of (parts as Span[]).entries()) {
    if (part.start >= part.end) return wrongField(`parts.${index}.end`);
    if (part.start < from || part.end > span.end)
      return refuse('ruleBroken', 'ledger.partsStand', { part: index + 1 }, { mend: 'splitWithin' }).refusal;
    from = part.end;
  }
  return placeStands(matter, command, context);
};

export const readingRules: Readonly<Record<string, Rule>> = {
  'ledger.placeStands': placeStands,
  'ledger.otherEntry': otherEntry,
  'ledger.partsStand': partsStand,
};
