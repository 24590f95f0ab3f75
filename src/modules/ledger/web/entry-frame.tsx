import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';

/** A press on a control is for that control; only one on the entry itself opens it. */
const isOnControl = ({ target }: MouseEvent): boolean =>
  target instanceof Element && target.closest('a, button, input, select, textarea, form, label') !== null;

type Props = {
  entry: { key: string };
  tag: string;
  words: string;
  /** What became of it, as a class; '' while it is open. */
  fate: string;
  isActive: boolean;
  onActivate: () => void;
  onSource: () => void;
  /** Beside the words: what may be done, or what became of it. */
  children: ReactNode;
  below?: ReactNode;
};

/** One thing of the text that waits for a word: its tag leads into the text, and it comes into view when its turn comes. */
export const EntryFrame = ({ entry, tag, words, fate, isActive, onActivate, onSource, children, below }: Props) => {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and the tags in the source do the same by key
    <li
      ref={element}
      id={`entry-${entry.key}`}
      className={['e', fate, isActive ? 'open' : ''].filter(Boolean).join(' ')}
      tabIndex={-1}
      aria-current={isActive || undefined}
      onFocus={(event) => event.target === event.currentTarget && onActivate()}
      onClick={(event) => isOnControl(event) || onActivate()}
    >
      <div className="t">
        <button type="button" className={isActive ? 'tag on' : 'tag'} onClick={onSource}>
          {tag}
        </button>
        <b>{words}</b>
        {children}
      </div>
      {below}
    </li>
  );
};

/** A verb of an entry; read aloud it says which entry it is about. */
export const EntryAct = ({ words, tag, onDo }: { words: string; tag: string; onDo: () => void }) => (
  <button type="button" className="btn btn--text" aria-label={`${words} ${tag}`} onClick={onDo}>
    {words}
  </button>
);
