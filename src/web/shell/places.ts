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
  { key: 'nav.mail', to: '/mail', under: ['/mail'], roles: ['systemAdmin'] },
];
/** What is looked up now and then; it stands under one word. */
const rare: readonly Place[] = [
  { key: 'nav.procedures', to: '/procedures', under: ['/procedures'] },
  { key: 'nav.proof', to: '/proof', under: ['/proof'] },
  {
    key: 'nav.publicPages',
    to: '/public-pages',
    under: ['/public-pages', '/new/publicPage'],
    roles: ['handler', 'leader', 'office', 'supervisor'],
  },
  {
    key: 'nav.settings',
    to: '/settings',
    under: ['/settings'],
    roles: ['systemAdmin', 'securityAdmin', 'auditor', 'office'],
  },
];

const rolesOf = (me: MeView | null | undefined): readonly string[] => me?.footings.flatMap(({ roles }) => roles) ?? [];

/** Somebody who keeps the house and has no part in its matters: pages of matters would be empty for ever. */
export const administers = (me: MeView | null | undefined): boolean => {
  const held = rolesOf(me);
  return held.length > 0 && held.every((role) => ['systemAdmin', 'securityAdmin', 'auditor'].includes(role));
};

const openTo = (me: MeView | null | undefined, places: readonly Place[]): readonly Place[] => {
  const held = rolesOf(me);
  return places.filter(({ roles }) => roles === undefined || roles.some((role) => held.includes(role)));
};

/** Where somebody works, the desk first; an administrator's own place comes before what everybody has. */
const ownPlaces = (me: MeView | null | undefined): readonly Place[] => {
  const open = openTo(me, daily);
  if (!administers(me)) return [desk, ...open];
  const rest = open.filter(({ ofMatters }) => !ofMatters);
  return [desk, ...rest.filter(({ roles }) => roles !== undefined), ...rest.filter(({ roles }) => roles === undefined)];
};

const more = (hidden: readonly Place[]): Place => ({
  key: 'nav.more',
  to: '/more',
  under: ['/more', ...hidden.flatMap(({ under }) => under)],
});

/** The words of the bar: as many as there is room for, all else under the last one. */
export const barOf = (me: MeView | null | undefined, room: number): readonly Place[] => [
  ...ownPlaces(me).slice(0, room),
  more(furtherOf(me, room)),
];

/** On a phone four words: the first two places, notices, and everything else under one. */
export const dockOf = (me: MeView | null | undefined): readonly Place[] => [
  ...ownPlaces(me).slice(0, dockRoom),
  notices,
  more(furtherOf(me, dockRoom)),
];

/** How many places of one's own a phone's dock shows. */
export const dockRoom = 2;

/** What stands under the last word, where `room` places of one's own stand before it. */
export const furtherOf = (me: MeView | null | undefined, room: number): readonly Place[] => [
  ...ownPlaces(me).slice(room),
  ...openTo(me, rare),
  account,
];

/** Where an administrator goes from a desk that has nothing for them. */
export const placesToKeep = (me: MeView | null | undefined): readonly Place[] => furtherOf(me, 1);

/** Every place there is for somebody, for the search box. */
export const everyPlace = (me: MeView | null | undefined): readonly Place[] => [...furtherOf(me, 0), notices];
