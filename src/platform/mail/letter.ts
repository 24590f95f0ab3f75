/** A letter before it is text: one sentence, lists with links, a foot. A list without a title follows from the sentence. */
export type Draft = {
  subject: string;
  intro: string;
  parts: readonly Part[];
  /** Kept as it is, line by line: a signed note. */
  exact?: string;
  foot: readonly string[];
};
export type Part = { title: string; lines: readonly Line[]; rest: string | null };
export type Line = { text: string; detail: string; href: string };

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** A line of ours with its addresses to be pressed. */
const linked = (line: string): string =>
  line
    .split(/(https?:\/\/\S+)/)
    .map((part, nr) => (nr % 2 === 1 ? `<a href="${safe(part)}">${safe(part)}</a>` : safe(part)))
    .join('');

/** Nothing that people wrote begins a line of its own. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const plainOf = ({ intro, parts, exact, foot }: Draft): string =>
  [
    intro,
    ...parts.flatMap(({ title, lines, rest }) => [
      '',
      ...(title === '' ? [] : [title]),
      ...lines.flatMap(({ text, detail, href }, nr) => [
        `${nr + 1}. ${oneLine(text)}`,
        ...(detail === '' ? [] : [`   ${oneLine(detail)}`]),
        `   ${href}`,
      ]),
      ...(rest === null ? [] : [rest]),
    ]),
    ...(exact === undefined ? [] : ['', exact]),
    '',
    ...foot,
    '',
  ].join('\n');

// No colours of our own: the reader's programme has its light and its dark, and both are read well.
const titleHtml = (title: string): string =>
  title === '' ? '' : `<h2 style="font-size:17px;margin:24px 0 0">${safe(title)}</h2>`;

const partHtml = ({ title, lines, rest }: Part): string => `${titleHtml(title)}
<ol style="margin:8px 0 0;padding-left:24px">${lines
  .map(
    ({ text, detail, href }) =>
      `<li style="margin:0 0 12px"><a href="${safe(href)}">${safe(oneLine(text))}</a>${detail === '' ? '' : `<br>${safe(oneLine(detail))}`}</li>`,
  )
  .join('')}</ol>${rest === null ? '' : `<p style="margin:0">${safe(rest)}</p>`}`;

const htmlOf = ({ subject, intro, parts, exact, foot }: Draft): string => `<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${safe(oneLine(subject))}</title></head>
<body style="font-family:-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:16px;line-height:1.6;margin:0">
<div style="max-width:640px;margin:0 auto;padding:16px">
<p style="margin:0">${safe(intro)}</p>
${parts.map(partHtml).join('\n')}
${exact === undefined ? '' : `<pre style="white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px">${safe(exact)}</pre>`}
<hr style="border:0;border-top:1px solid;opacity:.3;margin:24px 0 12px">
${foot.map((line) => `<p style="margin:0;font-size:14px">${linked(line)}</p>`).join('\n')}
</div></body></html>
`;

/** Longer ones are cut by programs that show them, at a place of their choosing. */
const subjectMost = 90;

export const letterOf = (draft: Draft): { subject: string; text: string; html: string } => {
  const subject = oneLine(draft.subject);
  const cut = subject.length > subjectMost ? `${subject.slice(0, subjectMost - 1)}…` : subject;
  return { subject: cut, text: plainOf(draft), html: htmlOf(draft) };
};
