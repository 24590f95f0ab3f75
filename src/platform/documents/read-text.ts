import { granted, type Outcome, refuse } from '../../kernel/refusal.ts';
import { isPicture } from '../files/kinds.ts';
import { recognise } from '../files/recognise.ts';
import { decodeText } from '../text/decode.ts';
import type { ReadTask, ReadText } from './read-text-thread.ts';
import { inThread, TooHeavy, takingTurns } from './thread.ts';

export type TextLimits = { unpacked: number; characters: number; pages: number; ms: number; memoryMb: number };

/** A book of several hundred pages stays below these. */
export const textLimits: TextLimits = {
  unpacked: 200 * 1024 * 1024,
  characters: 1_000_000,
  pages: 2000,
  ms: 30_000,
  memoryMb: 512,
};

const program = new URL('./read-text-thread.ts', import.meta.url);
/** Each reading may fill its memory, so many sent at once wait for each other. */
const inTurn = takingTurns(2);

const ways: Readonly<Record<string, ReadTask['way']>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
};

const looked = (bytes: Uint8Array) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    size: buffer.length,
    at: async (start: number, length: number) => buffer.subarray(start, start + Math.max(0, length)),
  };
};

/** `skipped`: pages on which there is nothing but a picture. */
export type DocumentText = { text: string; skipped: readonly number[] };

const refused = (reading: ReadText & { ok: false }, limits: TextLimits): Outcome<never> => {
  switch (reading.fault) {
    case 'broken':
      return refuse('unsupportedFile', 'document.broken', {}, { mend: 'saveAgain' });
    case 'locked':
      return refuse('unsupportedFile', 'document.locked', {}, { mend: 'unlockDocument' });
    case 'scan':
      return refuse('unsupportedFile', 'document.scan', { pages: reading.pages ?? 0 }, { mend: 'textVersion' });
    case 'glyphs':
      return refuse('unsupportedFile', 'document.glyphs', {}, { mend: 'textVersion' });
    case 'tooLarge':
      return refuse(
        'tooLarge',
        'document.size',
        { characters: limits.characters, pages: limits.pages },
        { mend: 'splitDocument' },
      );
  }
};

const tooHeavy = (limits: TextLimits) => refused({ ok: false, fault: 'tooLarge' }, limits);

/** What lies in the text layer of a file: nothing where it holds no words. */
const spoken = (reading: DocumentText, limits: TextLimits): Outcome<DocumentText> => {
  if (reading.text.trim() === '') return refuse('unsupportedFile', 'document.empty', {}, { mend: 'textVersion' });
  return reading.text.length > limits.characters ? tooHeavy(limits) : granted(reading);
};

/**
 * The text of a report, paragraph by paragraph, each on a line of its own. Plain text is handed over as it stands; Word and PDF
 * are read in a thread with limits. What holds no text says so as a refusal: a picture of a text is none.
 */
export const readText = async (bytes: Uint8Array, limits: TextLimits = textLimits): Promise<Outcome<DocumentText>> => {
  const type = await recognise(looked(bytes), '');
  if (!type.ok) return refuse('unsupportedFile', 'document.kind', type.refusal.facts, { mend: 'textVersion' });
  if (type.value.startsWith('text/')) return spoken({ text: decodeText(bytes), skipped: [] }, limits);
  if (isPicture(type.value))
    return refuse('unsupportedFile', 'document.picture', { found: type.value }, { mend: 'textVersion' });
  const way = ways[type.value];
  if (!way) return refuse('unsupportedFile', 'document.kind', { found: type.value }, { mend: 'textVersion' });
  try {
    const task: ReadTask = { way, bytes, unpacked: limits.unpacked, pages: limits.pages, most: limits.characters };
    const reading = await inTurn(() => inThread<ReadText>(program, task, limits));
    return reading.ok ? spoken(reading, limits) : refused(reading, limits);
  } catch (error) {
    if (error instanceof TooHeavy) return tooHeavy(limits);
    throw error;
  }
};
