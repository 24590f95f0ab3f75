import { type Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Change, Organisation } from './organisation.ts';

const lengthens = (before: { to: string | null } | undefined, to: string | null): boolean =>
  before === undefined || (before.to !== null && (to === null || to > before.to));

/**
 * Nobody gives themselves a post, more time in one, or more rights to one they hold: whoever keeps the organisation could so come
 * to read matters. A trial, in which one person is all three administrators, is told on every page instead.
 */
export const ownHandRefusal = (
  before: Organisation,
  changes: readonly Change[],
  person: string | null,
  trial: boolean,
): Refusal | null => {
  if (person === null || trial) return null;
  const own = before.appointmentsOf.get(person) ?? [];
  const isOwn = changes.some((change) => {
    if (change.kind === 'appointment')
      return (
        change.value.person === person &&
        lengthens(
          own.find(({ id }) => id === change.value.id),
          change.value.to,
        )
      );
    if (change.kind !== 'post' || !own.some(({ post }) => post === change.value.id)) return false;
    const stands = before.post.get(change.value.id);
    return (
      stands !== undefined &&
      (stands.reach !== change.value.reach || change.value.roles.some((role) => !stands.roles.includes(role)))
    );
  });
  return isOwn ? refuse('ruleBroken', 'directory.ownHand', {}, { mend: 'otherAdministrator' }).refusal : null;
};
