import { codeOf } from '../config/fault.ts';

/**
 * What an error says, without what people typed: everything in quotation marks, every word that is not plain Latin, ids and
 * long numbers. Where it happened is enough to find the fault; what was being written is nobody's business in a log.
 */
export const scrub = (text: string): string =>
  text
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|“[^”]*”|「[^」]*」/gs, '"…"')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .replace(/\d{5,}/g, '…')
    .replace(/[^\x20-\x7e…]+/g, '…')
    .slice(0, 500);

/** A column, table, function or right that is not there: what stands in quotation marks is a word of our own statement. */
const ofStatements = new Set(['42P01', '42703', '42883', '42501']);

/** Names of things of ours that a database error carries; `detail`, `where` and the parameters hold values and are left out. */
const ours = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

export type Fault = { type: string; message: string; stack: string[] } & Partial<Record<(typeof ours)[number], string>>;

/** An error as it may stand in a log. */
export const faultOf = (error: unknown): Fault => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  // Frames only: the first lines repeat the message, which may go over several lines.
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const facts = Object.fromEntries(
    ours.flatMap((field) => {
      const value = field === 'code' ? codeOf(error) : (error as Record<string, unknown> | null)?.[field];
      return typeof value === 'string' && /^[\w$.-]{1,63}$/.test(value) ? [[field, value]] : [];
    }),
  );
  const words = ofStatements.has(facts.code ?? '') ? message.replace(/"([\w.]+)"/g, '$1') : message;
  return { type: name, message: scrub(words), ...facts, stack: frames.slice(0, 20).map((line) => line.trim()) };
};
