import { fileTypeFromBuffer } from 'file-type';
import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Look } from './bytes-at.ts';
import { compoundDirectory, isCompound } from './compound-directory.ts';
import { endingOf, endings, kindOf } from './kinds.ts';
import { textContent } from './text-content.ts';
import { endsAsZip, type ZipEntry, zipDirectory } from './zip-directory.ts';

/** What the content is: a type, or a word for what makes it unfit. */
type Found = { type: string } | { unfit: string };

const office = 'application/vnd.openxmlformats-officedocument';
const officeTypes: readonly (readonly [part: RegExp, type: string])[] = [
  [/^word\/document\d*\.xml$/, `${office}.wordprocessingml.document`],
  [/^xl\/workbook\d*\.xml$/, `${office}.spreadsheetml.sheet`],
  [/^ppt\/presentation\d*\.xml$/, `${office}.presentationml.presentation`],
];

const mebi = 1024 * 1024;
const mostUnpacked = 400 * mebi;
const runs = /\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|msi|lnk|sh|apk)$/i;
/** A large part that shrank to less than a two hundredth is made to burst whoever unpacks it. */
const bursts = (entry: ZipEntry): boolean => entry.unpacked > mebi && entry.unpacked > entry.packed * 200;

const inZip = async (file: Look): Promise<Found> => {
  const entries = await zipDirectory(file);
  if (!entries) return { unfit: 'damaged' };
  const names = entries.map((entry) => entry.name);
  if (!names.includes('[Content_Types].xml')) return { unfit: 'archive' };
  if (entries.some((entry) => entry.locked)) return { unfit: 'encrypted' };
  if (names.some((name) => /(^|\/)vba(project|data)/i.test(name))) return { unfit: 'macros' };
  if (names.some((name) => runs.test(name))) return { unfit: 'program' };
  if (names.some((name) => /(^|[\\/])\.\.([\\/]|$)|^[\\/]/.test(name))) return { unfit: 'damaged' };
  if (entries.some(bursts) || entries.reduce((sum, entry) => sum + entry.unpacked, 0) > mostUnpacked)
    return { unfit: 'bomb' };
  const fits = officeTypes.filter(([part]) => names.some((name) => part.test(name)));
  return fits.length === 1 ? { type: fits[0]?.[1] as string } : { unfit: 'archive' };
};

const inCompound = async (file: Look): Promise<Found> => {
  const names = await compoundDirectory(file);
  if (!names) return { unfit: 'damaged' };
  if (names.includes('EncryptedPackage')) return { unfit: 'encrypted' };
  if (names.some((name) => /^(_VBA_PROJECT(_CUR)?|Macros|VBA)$/i.test(name))) return { unfit: 'macros' };
  if (names.includes('WordDocument')) return { type: 'application/msword' };
  if (names.includes('Workbook') || names.includes('Book')) return { type: 'application/vnd.ms-excel' };
  return { unfit: 'application/x-cfb' };
};

const inPdf = async (file: Look): Promise<Found> => {
  // Some writers leave a few bytes behind the end mark; an upload cut short has none at all.
  const tail = await file.at(Math.max(0, file.size - 4096), 4096);
  if (!tail.includes('%%EOF')) return { unfit: 'damaged' };
  return (await endsAsZip(file)) ? { unfit: 'polyglot' } : { type: 'application/pdf' };
};

const inText = async (file: Look, ending: string): Promise<Found> => {
  const content = await textContent(file);
  if (content !== 'text') return { unfit: content === 'none' ? 'unknown' : content };
  if (ending === 'csv') return { type: 'text/csv' };
  return { type: ending === 'md' || ending === 'markdown' ? 'text/markdown' : 'text/plain' };
};

const look = async (file: Look, ending: string): Promise<Found> => {
  if (file.size === 0) return { unfit: 'empty' };
  const head = await file.at(0, 4100);
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004') return inZip(file);
  if (isCompound(head)) return inCompound(file);
  if (head.toString('latin1', 0, 5) === '%PDF-') return inPdf(file);
  if (head.toString('latin1', 0, 2) === 'MZ' && head.includes(0)) return { unfit: 'program' };
  const binary = await fileTypeFromBuffer(head);
  if (binary && kindOf(binary.mime)?.picture) return { type: binary.mime };
  // A guess from a few bytes also fits texts that begin so; only what is no text throughout is what it guesses.
  const text = await inText(file, ending);
  return 'unfit' in text && text.unfit === 'unknown' ? { unfit: binary?.mime ?? 'unknown' } : text;
};

/**
 * The type of a file by its content. Refused: what is not on the list, and a name whose ending claims something else;
 * `facts.found` says what was seen, `facts.declared` what the name claims.
 */
export const recognise = async (file: Look, name: string): Promise<Outcome<string>> => {
  const declared = endingOf(name);
  const found = await look(file, declared);
  const facts = { declared, allowed: [...endings] };
  if ('unfit' in found) return refuse('unsupportedFile', 'file.type', { found: found.unfit, ...facts });
  if (declared !== '' && !kindOf(found.type)?.endings.includes(declared))
    return refuse('unsupportedFile', 'file.name', { found: found.type, ...facts }, { mend: 'rename' });
  return granted(found.type);
};
