import i18next from 'i18next';
import { parseLimit } from '../../kernel/calendar/limit.ts';
import type { Difference } from '../../kernel/procedure/differences.ts';
import type { Parameter } from '../../kernel/procedure/procedure.ts';
import { firstText } from '../texts/i18n.ts';

/** `5wd` → 5 个工作日. */
export const limitInWords = (limit: string | undefined): string => {
  const parsed = limit === undefined ? null : parseLimit(limit);
  if (!parsed) return limit ?? i18next.t('procedure.fixedDate');
  const words = i18next.t(`limitUnit.${parsed.unit}`, { count: parsed.count });
  return parsed.rollOver ? i18next.t('procedure.rolls', { limit: words }) : words;
};

/** Whole days, or hours below one, that somebody has waited since a moment. */
export const waitedSince = (since: string, now: number = Date.now()): string => {
  const hours = Math.max(0, Math.floor((now - Date.parse(since)) / 3_600_000));
  return hours < 24
    ? i18next.t('procedure.hours', { count: hours })
    : i18next.t('procedure.days', { count: Math.floor(hours / 24) });
};

/** `20`, or 关键小事、隐患. */
export const parameterInWords = (parameter: Parameter): string => {
  if (parameter.type === 'int') return String(parameter.value);
  const words = parameter.value.map((each) => i18next.t(`choice.${parameter.words}.${each}`));
  return words.length === 0 ? i18next.t('parameter.none') : words.join(i18next.t('listed'));
};

const titleOf = (...keys: string[]): string => i18next.t(firstText(...keys));

const partOf = (text: string | null): Record<string, unknown> => {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/**
 * Words and choices of an added field stand with the field, not as differences of their own. Answers what is left to show, and
 * the words by their keys.
 */
export const gathered = (list: readonly Difference[]): { shown: Difference[]; words: ReadonlyMap<string, string> } => {
  const words = new Map(
    list.flatMap(({ at, is }) => (at.startsWith('titles.') && is ? [[at.slice(7), is] as const] : [])),
  );
  const added = list.flatMap(({ at, was }) => (was === null && !at.startsWith('titles.') ? [at] : []));
  const belongs = (at: string): boolean =>
    added.some((each) => {
      const [kind = '', ...rest] = each.split('.');
      const name = rest.join('.');
      if (kind === 'fields') return at === `titles.form.${name}` || at.startsWith(`titles.choice.${name}.`);
      return kind === 'limits' && at.startsWith('titles.limit.') && at.endsWith(`.${name}`);
    });
  return { shown: list.filter(({ at }) => !belongs(at)), words };
};

/** One difference as a person reads it: what it is about, how it was, how it is. */
export const differenceInWords = (
  code: string,
  { at, was, is }: Difference,
  words: ReadonlyMap<string, string>,
): { about: string; was: string | null; is: string | null } => {
  const [kind = '', first = '', ...rest] = at.split('.');
  const second = rest.join('.');
  switch (kind) {
    case 'limits': {
      const length = (text: string | null) =>
        text === null ? null : limitInWords(partOf(text).limit as string | undefined);
      const about = i18next.t('difference.limits', {
        what: words.get(`limit.${code}.${first}`) ?? titleOf(`limit.${code}.${first}`),
      });
      return { about, was: length(was), is: length(is) };
    }
    case 'fields': {
      const type = (text: string | null) => {
        if (text === null) return null;
        const { type: of, required, choices } = partOf(text);
        const named = (Array.isArray(choices) ? choices : []).map((choice) => {
          const key = `choice.${first}.${second}.${choice}`;
          return words.get(key) ?? titleOf(key);
        });
        const kind = named.length > 0 ? named.join(' / ') : i18next.t(`fieldType.${of}`);
        return required === true ? i18next.t('difference.required', { type: kind }) : kind;
      };
      const about = i18next.t('difference.fields', {
        what: words.get(`form.${first}.${second}`) ?? titleOf(`form.${first}.${second}`),
      });
      return { about, was: type(was), is: type(is) };
    }
    case 'parameters': {
      const value = (text: string | null) => (text === null ? null : parameterInWords(JSON.parse(text) as Parameter));
      return { about: titleOf(`parameter.${code}.${first}`), was: value(was), is: value(is) };
    }
    case 'titles':
      return { about: i18next.t('difference.titles', { what: titleOf(`${first}.${second}`) }), was, is };
    default:
      return { about: titleOf(`${kind.replace(/s$/, '')}.${code}.${first}`), was, is };
  }
};
