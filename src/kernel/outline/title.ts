import type { Range } from './heading.ts';
import type { Paragraph } from './paragraphs.ts';

const LOOKED_AT = 8;
const LONGEST = 64;
const COLUMN = 8;
const COMPLETE =
  /(?:报告|方案|通知|意见|总结|讲话|材料|情况|汇报|思考|办法|规定|制度|建议|探讨|探析|研究|安排|要点|计划|通报|职责|清单|纪要|发言|体会|函|请示|决定)(?:\(.{1,8}\))?$/;
const NO_TITLE =
  /^(?:各|尊敬的|同志们|\(|第?\d{4}年\d)|(?:课题组|调研组|工作组|编辑部|本报记者.*|记者.{2,4})$|^(?:目录|目 录|正文|摘要|引言|前言)$/;

/** The title: a line of its own before the text begins; null where the text begins at once. Ranges are of the folded text. */
export function findTitle(norm: string, paragraphs: readonly Paragraph[]): Range | null {
  const lines: Range[] = [];
  for (const paragraph of paragraphs.slice(0, LOOKED_AT)) {
    const { start, end, marker, closed } = paragraph;
    // 分享: and the like, above the title of a page.
    if (closed && end - start <= 6 && norm[end - 1] === ':') continue;
    if (
      (marker && marker.style !== 'sequence') ||
      end - start > LONGEST ||
      (closed && !/[!?]$/.test(norm.slice(start, end)))
    )
      break;
    lines.push({ start: afterTag(norm, start, end), end });
  }
  const usable = lines.filter((line) => line.end - line.start >= 4 && !NO_TITLE.test(norm.slice(line.start, line.end)));
  const first = usable[0];
  if (!first) return null;
  // A page's heading often repeats the title with additions: the plain one is the title.
  const text = norm.slice(first.start, first.end);
  // The name of a column stands over the title.
  if (first.end - first.start <= COLUMN && !COMPLETE.test(text)) {
    const complete = usable.find((line) => COMPLETE.test(norm.slice(line.start, line.end)));
    if (complete) return cutRunOn(norm, complete);
  }
  const plain = usable
    .slice(1)
    .find((line) => line.end - line.start >= 6 && text.includes(norm.slice(line.start, line.end)));
  if (plain) return plain;
  const next = usable[1];
  if (
    next &&
    !COMPLETE.test(text) &&
    next.start === first.end &&
    COMPLETE.test(norm.slice(next.start, next.end)) &&
    /^关于|[的和及]$/.test(text)
  ) {
    return { start: first.start, end: next.end };
  }
  return cutRunOn(norm, first);
}

const RUN_ON =
  /^(.{4,60}?(?:报告|方案|通知|总结|讲话|材料|汇报|思考|探讨|研究))(?:网友分享|网友|发布时间|时间:|日期:|来源:|作者:|\d{4}[-年]\d)/;

/** A title into which the page's next line ran, cut where that begins. */
function cutRunOn(norm: string, line: Range): Range {
  const run = RUN_ON.exec(norm.slice(line.start, line.end));
  return run?.[1] ? { start: line.start, end: line.start + run[1].length } : line;
}

/** Skips a tag in square brackets and heading signs before the title. */
function afterTag(norm: string, start: number, end: number): number {
  const tag = /^(?:[#*]+|[[【][^\]】]{1,30}[\]】])+/.exec(norm.slice(start, end));
  return tag && end - start - tag[0].length >= 4 ? start + tag[0].length : start;
}
