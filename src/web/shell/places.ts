import type { MeView } from '../../kernel/view/view.ts';
import { modules } from '../modules.ts';
import type { Place } from './place-at.ts';

export const notices: Place = { key: 'nav.notices', to: '/notices', under: ['/notices'] };
export const account: Place = { key: 'nav.account', to: '/account', under: ['/account'] };

const places: readonly Place[] = [
  { key: 'nav.desk', to: '/', under: ['/'] },
  ...modules.flatMap(({ navigation }) => navigation),
  { key: 'nav.procedures', to: '/procedures', under: ['/procedures'] },
  { key: 'nav.proof', to: '/proof', under: ['/proof'] },
  { key: 'nav.security', to: '/security', under: ['/security'], roles: ['securityAdmin', 'auditor'] },
];

/** Where somebody can go, in the order of the bar. */
export const placesOf = (me: MeView | null | undefined): readonly Place[] => {
  const held = me?.footings.flatMap(({ roles }) => roles) ?? [];
  return places.filter(({ roles }) => roles === undefined || roles.some((role) => held.includes(role)));
};

/** On a phone four words: the first two places, notices, and everything else under one. */
export const dockOf = (me: MeView | null | undefined): readonly Place[] => {
  const [first, second, ...others] = placesOf(me);
  const rest = [...others, account].flatMap(({ under }) => under);
  const shown = [first, second].filter((each) => each !== undefined);
  return [...shown, notices, { key: 'nav.more', to: '/more', under: ['/more', ...rest] }];
};
