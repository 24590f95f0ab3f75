import i18next from 'i18next';
import type { MatterBrief } from '../../kernel/view/view.ts';
import { moment } from '../parts/moment.ts';

export type Left = NonNullable<MatterBrief['left']>;
export type Light = MatterBrief['light'];

const t = (key: string, values: Record<string, unknown> = {}): string => i18next.t(key, values);

/** `1 个工作日 3 小时`; minutes only where no day is left, hours only within ten days. */
export const spanInWords = ({ minutes, dayMinutes }: Left): string => {
  const whole = Math.abs(minutes);
  const days = Math.floor(whole / dayMinutes);
  const rest = whole - days * dayMinutes;
  const hours = Math.floor(rest / 60);
  const parts = [
    ...(days > 0 ? [t('span.days', { count: days })] : []),
    ...(hours > 0 && days < 10 ? [t('span.hours', { count: hours })] : []),
    ...(days === 0 && rest % 60 > 0 ? [t('span.minutes', { count: rest % 60 })] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : t('span.none');
};

export type Standing = { light: Light; cause?: string | null; left: Left | null; paused?: Left | null };

/**
 * The words of a light, without its shape: `还剩 1 个工作日 3 小时`, `临期 剩 3 小时`, `超期 4 小时`, `暂停`, `按时办结`. The log says
 * how a clock stands; where the clock loop has not yet said that the end is past, the words do. Null where no clock runs.
 */
export const standingInWords = ({ light, cause, left, paused }: Standing): string | null => {
  const isPast = left !== null && left.minutes < 0;
  switch (light) {
    case 'none':
      return null;
    case 'ok':
    case 'near':
      if (left === null) return t(`light.${light}`);
      if (isPast) return t('light.past', { span: spanInWords(left) });
      // A date that ends at midnight, on the evening or the weekend before.
      if (left.minutes === 0) return t(light === 'ok' ? 'light.noTime' : 'light.nearNoTime');
      return t(light === 'ok' ? 'light.left' : 'light.nearLeft', { span: spanInWords(left) });
    case 'overPromise':
    case 'over': {
      const word = t(cause === 'stageLate' && light === 'overPromise' ? 'light.stageLate' : `light.${light}`);
      return isPast ? `${word} ${spanInWords(left)}` : word;
    }
    case 'paused':
      return paused ? `${t('light.paused')} ${spanInWords(paused)}` : t('light.paused');
    default:
      return t(`light.${light}`);
  }
};

const midnight = '00:00';

/**
 * When it is due: `10-13 周二 17:30`, with the year when it is not this one. An end at midnight is told by its day, as people
 * write it on a form.
 */
export const dueInWords = (dueAt: string, now: string = new Date().toISOString()): string => {
  const ends = moment(dueAt);
  const at = ends.time === midnight ? moment(new Date(Date.parse(dueAt) - 1).toISOString()) : ends;
  const day = at.date.slice(0, 4) === moment(now).date.slice(0, 4) ? at.short : at.date;
  return ends.time === midnight ? `${day} ${at.weekday}` : `${day} ${at.weekday} ${at.time}`;
};

/** As `dueInWords`, the year always: for pages on which the date is the answer. */
export const dueInFull = (dueAt: string): string => dueInWords(dueAt, '0001-06-01T00:00:00.000Z');
