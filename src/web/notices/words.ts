import i18next from 'i18next';
import type { NoticeView } from '../../kernel/view/desk.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';

const t = (key: string, values: Record<string, unknown> = {}): string => i18next.t(key, values);

/** A notice in words, made when it is shown: it holds none itself. */
export const noticeWords = ({ kind, matter, action, by }: NoticeView): string => {
  const title = matter.title ?? t('erasedByLaw');
  const done = t(firstText(`done.${matter.procedure}.${action}`, `done.${action}`, 'done.other'));
  const who = by ? nameOf(by) : t('matter.system');
  return t(firstText(`notice.${kind}`, 'notice.other'), { title, done, who });
};
