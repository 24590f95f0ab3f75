import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findPassage, type ProblemEntry } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';
import { proposedParts } from './reading-items.ts';

type Props = {
  text: string;
  entry: ProblemEntry;
  onSplit: (parts: Span[]) => void;
  onClose: () => void;
};

/** Lines → their places one behind the other in the passage; the first line that stands nowhere there stops it. */
const placesOf = (text: string, entry: Span, lines: readonly string[]): { parts: Span[]; missing: number | null } => {
  const parts: Span[] = [];
  let from = entry.start;
  for (const [index, line] of lines.entries()) {
    const found = findPassage(text, line, { start: from, end: entry.end });
    if (!found) return { parts, missing: index + 1 };
    parts.push(found);
    from = found.end;
  }
  return { parts, missing: null };
};

/** One passage that says several things: a line for each, in the words of the text. */
export const SplitForm = ({ text, entry, onSplit, onClose }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(() => proposedParts(text.slice(entry.start, entry.end)).join('\n'));
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => area.current?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const lines = words.split('\n').filter((line) => line.trim() !== '');
    const { parts, missing } = placesOf(text, entry, lines);
    const wrong =
      missing !== null ? t('reading.splitNone', { nr: missing }) : parts.length < 2 ? t('reading.splitFew') : null;
    setFault(wrong);
    if (wrong === null) onSplit(parts);
    else area.current?.focus();
  };
  return (
    <form className="split" onSubmit={send}>
      <div className="fld">
        <label htmlFor={id}>{t('reading.splitHow')}</label>
        <textarea
          id={id}
          ref={area}
          className="input"
          rows={Math.min(8, Math.max(3, words.split('\n').length))}
          value={words}
          aria-invalid={fault !== null || undefined}
          aria-describedby={fault === null ? undefined : `${id}-error`}
          onChange={({ target }) => setWords(target.value)}
        />
        {fault !== null && (
          <p className="fld-error" id={`${id}-error`} role="alert">
            {fault}
          </p>
        )}
      </div>
      <p className="ea">
        <button type="submit" className="btn btn--go">
          {t('reading.splitSend')}
        </button>
        <button type="button" className="btn btn--text" onClick={onClose}>
          {t('form.close')}
        </button>
      </p>
    </form>
  );
};
