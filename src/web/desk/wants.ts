import i18next from 'i18next';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { DeskColumn, DeskItem, Want } from '../../kernel/view/desk.ts';
import { nameOf } from '../parts/name-of.ts';
import { firstText } from '../texts/i18n.ts';

const t = (key: string, values: Record<string, unknown> = {}): string => i18next.t(key, values);

const inWords = ({ procedure, state }: DeskItem, want: Want): string => {
  const what = want.request ? t(`request.${procedure}.${want.request}`) : '';
  if (want.kind === 'request') return t('want.request', { what });
  if (want.kind === 'waiting') return want.request ? t('want.answer', { what }) : t(`state.${procedure}.${state}`);
  return t(firstText(`want.${procedure}.${state}`, 'want.turn'));
};

/** What is wanted of the reader, in words: 等你复核, 等你答复延期申请; for somebody stood in for, with that name. */
export const wantWords = (item: DeskItem): string =>
  item.wants
    .map((want) => {
      const words = inWords(item, want);
      return want.behalf ? t('want.behalf', { name: nameOf(want.behalf), words }) : words;
    })
    .join('，');

/** Whom a matter waits for: by name where its turn is one person's. */
export const waitedFor = (procedures: readonly Procedure[], item: DeskItem): string => {
  const table = procedures.find(({ code, version }) => code === item.procedure && version === item.version);
  const turn = table?.states[item.state]?.turn ?? null;
  if (item.wants.some(({ request }) => request !== null)) return t('want.decider');
  return turn === 'owner' ? nameOf(item.owner.person) : t(`want.by.${turn ?? 'nobody'}`);
};

/** `6`, `99+`; a plus as well where nobody has looked further. */
export const countWords = ({ count, more }: Pick<DeskColumn, 'count' | 'more'>): string =>
  count > 99 ? '99+' : more ? `${count}+` : String(count);
