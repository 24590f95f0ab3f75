import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { OperatorFault } from '../../platform/config/fault.ts';

/** Asks at the terminal without showing what is typed; without a terminal the first line of stdin is the answer. */
export const askPassword = async (question: string): Promise<string> => {
  const { stdin, stderr } = process;
  if (stdin.isTTY) stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY ?? false });
  try {
    for await (const line of lines) return line;
    throw new OperatorFault('no password was given');
  } finally {
    lines.close();
    if (stdin.isTTY) stderr.write('\n');
  }
};
