import { parseLimit } from '../../kernel/calendar/limit.ts';
import type { Overlay } from '../../kernel/procedure/overlay.ts';
import type { extraTypes } from '../../kernel/procedure/overlay-parts.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';

export type ExtraType = (typeof extraTypes)[number];

/** A field as it is typed in: its words beside it, choices as one line of words. Its name is given once and stays. */
export type ExtraDraft = {
  form: string;
  name: string;
  type: ExtraType;
  title: string;
  required: boolean;
  choices: { code: string; word: string }[];
};

export type LimitDraft = { name: string; count: string; unit: string; isNew: boolean; title: string; state: string };

/** What stands in the editor's controls. */
export type OverlayDraft = {
  limits: LimitDraft[];
  titles: Record<string, string>;
  extras: ExtraDraft[];
  /** Figures of rules: a number as it is typed, or the values that are chosen. */
  parameters: Record<string, string | readonly string[]>;
};

const unitOf = (limit: string | undefined): string => limit?.replace(/^\d+/, '') ?? 'wd';
const countOf = (limit: string | undefined): string => String((limit && parseLimit(limit)?.count) ?? '');

/** Titles of what the overlay itself adds are typed beside it, not in the list of words. */
const belongsToAdded = (overlay: Overlay, code: string, builtIn: Procedure, key: string): boolean => {
  const isExtra = Object.entries(overlay.fields).some(([form, fields]) =>
    fields.some(({ name }) => key === `form.${form}.${name}` || key.startsWith(`choice.${form}.${name}.`)),
  );
  const isLimit = Object.keys(overlay.limits).some(
    (name) => !builtIn.limits?.[name] && key === `limit.${code}.${name}`,
  );
  return isExtra || isLimit;
};

/** An overlay → the editor's controls, limits of the house among them so that each can be changed. */
export const draftOf = (builtIn: Procedure, overlay: Overlay): OverlayDraft => {
  const { code } = builtIn;
  const own = Object.entries(builtIn.limits ?? {}).filter(([, { kind }]) => kind !== 'fixed' && kind !== 'statute');
  const limit = (name: string, text: string | undefined, isNew: boolean): LimitDraft => ({
    name,
    count: countOf(text),
    unit: unitOf(text),
    isNew,
    title: overlay.titles[`limit.${code}.${name}`] ?? '',
    state: overlay.limits[name]?.states?.[0] ?? '',
  });
  return {
    limits: [
      ...own.map(([name, rule]) => limit(name, overlay.limits[name]?.limit ?? rule.limit, false)),
      ...Object.entries(overlay.limits)
        .filter(([name]) => !builtIn.limits?.[name])
        .map(([name, rule]) => limit(name, rule.limit, true)),
    ],
    parameters: Object.fromEntries(
      Object.entries(builtIn.parameters ?? {}).map(([name, stands]) => {
        const value = overlay.parameters?.[name] ?? stands.value;
        return [name, typeof value === 'number' ? String(value) : value];
      }),
    ),
    titles: Object.fromEntries(
      Object.entries(overlay.titles).filter(([key]) => !belongsToAdded(overlay, code, builtIn, key)),
    ),
    extras: Object.entries(overlay.fields).flatMap(([form, fields]) =>
      fields.map(({ name, type, required, choices }) => ({
        form,
        name,
        type,
        required: required === true,
        title: overlay.titles[`form.${form}.${name}`] ?? '',
        choices: (choices ?? []).map((choice) => ({
          code: choice,
          word: overlay.titles[`choice.${form}.${name}.${choice}`] ?? '',
        })),
      })),
    ),
  };
};

/** Words typed for choices, one after the other; a word that stood before keeps its code, so that old matters keep theirs. */
export const choicesOf = (typed: string, before: ExtraDraft['choices']): ExtraDraft['choices'] => {
  const words = [...new Set(typed.split(/[、,，;；\n]/).map((word) => word.trim()))].filter((word) => word !== '');
  const used = new Set(before.map(({ code }) => code));
  let next = 0;
  const fresh = () => {
    do next += 1;
    while (used.has(`c${next}`));
    used.add(`c${next}`);
    return `c${next}`;
  };
  return words.map((word) => before.find((each) => each.word === word) ?? { code: fresh(), word });
};

/** A name no other added field has, whatever became of those before. */
export const freshName = (code: string, taken: readonly string[]): string => {
  const head = `x${code.charAt(0).toUpperCase()}${code.slice(1)}`;
  let nr = 1;
  while (taken.includes(`${head}${nr}`)) nr += 1;
  return `${head}${nr}`;
};

const limitsOf = (builtIn: Procedure, { limits }: OverlayDraft, before: Overlay): Overlay['limits'] =>
  Object.fromEntries(
    limits.flatMap(({ name, count, unit, isNew, state }) => {
      const length = `${count.trim()}${unit}`;
      const near = before.limits[name]?.near;
      if (isNew)
        return [
          [
            name,
            {
              kind: state === '' ? ('promise' as const) : ('stage' as const),
              limit: length,
              ...(state !== '' && { states: [state] }),
              ...(near && { near }),
            },
          ],
        ];
      const changed = length !== builtIn.limits?.[name]?.limit;
      return changed || near ? [[name, { ...(changed && { limit: length }), ...(near && { near }) }]] : [];
    }),
  );

/** Only what differs from the house; a number that is none goes as it is typed, for the server to say so. */
const parametersOf = (builtIn: Procedure, { parameters }: OverlayDraft): Pick<Overlay, 'parameters'> => {
  const changed = Object.entries(builtIn.parameters ?? {}).flatMap(([name, stands]) => {
    const typed = parameters[name];
    if (typed === undefined) return [];
    const value = typeof typed === 'string' ? Number(typed.trim() || Number.NaN) : [...typed];
    return JSON.stringify(value) === JSON.stringify(stands.value) ? [] : [[name, value] as const];
  });
  return changed.length === 0 ? {} : { parameters: Object.fromEntries(changed) };
};

/** The editor's controls → the overlay that is sent. */
export const overlayOf = (builtIn: Procedure, draft: OverlayDraft, before: Overlay): Overlay => {
  const titles: Record<string, string> = {};
  const put = (key: string, word: string) => {
    if (word.trim() !== '') titles[key] = word.trim();
  };
  for (const [key, word] of Object.entries(draft.titles)) put(key, word);
  for (const { name, title, isNew } of draft.limits) if (isNew) put(`limit.${builtIn.code}.${name}`, title);
  const fields: Overlay['fields'] = {};
  for (const { form, name, type, required, title, choices } of draft.extras) {
    put(`form.${form}.${name}`, title);
    for (const { code, word } of choices) put(`choice.${form}.${name}.${code}`, word);
    fields[form] = [
      ...(fields[form] ?? []),
      {
        name,
        type,
        ...(required && { required: true as const }),
        ...(type === 'choice' && { choices: choices.map(({ code }) => code) }),
      },
    ];
  }
  return { limits: limitsOf(builtIn, draft, before), titles, fields, ...parametersOf(builtIn, draft) };
};
