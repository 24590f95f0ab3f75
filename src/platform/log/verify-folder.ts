import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createVerifier, type VerifyReport } from '../../kernel/proof/index.ts';
import { codeOf, messageOf, OperatorFault } from '../config/fault.ts';
import { exportFiles } from './export.ts';
import { sha256, verifyEd25519 } from './hashing.ts';

const NEWLINE = 10;

/** A line longer than this is no event of ours; it must not fill the memory of the checker. */
const MAX_LINE = 64 * 1024 * 1024;

/** Lines of a file split at newlines alone: other line breaks may stand in a canonical text as they are. */
export async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const last = bytes.lastIndexOf(NEWLINE);
    rest = bytes.subarray(last + 1);
    if (rest.length > MAX_LINE) throw new OperatorFault(`${file} holds a line of more than ${MAX_LINE} bytes`);
    if (last >= 0) yield bytes.toString('utf8', 0, last).split('\n');
  }
  if (rest.length > 0) yield [rest.toString('utf8')];
}

const readable = async <T>(file: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OperatorFault) throw error;
    throw new OperatorFault(
      codeOf(error) === 'ENOENT' ? `${file} is not there` : `${file} cannot be read: ${messageOf(error)}`,
    );
  }
};

const textOf = (file: string): Promise<string> => readable(file, () => readFile(file, 'utf8'));

/**
 * Verifies an exported folder by its files alone, without database or network. `checkpoint` is the file of a signed note
 * that was kept outside. @throws OperatorFault when a file is missing or unreadable
 */
export const verifyFolder = async (
  folder: string,
  { checkpoint }: { checkpoint?: string | undefined } = {},
): Promise<VerifyReport> => {
  const note = checkpoint === undefined ? undefined : await textOf(checkpoint);
  const checkpoints = (await textOf(path.join(folder, exportFiles.checkpoints))).split('\n');
  if (checkpoints.at(-1) === '') checkpoints.pop();
  const keys = await textOf(path.join(folder, exportFiles.keys));
  const verifier = createVerifier({ hash: sha256, verifySignature: verifyEd25519 });
  const log = path.join(folder, exportFiles.log);
  await readable(log, async () => {
    let n = 0;
    for await (const lines of linesOf(log)) {
      for (const line of lines) verifier.line(n++, line);
    }
  });
  return verifier.end(checkpoints, keys, note);
};
