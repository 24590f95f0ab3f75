import { useEffect, useRef } from 'react';

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type)) ||
    ['TEXTAREA', 'SELECT'].includes(target.tagName));

/** Single keys for the whole page; never while somebody types, nor while a dialog is open. */
export const useKeys = (keys: Record<string, (event: KeyboardEvent) => void>) => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
      if (typesText(event.target) || document.querySelector('dialog[open]')) return;
      latest.current[event.key]?.(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};

/** `j`/`k` over a list: moves the focus by one and scrolls it into view. `-1` when nothing of it has the focus. */
export const stepFocus = (items: readonly HTMLElement[], by: 1 | -1) => {
  const now = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const next =
    items[now === -1 ? (by === 1 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, now + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
};
