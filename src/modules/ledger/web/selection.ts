import type { Span } from '../domain/reading-state.ts';

const offsetOf = (node: Node, within: number): number | null => {
  const element = node instanceof Element ? node : node.parentElement;
  const run = element?.closest<HTMLElement>('[data-start]');
  if (!run) return null;
  const start = Number(run.dataset.start);
  return node.nodeType === Node.TEXT_NODE
    ? start + within
    : within === 0
      ? start
      : start + (run.textContent?.length ?? 0);
};

/** What is selected in the source text, as a place in it; `null` when nothing of it is. */
export const selectedSpan = (text: string): Span | null => {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!document.getElementById('source-text')?.contains(range.commonAncestorContainer)) return null;
  const from = offsetOf(range.startContainer, range.startOffset);
  const to = offsetOf(range.endContainer, range.endOffset);
  if (from === null || to === null || to <= from) return null;
  const words = text.slice(from, to);
  const start = from + (words.length - words.trimStart().length);
  const end = to - (words.length - words.trimEnd().length);
  return end > start ? { start, end } : null;
};
