import type { Reading, Vocabulary } from './cell.ts';

const found = (value: unknown): Reading => ({ ok: true, value });
const wrong = (rule: string): Reading => ({ ok: false, rule });

/** What a Chinese keyboard makes of digits and points: full width → plain. */
const narrow = (written: string): string => written.normalize('NFKC').trim();

/** Thousands as they are grouped; anything else with a comma is no number. */
const ungrouped = (written: string): string =>
  /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(written) ? written.replaceAll(',', '') : written;

export const readInt = (written: string): Reading => {
  const plain = ungrouped(narrow(written));
  const value = Number(plain);
  return /^-?\d+(\.0+)?$/.test(plain) && Number.isSafeInteger(value)
    ? found(Object.is(value, -0) ? 0 : value)
    : wrong('format.int');
};

/** Six places, as the form allows; a sum that a sheet computed may carry dust beyond them. */
const places = 6;

const fromNumber = ({ value, decimals }: { value: number; decimals: number | null }): string | null => {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null;
  const shown = decimals === null ? '' : value.toFixed(Math.min(decimals, places));
  if (shown !== '' && Number(shown) === value) return shown;
  const short = value.toFixed(places).replace(/\.?0+$/, '');
  return Math.abs(Number(short) - value) <= Math.abs(value) * 1e-12 ? (short === '-0' ? '0' : short) : null;
};

export const readDecimal = (written: string | { value: number; decimals: number | null }): Reading => {
  if (typeof written !== 'string') {
    const value = fromNumber(written);
    return value === null ? wrong('format.decimal') : found(value);
  }
  const plain = ungrouped(
    narrow(written)
      .replace(/^[¥$]\s*/, '')
      .replace(/\s*元$/, ''),
  );
  return /^-?(0|[1-9]\d*)(\.\d{1,6})?$/.test(plain) ? found(plain) : wrong('format.decimal');
};

const pad = (digits: string, width: number): string => digits.padStart(width, '0');

/** 2026-11-22, 2026/11/22, 2026.11.22, 2026年11月22日; whether there is such a day is the form's question. */
export const readDay = (written: string): Reading => {
  const match = /^(\d{4})\s*(?:-|\/|\.|年)\s*(\d{1,2})\s*(?:-|\/|\.|月)\s*(\d{1,2})\s*日?$/.exec(narrow(written));
  if (!match) return wrong('format.date');
  const [, year, month, day] = match as unknown as [string, string, string, string];
  return found(`${year}-${pad(month, 2)}-${pad(day, 2)}`);
};

const yes = new Set(['true', 'yes', 'y', '1', '√', '✓', '对', '有']);
const no = new Set(['false', 'no', 'n', '0', '×', '✗', '无']);

export const readYesNo = (written: string, { say }: Pick<Vocabulary, 'say'>): Reading => {
  const plain = narrow(written).toLowerCase();
  if (plain === say('yes') || yes.has(plain)) return found(true);
  return plain === say('no') || no.has(plain) ? found(false) : wrong('format.yesNo');
};
