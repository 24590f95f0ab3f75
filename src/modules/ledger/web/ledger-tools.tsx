import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../../kernel/view/view.ts';
import { call } from '../../../web/api/client.ts';
import { useNames } from '../../../web/parts/names.ts';
import { type FilterName, type Grouping, groupings } from '../domain/filters.ts';
import type { Look } from '../domain/saved-view.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterChip } from './filter-chip.tsx';
import { addable, type Choice, fieldOf, standing } from './filter-fields.ts';
import { today } from './today.ts';

/** Themes by name, asked for only where somebody filters by one. */
const useThemes = (isWanted: boolean): readonly Choice[] => {
  const { data } = useQuery({
    queryKey: ['ledger-themes'],
    queryFn: () => call<{ items: MatterBrief[] }>('/matters?procedure=theme&limit=200'),
    staleTime: 60_000,
    enabled: isWanted,
  });
  return (data?.items ?? []).map(({ id, title, number }) => ({ value: id, label: title ?? number }));
};

type Props = {
  search: URLSearchParams;
  group: Grouping;
  /** Else they are folded: on a phone the rows come first. */
  isWide: boolean;
  look: Look;
  onLook: (look: Look) => void;
  onChange: (values: Record<string, string | null>) => void;
};

/** Grouping and filters; what is set stands in the address. To the right how the view is looked at. */
export const LedgerTools = ({ search, group, isWide, look, onLook, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const names = useNames();
  const [added, setAdded] = useState<readonly FilterName[]>([]);
  const set = (name: FilterName): string => search.get(name) ?? '';
  const shown = [...standing, ...addable.filter((name) => set(name) !== '' || added.includes(name))];
  const themes = useThemes(shown.includes('theme'));
  const rest = addable.filter((name) => !shown.includes(name));
  const filtered = [...standing, ...addable].filter((name) => set(name) !== '').length;
  const tools = (
    <div className="tools">
      <span className={group === 'none' ? 'f' : 'f on'}>
        <label htmlFor={`${id}-group`}>{t('ledger.groupFilter')}</label>
        <select
          id={`${id}-group`}
          value={group}
          onChange={({ target }) => onChange({ group: target.value === 'unit' ? null : target.value })}
        >
          {groupings.map((each) => (
            <option key={each} value={each}>
              {t(`ledger.by.${each}`)}
            </option>
          ))}
        </select>
      </span>
      <span className="f">
        <label htmlFor={`${id}-sort`}>{t('ledger.sortBy')}</label>
        <select
          id={`${id}-sort`}
          value={search.get('sort') ?? (search.get('view') === 'quarter' ? 'due' : 'registered')}
          onChange={({ target }) => onChange({ sort: target.value })}
        >
          <option value="registered">{t('ledger.sort.registered')}</option>
          <option value="due">{t('ledger.sort.due')}</option>
        </select>
      </span>
      {shown.map((name) => (
        <FilterChip
          key={name}
          field={fieldOf(name, t, names, themes, today())}
          value={set(name)}
          isNew={added.at(-1) === name && set(name) === ''}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      {rest.length > 0 && (
        <span className="f f--add">
          <label htmlFor={`${id}-add`} className="vh">
            {t('ledger.addFilter')}
          </label>
          <select
            id={`${id}-add`}
            value=""
            onChange={({ target }) => {
              if (target.value) setAdded((before) => [...before, target.value as FilterName]);
            }}
          >
            <option value="">{t('ledger.addFilter')}</option>
            {rest.map((name) => (
              <option key={name} value={name}>
                {t(`ledger.filter.${name}`)}
              </option>
            ))}
          </select>
        </span>
      )}
      {filtered > 0 && (
        <button
          type="button"
          className="btn btn--text"
          onClick={() => {
            setAdded([]);
            onChange(Object.fromEntries([...standing, ...addable].map((name) => [name, null])));
          }}
        >
          {t('ledger.clear')}
        </button>
      )}
      <ColumnsMenu look={look} onLook={onLook} />
    </div>
  );
  if (isWide) return tools;
  return (
    <details className="tools-fold">
      <summary>{filtered > 0 ? t('ledger.foldedSome', { count: filtered }) : t('ledger.folded')}</summary>
      {tools}
    </details>
  );
};
