import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf, OperatorFault } from '../config/fault.ts';

const fileOf = (dataFolder: string, code: string): string => path.join(dataFolder, 'single-sign-on', `${code}.secret`);
const variableOf = (code: string): string => `XIAONENG_SSO_SECRET_${code.toUpperCase().replaceAll('-', '_')}`;

/** Puts the client's secret into a file of its own (mode 0600), whole or not at all. */
export const writeSignOnSecret = (dataFolder: string, code: string, secret: string): string => {
  const file = fileOf(dataFolder, code);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${secret}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return file;
};

/** The secret the provider gave this agency, from the environment or the file; null for a client without one. */
export const readSignOnSecret = (
  dataFolder: string,
  code: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | null => {
  const given = env[variableOf(code)];
  if (given) return given;
  const file = fileOf(dataFolder, code);
  try {
    if ((statSync(file).mode & 0o077) !== 0)
      throw new OperatorFault(`the secret ${file} can be read by others; set its mode to 0600`);
    return readFileSync(file, 'utf8').trim() || null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};
