import { readFile } from 'node:fs/promises';
import { type Entry, type Outline, outline, sections } from '../../kernel/outline/index.ts';
import { codeOf, OperatorFault } from '../../platform/config/fault.ts';
import { decodeText } from '../../platform/text/decode.ts';

const LARGEST = 20 * 1024 * 1024;

const CAUSES: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder',
  EACCES: 'the file may not be read',
};

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > LARGEST) throw new OperatorFault(`${file}: larger than ${LARGEST / 1024 / 1024} MB`);
    return decodeText(bytes);
  } catch (error) {
    const cause = CAUSES[codeOf(error) ?? ''];
    throw cause ? new OperatorFault(`${file}: ${cause}`) : error;
  }
}

function list(heading: string, entries: readonly Entry[], below: Record<string, Entry[]> = {}): string {
  const lines = entries.flatMap((entry, index) => [
    `  ${index + 1}. ${entry.text}`,
    ...(below[entry.text] ?? []).map((sub) => `     - ${sub.text}`),
  ]);
  return `${heading} (${entries.length})\n${lines.length > 0 ? `${lines.join('\n')}\n` : ''}`;
}

/** The reading for people: what was found, nothing else. */
function page(reading: Outline, headings: readonly Entry[]): string {
  const figures = reading.facts.map(
    (fact) => `  ${fact.org || '-'} | ${fact.item} | ${fact.approximate ? '约' : ''}${fact.value} ${fact.unit}`,
  );
  return [
    `题目: ${reading.title?.text ?? '-'}\n`,
    list('章节', headings),
    list('问题', reading.problems),
    list('原因', reading.causes),
    list('措施', reading.measures, reading.subMeasures),
    list('机制', reading.mechanisms),
    `数据 (${figures.length})\n${figures.length > 0 ? `${figures.join('\n')}\n` : ''}`,
  ].join('\n');
}

/** `xiaoneng outline FILE [--json]`: reads one report and prints what it says, as JSON or for people. 0 when it was read. */
export async function outlineCommand(file: string, options: { json?: boolean }): Promise<number> {
  const text = await readText(file);
  const reading = outline(text);
  const outermost = sections(text).filter((section) => section.level === 0);
  process.stdout.write(options.json ? `${JSON.stringify(reading, null, 1)}\n` : page(reading, outermost));
  return 0;
}
