import type { Pool } from 'pg';
import type { SettingVersion } from '../../../kernel/matter/matter.ts';
import { granted, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import type { Hand } from '../../../platform/log/setting.ts';
import { type Differences, differencesOf, startingOn } from '../domain/differences.ts';
import { type Faulty, faultsOf, type Proposed } from '../domain/proposed.ts';
import { openJob } from './jobs.ts';
import { bornCalendar, calendarVersion, holdCalendar, newestVersion, setCalendar } from './versions.ts';

export type Published = {
  version: SettingVersion;
  /** Null when no day to come has other hours. */
  job: { id: string; total: number } | null;
  differences: Differences;
};

export type PublishDeps = { pool: Pool; newId: () => string };

const fieldRefusal = (fields: readonly Faulty[]): { ok: false; refusal: Refusal } =>
  refuse('invalid', 'form', {}, { fields: fields.map((field) => ({ ...field })) });

/**
 * Publishes the next version of an agency's calendar: everything wrong with it at once, or the version and the job that looks at the
 * clocks it touches. `expected` is the version its author saw; null while there was none.
 */
export const publishCalendar = async (
  deps: PublishDeps,
  hand: Hand,
  proposed: Proposed,
  expected: number | null,
): Promise<Outcome<Published>> =>
  inTransaction(
    deps.pool,
    async (client): Promise<Outcome<Published>> => {
      const { id: agency } = hand.agency;
      await holdCalendar(client, agency);
      const stands = await newestVersion(client, agency);
      if ((stands?.seq ?? null) !== expected)
        return refuse('stale', 'calendar.moved', { expected: expected ?? 0, seq: stands?.seq ?? 0 });
      const before = stands ? await calendarVersion(client, agency, stands.seq) : bornCalendar;
      if (!before) throw new Error(`version ${stands?.seq} of the calendar is gone`);
      const faults = faultsOf(proposed, before.calendar);
      if (faults.length > 0) return fieldRefusal(faults);
      const { effectiveFrom, source } = proposed;
      const calendar = startingOn(before.calendar, proposed.calendar, effectiveFrom);
      const differences = differencesOf(before.calendar, calendar, effectiveFrom);
      const notes = Object.fromEntries(
        Object.keys(calendar.days).flatMap((date) => {
          const note = date < effectiveFrom ? before.notes[date] : proposed.notes[date];
          return note ? [[date, note]] : [];
        }),
      );
      const version = await setCalendar(client, hand, {
        stream: stands?.id ?? deps.newId(),
        effectiveFrom,
        calendar,
        notes,
        source: source.trim(),
      });
      if (version === 'stale') return refuse('stale', 'calendar.moved', { expected: expected ?? 0 });
      const { first } = differences;
      if (first === null) return granted({ version, job: null, differences });
      const id = deps.newId();
      const total = await openJob(client, agency, { id, version, first, calendar, now: hand.now });
      return granted({ version, job: { id, total }, differences });
    },
    (outcome) => outcome.ok,
  );
