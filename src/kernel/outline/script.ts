import { Converter } from 'opencc-js/t2cn';

/**
 * Folding of single characters: traditional to simplified, full width to half width, corner quotes to curly ones.
 * One character stays one character, so that places in the folded text are places in the source.
 */
let table: Uint16Array | undefined;

const HAN_FIRST = 0x4e00;
const HAN_LAST = 0x9fff;

const QUOTES: Record<string, string> = {
  '「': '“',
  '」': '”',
  '『': '‘',
  '』': '’',
  '｡': '。',
  '﹐': ',',
  '﹑': '、',
  '﹔': ';',
  '﹕': ':',
};

function build(): Uint16Array {
  const codes = new Uint16Array(0x10000);
  for (let code = 0; code < codes.length; code++) codes[code] = code;
  const han: string[] = [];
  for (let code = HAN_FIRST; code <= HAN_LAST; code++) han.push(String.fromCharCode(code));
  // One call for all characters: line feeds keep the converter's phrases apart.
  const simple = Converter({ from: 't', to: 'cn' })(han.join('\n')).split('\n');
  for (let index = 0; index < han.length; index++) {
    const to = simple[index];
    if (to?.length === 1) codes[HAN_FIRST + index] = to.charCodeAt(0);
  }
  for (let code = 0xff01; code <= 0xff5e; code++) codes[code] = code - 0xfee0;
  for (const [from, to] of Object.entries(QUOTES)) codes[from.charCodeAt(0)] = to.charCodeAt(0);
  return codes;
}

/** The folding table, indexed by UTF-16 code unit. Built once, on first use. */
export function foldTable(): Uint16Array {
  table ??= build();
  return table;
}

/** True for a code unit of the common Chinese block. */
export function isHan(code: number): boolean {
  return code >= HAN_FIRST && code <= HAN_LAST;
}
