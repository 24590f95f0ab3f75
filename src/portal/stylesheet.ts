import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');

/** Tokens and parts are those of the desk: one look, one place where a colour has a value. */
export const stylesheet = ['../web/tokens.css', '../web/parts.css', 'portal.css'].map(read).join('\n');

export const styleVersion = createHash('sha256').update(stylesheet).digest('base64url').slice(0, 16);

/** The same for every agency, so that a browser keeps it once. */
export const stylePath = '/open/style.css';
export const styleAddress = `${stylePath}?v=${styleVersion}`;
