import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type OfficialColumn, officialColumns } from '../domain/official-columns.ts';
import type { Look } from '../domain/saved-view.ts';

type Props = { look: Look; onLook: (look: Look) => void };

/** The number is the way to the entry: a table without it could not be worked with. */
const fixed: OfficialColumn = 'number';

/** How a view is looked at: which of the official columns, rows of one line or two. Kept for the reader, view by view. */
export const ColumnsMenu = ({ look, onLook }: Props) => {
  const { t } = useTranslation();
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const away = (event: Event) => {
      if (details.current?.open && !details.current.contains(event.target as Node)) details.current.open = false;
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, []);
  const toggle = (column: OfficialColumn) =>
    onLook({
      ...look,
      columns: officialColumns.filter((each) =>
        each === column ? !look.columns.includes(each) : look.columns.includes(each),
      ),
    });
  return (
    <span className="looks">
      <button
        type="button"
        className="btn btn--text"
        aria-pressed={look.lines === 2}
        onClick={() => onLook({ ...look, lines: look.lines === 2 ? 1 : 2 })}
      >
        {t('ledger.twoLines')}
      </button>
      <details
        ref={details}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !details.current) return;
          details.current.open = false;
          details.current.querySelector('summary')?.focus();
        }}
      >
        <summary className="btn btn--text">{t('ledger.columns', { count: look.columns.length })}</summary>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own box around what is one panel */}
        <div className="f-panel f-panel--end" role="group" aria-label={t('ledger.columnsChosen')}>
          <ul>
            {officialColumns.map((column) => (
              <li key={column}>
                <label>
                  <input
                    type="checkbox"
                    checked={look.columns.includes(column)}
                    disabled={column === fixed}
                    onChange={() => toggle(column)}
                  />
                  {t(`ledger.column.${column}`)}
                </label>
              </li>
            ))}
          </ul>
        </div>
      </details>
    </span>
  );
};
