import type { Clock } from '../../../kernel/matter/matter.ts';
import type { Procedure } from '../../../kernel/procedure/procedure.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import type { DeadlineView } from '../domain/views.ts';

type Reveal = (value: unknown) => unknown;
const reasonOf = (body: EventBody | undefined, reveal: Reveal): unknown =>
  body?.data.reason === undefined ? null : reveal(body.data.reason);

/** What stopped a clock, as the event that began it says. */
export const pausesOf = (clock: Clock, bodies: readonly EventBody[], reveal: Reveal): DeadlineView['pauses'] =>
  clock.pauses.map(({ from, to }) => {
    const body = bodies.find((each) => each.recordedAt === from && each.state?.from !== each.state?.to);
    return { from, to, action: body?.action ?? null, reason: reasonOf(body, reveal) };
  });

/** Granted extensions of one clock, with what had been asked and why. */
export const extensionsOf = (
  procedure: Procedure,
  name: string,
  bodies: readonly EventBody[],
  reveal: Reveal,
): DeadlineView['extensions'] => {
  const made: DeadlineView['extensions'] = [];
  const asked = new Map<string, EventBody>();
  for (const body of bodies) {
    const step = procedure.actions[body.action]?.request;
    const rule = step && procedure.requests?.[step.kind];
    if (!step || rule?.effect !== 'extend' || !(rule.limits ?? []).includes(name)) continue;
    if (step.step === 'ask') asked.set(step.kind, body);
    const open = asked.get(step.kind);
    if (step.step !== 'grant' || !open) continue;
    const { days, dueOn } = open.data;
    made.push({
      seq: body.seq,
      at: body.recordedAt,
      days: typeof days === 'number' ? days : null,
      dueOn: typeof dueOn === 'string' ? dueOn : null,
      reason: reasonOf(open, reveal),
    });
  }
  return made;
};

/** Times another calendar moved one clock, with the version that did; its source is looked up by whoever shows it. */
export const movesOf = (
  name: string,
  bodies: readonly EventBody[],
): Omit<DeadlineView['moves'][number], 'source'>[] => {
  const made: Omit<DeadlineView['moves'][number], 'source'>[] = [];
  for (const body of bodies) {
    if (body.action !== 'dueMoved') continue;
    const clocks = body.data.clocks as { clock: string; from: string; to: string }[];
    const move = clocks.find(({ clock }) => clock === name);
    if (!move) continue;
    const seq = body.settings.find(({ kind }) => kind === 'calendar')?.seq ?? null;
    made.push({ seq: body.seq, at: body.recordedAt, from: move.from, to: move.to, version: seq });
  }
  return made;
};
