import { lightsChanged } from '../../kernel/clock/change.ts';
import { evolve } from '../../kernel/matter/evolve.ts';
import type { Matter, SettingVersion } from '../../kernel/matter/matter.ts';
import type { Procedure } from '../../kernel/procedure/procedure.ts';
import type { EventBody } from '../../kernel/proof/event.ts';
import { type Live, liveOf } from '../command/live.ts';
import { type NoticeRow, noticesOf } from '../command/notices.ts';
import type { AgencySettings } from '../settings/settings.ts';
import { procedureOf } from '../settings/settings.ts';
import type { Claimed } from './rows.ts';

/** One `lightChanged` of a matter with all that is written for it. */
export type Step = {
  body: Omit<EventBody, 'prev'>;
  procedure: Procedure;
  matter: Matter;
  before: Live;
  live: Live;
  notices: NoticeRow[];
};

export type Reckoned = {
  claimed: Claimed;
  steps: Step[];
  /** How the matter stands when all steps are done, seen from the moment of reckoning. */
  live: Live;
};

export type Pace =
  /** The server's clock: what is over is over now, however late somebody looks. */
  | 'now'
  /** A simulated clock passes through every moment of change up to now. */
  | 'moments';

type Made = { agency: string; command: string; newId: () => string };

const millis = (moment: string): number => Date.parse(moment);

const stepOf = (
  { agency, command, newId }: Made,
  settings: AgencySettings,
  procedure: Procedure,
  matter: Matter,
  change: { clock: string; level: string; cause: string | null },
  at: number,
): Step => {
  const recordedAt = new Date(at).toISOString();
  const calendar: SettingVersion | null = matter.clocks[change.clock]?.calendar ?? null;
  const body: Step['body'] = {
    v: 1,
    agency,
    stream: { kind: 'matter', id: matter.id },
    parent: matter.parent,
    number: null,
    seq: matter.seq + 1,
    action: 'lightChanged',
    actor: null,
    post: null,
    onBehalfOf: null,
    command,
    recordedAt,
    occurredAt: recordedAt,
    settings: calendar ? [calendar] : [],
    procedure: { code: matter.procedure, version: matter.version },
    state: { from: matter.state, to: matter.state },
    data: { clock: change.clock, level: change.level, cause: change.cause },
    files: [],
  };
  const next = evolve(procedure, matter, {
    ...body,
    matter: matter.id,
    root: matter.root,
    procedure: { code: matter.procedure, version: matter.version },
    state: { from: matter.state, to: matter.state },
  });
  return {
    body,
    procedure,
    matter: next,
    before: liveOf(procedure, matter, settings.calendarOf),
    live: liveOf(procedure, next, settings.calendarOf),
    notices: noticesOf(
      procedure,
      matter,
      next,
      { action: body.action, data: body.data, recordedAt, actor: null, seq: next.seq },
      newId,
    ),
  };
};

/** When it next changes by itself, of all its clocks; `null` = never. */
const nextOf = (live: Live): number | null => {
  const moments = live.clocks.flatMap((clock) => (clock.next_change_at === null ? [] : [millis(clock.next_change_at)]));
  return moments.length > 0 ? Math.min(...moments) : null;
};

/** What has to be said of a matter's lights up to now: nothing, where somebody's act came before or it never was so. */
export const reckon = (
  made: Made,
  settings: AgencySettings,
  claimed: Claimed,
  now: number,
  pace: Pace = 'now',
): Reckoned => {
  const steps: Step[] = [];
  let matter = claimed.fold;
  const procedure = procedureOf(settings.kit, matter.procedure, matter.version);
  // Time never runs backwards within a stream, whatever this server's clock says.
  let last = Math.max(millis(matter.recordedAt), claimed.recorded_at.getTime());
  for (;;) {
    const next = nextOf(liveOf(procedure, matter, settings.calendarOf));
    const at = Math.max(last, pace === 'now' ? now : Math.min(next ?? now, now));
    for (const change of lightsChanged(procedure, matter, settings.calendarOf, at)) {
      const step = stepOf(made, settings, procedure, matter, change, at);
      steps.push(step);
      matter = step.matter;
    }
    const live = liveOf(procedure, { ...matter, recordedAt: new Date(at).toISOString() }, settings.calendarOf);
    const upcoming = nextOf(live);
    if (upcoming === null || upcoming > now || at >= now) return { claimed, steps, live };
    last = Math.max(at, upcoming);
  }
};
