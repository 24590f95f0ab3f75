import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findPassage } from '../domain/reading-model.ts';
import type { Span } from '../domain/reading-state.ts';

type Props = { text: string; onMark: (span: Span) => void; onClose: () => void };

/** For who cannot select with a pointer: a sentence typed or pasted is found in the text. */
export const Missed = ({ text, onMark, onClose }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState('');
  const [isNowhere, setIsNowhere] = useState(false);
  useEffect(() => area.current?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const span = findPassage(text, words);
    setIsNowhere(span === null);
    if (span) onMark(span);
    else area.current?.focus();
  };
  return (
    <form className="missed" onSubmit={send}>
      <p className="m2">{t('reading.missedHow')}</p>
      <div className="fld">
        <label htmlFor={id}>{t('reading.missedText')}</label>
        <textarea
          id={id}
          ref={area}
          className="input"
          rows={2}
          value={words}
          aria-invalid={isNowhere || undefined}
          aria-describedby={isNowhere ? `${id}-error` : undefined}
          onChange={({ target }) => setWords(target.value)}
        />
        {isNowhere && (
          <p className="fld-error" id={`${id}-error`} role="alert">
            {t('reading.missedNone')}
          </p>
        )}
      </div>
      <div className="missed-end">
        <button type="submit" className="btn">
          {t('reading.missedAdd')}
        </button>
        <button type="button" className="btn btn--text" onClick={onClose}>
          {t('form.close')}
        </button>
      </div>
    </form>
  );
};
