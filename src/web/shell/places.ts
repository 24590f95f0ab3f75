import type { MeView } from '../../kernel/view/view.ts';
import { modules } from '../modules.ts';
import type { Place } from './place-at.ts';

const desk: Place = { key: 'nav.desk', to: '/', under: ['/'] };
export const notices: Place = { key: 'nav.notices', to: '/notices', under: ['/notices'] };
export const account: Place = { key: 'nav.account', to: '/account', under: ['/account'] };

/** What is gone to every day, in the order of the bar. */
const daily: readonly Place[] = [
  ...modules.flatMap(({ navigation }) => navigation),
  { key: 'nav.security', to: '/security', under: ['/security'], roles: ['securityAdmin', 'auditor'] },
];
/** What is looked up now and then; it stands under one word. */
const rare: readonly Place[] = [
  { key: 'nav.procedures', to: '/procedures', under: ['/procedures'] },
  { key: 'nav.proof', to: '/proof', under: ['/proof'] },
];

const rolesOf = (me: MeView | null | undefined): readonly string[] => me?.footings.flatMap(({ roles }) => roles) ?? [];

/** Somebody who keeps the house and has no part in its matters: pages of matters would be empty for ever. */
export const administers = (me: MeView | null | undefined): boolean => {
  const held = rolesOf(me);
  return held.length > 0 && held.every((role) => ['systemAdmin', 'securityAdmin', 'auditor'].includes(role));
};

/** Where somebody works, the desk first; an administrator's own place comes before what everybody has. */
const ownPlaces = (me: MeView | null | undefined): readonly Place[] => {
  const held = rolesOf(me);
  const open = daily.filter(({ roles }) => roles === undefined || roles.some((role) => held.includes(role)));
  if (!administers(me)) return [desk, ...open];
  const rest = open.filter(({ ofMatters }) => !ofMatters);
  return [desk, ...rest.filter(({ roles }) => roles !== undefined), ...rest.filter(({ roles }) => roles === undefined)];
};

const more = (hidden: readonly Place[]): Place => ({
  key: 'nav.more',
  to: '/more',
  under: ['/more', ...hidden.flatMap(({ under }) => under)],
});

/** The words of the bar. */
export const barOf = (me: MeView | null | undefined): readonly Place[] => [...ownPlaces(me), more(rare)];

/** On a phone four words: the first two places, notices, and everything else under one. */
export const dockOf = (me: MeView | null | undefined): readonly Place[] => {
  const [first, second, ...others] = ownPlaces(me);
  const shown = [first, second].filter((each) => each !== undefined);
  return [...shown, notices, more([...others, ...rare, account])];
};

/** What stands under the last word, of the bar or of the phone's dock. */
export const furtherOf = (me: MeView | null | undefined, isPhone: boolean): readonly Place[] => [
  ...(isPhone ? ownPlaces(me).slice(2) : []),
  ...rare,
  account,
];

/** Where an administrator goes from a desk that has nothing for them. */
export const placesToKeep = (me: MeView | null | undefined): readonly Place[] => [
  ...ownPlaces(me).slice(1),
  ...rare,
  account,
];
