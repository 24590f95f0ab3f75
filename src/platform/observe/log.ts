import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config/config.ts';
import { faultOf } from './scrub.ts';

export type { Logger } from 'pino';

type Line = { time?: string; level?: string; msg?: string; [field: string]: unknown };

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** One line for people of a line for machines; an error brings its frames below. */
const plainLine = (text: string): string => {
  const { time = '', level = '', msg = '', err, ...rest } = JSON.parse(text) as Line;
  const facts = Object.entries(rest).map(([name, value]) => `${name}=${shown(value)}`);
  const { stack = [], ...fault } = (err ?? {}) as { stack?: string[] };
  const words = [time.slice(11, 19), level, msg, ...facts, ...(err ? [JSON.stringify(fault)] : [])];
  return `${words.join(' ')}\n${stack.map((frame) => `    ${frame}\n`).join('')}`;
};

/** To stderr: stdout belongs to the answers of commands. */
const toStderr: DestinationStream = { write: (text) => void process.stderr.write(text) };

/**
 * The log of a program: what happened, when, how long it took; never who, never what they wrote. `auto` is plain lines from
 * warnings up on a terminal, else JSON with one line a request.
 */
export const createLog = (
  { form, level }: Config['log'],
  destination: DestinationStream = toStderr,
  terminal: boolean = process.stderr.isTTY === true,
): Logger => {
  const plain = form === 'plain' || (form === 'auto' && terminal);
  return pino(
    {
      enabled: form !== 'off',
      level: level ?? (form === 'auto' && terminal ? 'warn' : 'info'),
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Whoever logs an error, a request or an answer, by whatever name the library gives it, logs no values.
      serializers: { err: faultOf, error: faultOf, req: () => undefined, res: () => undefined },
    },
    plain ? { write: (text) => destination.write(plainLine(text)) } : destination,
  );
};
