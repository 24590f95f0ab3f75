import { plan } from '../../../kernel/calendar/plan.ts';
import { toMoment } from '../../../kernel/calendar/zone.ts';
import { explainClock } from '../../../kernel/clock/explain.ts';
import type { Holding } from '../../../kernel/matter/matter.ts';
import type { EventBody } from '../../../kernel/proof/event.ts';
import { granted, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import { viewerValues } from '../../../platform/authorization/visible-to.ts';
import { dayOf, type Engine } from '../../../platform/command/engine.ts';
import { run } from '../../../platform/database/statement.ts';
import { recordAccess } from '../../../platform/matter/page.ts';
import { type MatterRead, readMatter } from '../../../platform/matter/read.ts';
import { revealer } from '../../../platform/matter/render.ts';
import { clocksOf } from '../../../platform/matter/time.ts';
import { procedureOf } from '../../../platform/settings/settings.ts';
import { chinaSource } from '../domain/china.ts';
import type { DeadlineView } from '../domain/views.ts';
import { extensionsOf, movesOf, pausesOf } from './told.ts';
import { bornCalendar, calendarVersion } from './versions.ts';

/** Who held it when a day ended; on a day to come, who holds it now. */
const holderOn = (holdings: readonly Holding[], end: number): number | null => {
  const index = holdings.findLastIndex(({ from }) => Date.parse(from) < end);
  return index < 0 ? null : index;
};

const newest = Number.MAX_SAFE_INTEGER;

/** The whole explanation of one clock of a matter, for whoever may see the matter. */
export const deadlineOf = async (
  engine: Engine,
  viewer: Viewer,
  id: string,
  name: string,
): Promise<Outcome<DeadlineView>> => {
  const agency = viewer.agency.id;
  const [row] = await run<MatterRead>(engine.runner, readMatter, agency, id, ...viewerValues(viewer), newest);
  if (!row) return refuse('notFound', 'matter');
  await recordAccess(engine, viewer, 'page', [row]);
  const clock = row.fold.clocks?.[name];
  if (!clock) return refuse('notFound', 'deadline');
  const now = engine.now();
  const procedure = procedureOf(viewer.settings.kit, row.procedure, row.version);
  const view = clocksOf(viewer, procedure, row, now).find((each) => each.name === name);
  const calendar = viewer.settings.calendarOf(clock.calendar);
  const version = clock.calendar === null ? null : await calendarVersion(engine.runner, agency, clock.calendar.seq);
  const explained = explainClock(calendar, clock, now.getTime());
  if (!explained.ok) return explained;
  if (!view) return refuse('notFound', 'deadline');
  const reveal = revealer(engine.vault, row);
  const bodies = row.events.map(({ body }) => JSON.parse(body) as EventBody).reverse();
  const { zone } = plan(calendar);
  const notes = version?.notes ?? bornCalendar.notes;
  const holdings = row.fold.holdings ?? [];
  const { directory } = viewer;
  return granted({
    matter: { id: row.id, number: row.number, title: row.title, procedure: row.procedure },
    clock: view,
    due: explained.value.due === null ? null : new Date(explained.value.due).toISOString(),
    provisional: view.provisional,
    days: explained.value.days.map((day) => ({
      ...day,
      note: notes[day.date] ?? null,
      holder: holderOn(holdings, toMoment(zone, Date.parse(`${day.date}T00:00:00Z`) + 86_400_000)),
    })),
    holders: holdings.map((holding, index) => ({
      unit: { id: holding.unit, name: directory.unitName(holding.unit) },
      person: { id: holding.person, name: directory.personName(holding.person) },
      from: holding.from,
      to: holdings[index + 1]?.from ?? null,
    })),
    pauses: pausesOf(clock, bodies, reveal),
    extensions: extensionsOf(procedure, name, bodies, reveal),
    moves: await Promise.all(
      movesOf(name, bodies).map(async (move) => ({
        ...move,
        source:
          move.version === null ? null : ((await calendarVersion(engine.runner, agency, move.version))?.source ?? null),
      })),
    ),
    calendar: {
      seq: version?.version.seq ?? null,
      source: version?.source ?? chinaSource,
      effectiveFrom: version?.effectiveFrom ?? null,
    },
    today: dayOf(now),
  });
};
