import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matching, type Option } from './matching.ts';

type Props = {
  id: string;
  options: readonly Option[];
  value: string | null;
  onChange: (value: string | null) => void;
  /** Told what is typed, where the options themselves depend on it. */
  onType?: (typed: string) => void;
  invalid?: boolean;
  describedBy?: string | undefined;
  required?: boolean;
  placeholder?: string;
};

/**
 * Text field with a list below it (ARIA combobox): type to narrow, arrows and Enter to take, Escape to leave as it was.
 * Each choice is a real option of its own, so a finger and a screen reader find it.
 */
export const Combobox = (props: Props) => {
  const { id, options, value, onChange, onType, invalid, describedBy, required, placeholder } = props;
  const { t } = useTranslation();
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const chosen = options.find((option) => option.value === value);
  const shown = useMemo(() => matching(options, typed ?? ''), [options, typed]);
  const isOpen = typed !== null;
  const open = () => {
    setTyped('');
    setAt(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };
  const take = (option: Option | undefined) => {
    if (option) onChange(option.value);
    setTyped(null);
  };
  const move = (to: number) => {
    const next = Math.min(shown.length - 1, Math.max(0, to));
    setAt(next);
    box.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) open();
      else move(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      take(shown[at]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    } else if ((event.key === 'Backspace' || event.key === 'Delete') && !isOpen && chosen && !required) {
      event.preventDefault();
      onChange(null);
    }
  };
  return (
    <div className="combo">
      <input
        id={id}
        className="input"
        role="combobox"
        autoComplete="off"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown[at] ? `${list}-${at}` : undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={required || undefined}
        placeholder={chosen?.label ?? placeholder ?? t('combobox.placeholder')}
        value={typed ?? chosen?.label ?? ''}
        onClick={() => isOpen || open()}
        onChange={(event) => {
          setTyped(event.target.value);
          onType?.(event.target.value);
          setAt(0);
        }}
        onBlur={() => {
          // What was typed to the end is taken; anything else falls back to what was chosen before.
          const exact = typed ? options.find((option) => option.label === typed.trim()) : undefined;
          take(exact);
        }}
        onKeyDown={onKey}
      />
      <div
        className="combo-list"
        id={list}
        role="listbox"
        aria-label={t('combobox.choices')}
        hidden={!isOpen || shown.length === 0}
        ref={box}
      >
        {isOpen &&
          shown.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the text field that keeps the focus
            <div
              key={option.value}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              className={index === at ? 'at' : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(option)}
            >
              <span>{option.label}</span>
              {option.detail && <small>{option.detail}</small>}
            </div>
          ))}
      </div>
      {isOpen && shown.length === 0 && (
        <p className="combo-none">{t(typed === '' ? 'combobox.typeOn' : 'combobox.none', { typed })}</p>
      )}
    </div>
  );
};
