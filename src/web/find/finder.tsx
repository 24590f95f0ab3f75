import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { href } from '../address.ts';
import { useKeys } from '../parts/keys.ts';
import { useGo } from '../parts/navigate.ts';
import { type Found, type FoundGroup, useFinder } from './use-finder.ts';
import './find.css';

type ListProps = {
  id: string;
  groups: readonly FoundGroup[];
  chosen: Found | undefined;
  onOpen: (found: Found) => void;
};

const Results = ({ id, groups, chosen, onOpen }: ListProps) => {
  const { t } = useTranslation();
  const all = groups.flatMap(({ found }) => found);
  return (
    <div className="found" id={id} role="listbox" aria-label={t('find.results')} hidden={all.length === 0}>
      {groups.map(({ key, found }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields of a form, these are options of a list
        <div key={key} role="group" aria-label={t(`find.group.${key}`)}>
          <p role="presentation">{t(`find.group.${key}`)}</p>
          {found.map((each) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the text field that keeps the focus
            <div
              key={each.to}
              id={`${id}-${all.indexOf(each)}`}
              role="option"
              tabIndex={-1}
              aria-selected={each === chosen}
              className={each === chosen ? 'at' : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey) window.open(href(each.to), '_blank', 'noopener');
                else onOpen(each);
              }}
            >
              <span>{each.label}</span>
              {each.detail !== '' && <small>{each.detail}</small>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
};

/**
 * The search box over all places: `/` goes there, arrows and Enter open what was found, Escape leaves. `isPage`: it is what
 * the page is for, so its list stays and takes room.
 */
export const Finder = ({ isPage = false }: { isPage?: boolean }) => {
  const { t } = useTranslation();
  const id = useId();
  const go = useGo();
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [isOpen, setIsOpen] = useState(isPage);
  const [at, setAt] = useState(0);
  const { groups, isAsking } = useFinder(isOpen ? typed : '');
  const all = groups.flatMap(({ found }) => found);
  const chosen = all[Math.min(at, all.length - 1)];
  useKeys({
    '/': (event) => {
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    },
  });
  // Whoever came to the page came to type: on a phone that saves a tap.
  useEffect(() => {
    if (isPage) field.current?.focus({ preventScroll: true });
  }, [isPage]);
  const open = (found: Found) => {
    setTyped('');
    setIsOpen(isPage);
    field.current?.blur();
    go(found.to);
  };
  const move = (to: number) => {
    const next = Math.min(all.length - 1, Math.max(0, to));
    setAt(next);
    box.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      open(chosen);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setTyped('');
      field.current?.blur();
    }
  };
  const isShown = isOpen && typed.trim() !== '';
  const isNone = isShown && all.length === 0 && !isAsking;
  return (
    <search className={isPage ? 'finder finder--page' : 'finder'} ref={box}>
      <input
        ref={field}
        className="input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        aria-label={t('find.label')}
        aria-expanded={isShown && all.length > 0}
        aria-controls={`${id}-found`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && chosen ? `${id}-found-${all.indexOf(chosen)}` : undefined}
        aria-keyshortcuts="/"
        placeholder={t('find.label')}
        value={typed}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(isPage)}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {!isPage && typed === '' && <kbd>/</kbd>}
      <Results id={`${id}-found`} groups={isShown ? groups : []} chosen={chosen} onOpen={open} />
      {isNone && <p className="found found-none">{t('find.none', { typed: typed.trim() })}</p>}
      <output className="vh" aria-live="polite">
        {isShown && !isAsking ? t('find.count', { count: all.length }) : ''}
      </output>
    </search>
  );
};
