import { roles as allRoles, type Role } from '../../kernel/procedure/procedure.ts';
import { type Refusal, refuse } from '../../kernel/refusal.ts';

/** 三员: who keeps the organisation, who keeps the accounts, who watches both; none of them reads matters (DOMAIN B11). */
const administratorRoles = ['systemAdmin', 'securityAdmin', 'auditor'] as const satisfies readonly Role[];

/** Everybody else's roles: whoever works on matters. */
export const staffRoles: readonly Role[] = allRoles.filter((role) => !administratorRoles.some((each) => each === role));

/** What the whole agency reads is still not read by those who only keep the house. */
export const worksOnMatters = (capacities: readonly { roles: readonly Role[] }[]): boolean =>
  capacities.some(({ roles }) => roles.some((role) => staffRoles.includes(role)));

type Span = { from: string; to: string | null };
type Held = Span & { person: string; post: string };
type RolesOfPost = (post: string) => readonly Role[];

const overlap = (a: Span, b: Span): boolean => (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);

const administratorsIn = (roles: readonly Role[]): Role[] => administratorRoles.filter((role) => roles.includes(role));

/** Somebody who would hold two of the three at the same time, in whatever kind of appointment, and which ones. */
const separationBreach = (
  appointments: readonly Held[],
  rolesOf: RolesOfPost,
): { person: string; roles: Role[] } | null => {
  const byPerson = new Map<string, Held[]>();
  for (const each of appointments) {
    if (administratorsIn(rolesOf(each.post)).length === 0) continue;
    byPerson.set(each.person, [...(byPerson.get(each.person) ?? []), each]);
  }
  for (const [person, held] of byPerson)
    for (const [index, one] of held.entries())
      for (const other of held.slice(index)) {
        const roles = administratorsIn([...rolesOf(one.post), ...rolesOf(other.post)]);
        if (roles.length > 1 && overlap(one, other)) return { person, roles };
      }
  return null;
};

/** The same as a refusal; a trial agency may give all three to one person. */
export const separationRefusal = (
  appointments: readonly Held[],
  rolesOf: RolesOfPost,
  trial: boolean,
): Refusal | null => {
  const breach = trial ? null : separationBreach(appointments, rolesOf);
  return breach
    ? refuse('ruleBroken', 'administrators.together', { ...breach }, { mend: 'otherPerson' }).refusal
    : null;
};

/** An administrator's post brings no view of matters: no further role, and no reach beyond the holder's own. */
export const administratorPostFault = (post: {
  roles: readonly Role[];
  reach: string;
}): { path: 'roles' | 'reach'; rule: string } | null => {
  const held = administratorsIn(post.roles);
  if (held.length === 0) return null;
  if (post.roles.length > held.length) return { path: 'roles', rule: 'administratorsOnly' };
  return post.reach === 'own' ? null : { path: 'reach', rule: 'administratorsOwn' };
};

/** True when three people hold the three roles that day, so that a trial may end. */
export const areThreePeople = (appointments: readonly Held[], rolesOf: RolesOfPost, day: string): boolean => {
  const now = appointments.filter((each) => each.from <= day && (each.to === null || day <= each.to));
  return (
    separationBreach(
      appointments.filter(({ to }) => to === null || day <= to),
      rolesOf,
    ) === null && administratorRoles.every((role) => now.some(({ post }) => rolesOf(post).includes(role)))
  );
};
