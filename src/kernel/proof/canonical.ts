/** A value that JSON can hold; numbers are safe integers by the rule of `canonical`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Answer of `parseCanonical`: the value, or why the text is refused. */
export type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly code: 'notJson' | 'notCanonical'; readonly reason: string };

const MAX_DEPTH = 64;

/**
 * The one canonical JSON text of a value (RFC 8785): no spaces, keys sorted by UTF-16 code units.
 * Narrower than the RFC on purpose: numbers are safe integers (decimals and money travel as strings), texts are
 * well-formed UTF-16, nothing is `undefined`, nesting ends at 64.
 * @throws TypeError naming the path (`$.data.list[2]`) of the first value that cannot be written.
 */
export function canonical(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, path: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
      return quote(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isSafeInteger(value)) throw refused(path, `${value} is not a safe integer`);
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (path.length >= MAX_DEPTH) throw refused(path, `nested deeper than ${MAX_DEPTH}`);
      return Array.isArray(value) ? writeList(value, path) : writeObject(value, path);
    default:
      throw refused(path, `${typeof value} has no JSON text`);
  }
}

function quote(text: string, path: readonly (string | number)[]): string {
  if (!text.isWellFormed()) throw refused(path, 'lone surrogate in a text');
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], path: (string | number)[]): string {
  let text = '[';
  // By index, because holes must be met and refused; `map` would pass over them.
  for (let i = 0; i < list.length; i++) {
    path.push(i);
    text += (i === 0 ? '' : ',') + write(list[i], path);
    path.pop();
  }
  return `${text}]`;
}

function writeObject(object: object, path: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw refused(path, 'not a plain object');
  const fields = object as Record<string, unknown>;
  let text = '{';
  // The default sort compares UTF-16 code units, which is the order RFC 8785 asks for.
  for (const key of Object.keys(fields).sort()) {
    path.push(key);
    text += `${(text === '{' ? '' : ',') + quote(key, path)}:${write(fields[key], path)}`;
    path.pop();
  }
  return `${text}}`;
}

function refused(path: readonly (string | number)[], why: string): TypeError {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return new TypeError(`$${place}: ${why}`);
}

/** Parses a text and answers its value only when the text is its canonical spelling, byte for byte. */
export function parseCanonical(text: string): Parsed {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, code: 'notJson', reason: 'not a JSON text' };
  }
  // The engine's own writer is several times faster than ours and agrees with it on a value already in order.
  if (inOrder(value, 0) && !text.includes('\\ud') && JSON.stringify(value) === text) return { ok: true, value };
  try {
    if (canonical(value) === text) return { ok: true, value };
  } catch (error) {
    return { ok: false, code: 'notCanonical', reason: (error as TypeError).message };
  }
  return { ok: false, code: 'notCanonical', reason: 'not in canonical form' };
}

/** Whether the engine would write the keys in canonical order; keys that look like numbers are left to the slow way. */
function inOrder(value: Json, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item: Json) => inOrder(item, depth + 1));
  const fields = value as { readonly [key: string]: Json };
  let last = '';
  for (const key of Object.keys(fields)) {
    const first = key.charCodeAt(0);
    if (key < last || (first >= 48 && first <= 57) || !inOrder(fields[key]!, depth + 1)) return false;
    last = key;
  }
  return true;
}
