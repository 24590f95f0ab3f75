import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { call } from '../api/client.ts';
import { Combobox } from '../parts/combobox.tsx';
import { useAbout } from './about.ts';
import type { ControlProps } from './control.ts';
import { useBrief } from './use-brief.ts';

/** What is typed so far may be half a word: asking waits this long for the next letter. */
const pause = 200;

const useFound = (procedure: string, unit: string | undefined, q: string) =>
  useQuery({
    queryKey: ['matters', 'search', procedure, unit ?? null, q],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, q === '' ? 0 : pause));
      if (signal.aborted) throw new DOMException('another letter came', 'AbortError');
      const wanted = new URLSearchParams({ procedure, q, ...(unit && { unit }) });
      return (await call<{ items: MatterBrief[] }>(`/matters/search?${wanted}`)).items;
    },
    placeholderData: keepPreviousData,
  });

/** Another matter, by its number or words of its title; those of the same unit are offered before anything is typed. */
export const MatterControl = ({ field, id, values, onChange, invalid, describedBy }: ControlProps) => {
  const { t } = useTranslation();
  const about = useAbout();
  const [typed, setTyped] = useState('');
  const value = typeof values[field.name] === 'string' ? (values[field.name] as string) : null;
  const found = useFound(field.procedure ?? '', about?.unit, typed.trim());
  const items = (found.data ?? []).filter((matter) => matter.id !== about?.id);
  const chosen = useBrief(items.some((matter) => matter.id === value) ? null : value);
  const options = [...(chosen.data ? [chosen.data] : []), ...items].map((matter) => ({
    value: matter.id,
    label: `${matter.number} ${matter.title ?? ''}`.trim(),
    detail: t(`state.${matter.procedure}.${matter.state}`),
    // Words that the server found it by may stand nowhere in what is shown.
    search: typed,
  }));
  return (
    <Combobox
      id={id}
      options={options}
      value={value}
      onChange={(next) => onChange({ [field.name]: next ?? undefined })}
      onType={setTyped}
      invalid={invalid}
      describedBy={describedBy}
      required={field.required === true}
      placeholder={t('combobox.matter')}
    />
  );
};
