import { describe, expect, it } from 'vitest';
import { startClockwork } from '../../../tests/builders/clockwork.ts';
import { wall } from '../../../tests/builders/office-hours.ts';

const opened = (data: Record<string, unknown> = {}) => {
  const matter = startClockwork();
  matter.act('register', wall('02 09:00'), { data });
  return matter;
};

describe('which clocks run', () => {
  it('from registration: those of its state, the promise and the statute; a date only when one is named', () => {
    expect(opened().levels()).toEqual({ contact: 'ok', promise: 'ok', statute: 'ok' });
    expect(opened({ dueOn: '2026-03-20' }).ends()).toEqual({
      contact: '03 17:30',
      promise: '10 17:30',
      statute: '16 17:30',
      date: '21 00:00',
    });
  });

  it('a back-entry counts from when it happened', () => {
    const matter = startClockwork();
    matter.act('register', wall('04 09:00'), { occurredAt: wall('02 09:00') });
    expect(matter.ends().contact).toBe('03 17:30');
    matter.pass(wall('04 09:00'));
    expect(matter.levels().contact).toBe('overPromise');
  });

  it('a step ends when its state is left, on time or late; the promise goes on', () => {
    const early = opened();
    early.act('move', wall('03 10:00'), { to: 'working' });
    expect(early.levels()).toEqual({ contact: '~doneOnTime', work: 'ok', promise: 'ok', statute: 'ok' });
    const late = opened();
    late.act('move', wall('03 17:31'), { to: 'working' });
    expect(late.levels().contact).toBe('~doneLate');
  });

  it('a step over several states goes on between them, one of its own starts anew each time', () => {
    const matter = opened();
    matter.act('move', wall('03 09:00'), { to: 'working' });
    matter.act('move', wall('04 09:00'), { to: 'checking' });
    expect(matter.ends()).toMatchObject({ work: '09 17:30', check: '05 10:00' });
    matter.act('move', wall('04 15:00'), { to: 'working' });
    matter.act('move', wall('05 15:00'), { to: 'checking' });
    expect(matter.ends()).toMatchObject({ work: '09 17:30', check: '06 16:00' });
  });

  it('the end ends all: on time and late are said against each, and the matter by its promise', () => {
    const matter = opened();
    matter.act('move', wall('11 09:00'), { to: 'done' });
    expect(matter.levels()).toEqual({ contact: '~doneLate', promise: '~doneLate', statute: '~doneOnTime' });
    expect(matter.standing()).toMatchObject({ level: 'doneLate', cause: null, due: null });
  });

  it('what is dropped is neither on time nor late', () => {
    const matter = opened();
    matter.act('move', wall('11 09:00'), { to: 'dropped' });
    expect(Object.values(matter.levels())).toEqual(['~none', '~none', '~none']);
    expect(matter.standing().level).toBe('none');
    matter.pass(wall('31 09:00'));
    expect(matter.said.filter((line) => line > '11')).toEqual([]);
  });
});

describe('a pause', () => {
  it('stops every limit and no date, and gives back the days', () => {
    const matter = opened({ dueOn: '2026-03-06' });
    matter.act('move', wall('03 09:00'), { to: 'waiting' });
    expect(matter.levels()).toEqual({ contact: 'paused', promise: 'paused', statute: 'paused', date: 'ok' });
    expect(matter.standing().level).toBe('ok');
    matter.pass(wall('09 09:00'));
    expect(matter.said.filter((line) => line > '03')).toEqual(['05 17:30 date near', '07 00:00 date over']);
    matter.act('move', wall('10 09:00'), { to: 'open' });
    expect(matter.ends()).toMatchObject({ contact: '10 17:30', promise: '17 17:30' });
  });

  it('of what is near: near again when it goes on, at the same share', () => {
    const matter = opened();
    // 2940 minutes; a fifth is left on Monday the 9th at 14:42.
    matter.act('move', wall('09 15:42'), { to: 'waiting' });
    expect(matter.levels().promise).toBe('paused');
    matter.act('move', wall('11 15:42'), { to: 'open' });
    matter.pass(wall('12 09:00'));
    expect(matter.levels().promise).toBe('near');
    expect(matter.ends().promise).toBe('12 17:30');
  });

  it('ended in a pause is judged by the time before it', () => {
    const matter = opened();
    matter.act('move', wall('04 09:00'), { to: 'waiting' });
    matter.act('move', wall('31 09:00'), { to: 'done' });
    expect(matter.levels()).toMatchObject({ contact: '~doneLate', promise: '~doneOnTime' });
  });

  it('does not start a step that was over before it, and the step starts anew behind it', () => {
    const matter = opened();
    matter.act('move', wall('03 09:00'), { to: 'working' });
    matter.act('move', wall('03 10:00'), { to: 'checking' });
    matter.act('move', wall('03 11:00'), { to: 'open' });
    matter.act('move', wall('04 09:00'), { to: 'waiting' });
    expect(matter.levels()).toMatchObject({ check: '~doneOnTime', contact: 'paused' });
    matter.act('move', wall('05 09:00'), { to: 'checking' });
    expect(matter.levels()).toMatchObject({ check: 'ok', contact: '~doneOnTime' });
    expect(matter.ends().check).toBe('06 10:00');
  });

  it('twice in a row is one pause, and several add up', () => {
    const matter = opened();
    for (const [from, to] of [
      ['03 09:00', '04 09:00'],
      ['05 09:00', '06 09:00'],
    ] as const) {
      matter.act('move', wall(from), { to: 'waiting' });
      matter.act('name', wall(from), {});
      matter.act('move', wall(to), { to: 'open' });
    }
    expect(matter.matter().clocks.promise?.pauses).toEqual([
      { from: wall('03 09:00'), to: wall('04 09:00') },
      { from: wall('05 09:00'), to: wall('06 09:00') },
    ]);
    expect(matter.ends().promise).toBe('12 17:30');
  });
});

describe('an extension', () => {
  const extended = (kind: 'Days' | 'Date', data: Record<string, unknown>, asked: string, granted: string) => {
    const matter = opened({ dueOn: '2026-03-10' });
    matter.act(`ask${kind}`, wall(asked), { data });
    matter.act(`grant${kind}`, wall(granted));
    return matter;
  };

  it('adds days to the limits it is for, when it is granted and not when it is asked', () => {
    const matter = opened();
    matter.act('askDays', wall('09 09:00'), { data: { days: 2 } });
    expect(matter.ends().promise).toBe('10 17:30');
    matter.act('grantDays', wall('09 10:00'));
    expect(matter.ends()).toMatchObject({ contact: '03 17:30', promise: '12 17:30', statute: '18 17:30' });
    expect(matter.matter().data).not.toHaveProperty('days');
  });

  it('of what is over meanwhile makes it fine again, and says so', () => {
    const matter = extended('Days', { days: 5 }, '10 09:00', '11 09:00');
    expect(matter.said).toContain('10 17:30 promise overPromise');
    matter.pass(wall('11 09:00'));
    expect(matter.levels().promise).toBe('ok');
    expect(matter.said.at(-1)).toBe('11 09:00 promise ok');
  });

  it('of a date is another date', () => {
    const matter = extended('Date', { dueOn: '2026-03-20' }, '09 09:00', '09 10:00');
    expect(matter.ends()).toMatchObject({ date: '21 00:00', promise: '10 17:30' });
    expect(matter.matter().data.dueOn).toBe('2026-03-20');
  });

  it('refused or withdrawn moves nothing', () => {
    const matter = opened();
    for (const answer of ['refuseDays', 'withdrawDays']) {
      matter.act('askDays', wall('04 09:00'), { data: { days: 2 } });
      matter.act(answer, wall('04 10:00'));
      expect(matter.ends().promise).toBe('10 17:30');
    }
  });
});

describe('a matter that comes back', () => {
  const reopened = (on: string, at: string) => {
    const matter = opened({ dueOn: on });
    matter.act('move', wall('05 09:00'), { to: 'done' });
    matter.act('move', wall(at), { to: 'working' });
    matter.pass(wall(at));
    return matter;
  };

  it('has its limits anew, from that day', () => {
    const matter = reopened('2026-03-20', '12 09:00');
    expect(matter.ends()).toMatchObject({
      work: '18 17:30',
      promise: '20 17:30',
      statute: '26 17:30',
      date: '21 00:00',
    });
    expect(matter.levels().promise).toBe('ok');
    expect(matter.levels().contact).toBe('~doneLate');
  });

  it('is not late by a date that had passed, until somebody names a new one', () => {
    const matter = reopened('2026-03-10', '12 09:00');
    expect(matter.levels().date).toBe('~doneOnTime');
    matter.act('name', wall('12 10:00'), { data: { dueOn: '2026-03-25' } });
    expect(matter.levels().date).toBe('ok');
    expect(matter.ends().date).toBe('26 00:00');
  });

  it('goes by the day on the wall: a date of yesterday has passed, also early in the morning', () => {
    expect(reopened('2026-03-11', '12 00:30').levels().date).toBe('~doneOnTime');
    expect(reopened('2026-03-12', '12 00:30').levels().date).toBe('near');
  });
});

describe('what the clock itself says', () => {
  it('is nobody acting: the sequence moves, what somebody did last does not', () => {
    const matter = opened();
    matter.pass(wall('31 09:00'));
    expect(matter.matter()).toMatchObject({
      acted: 1,
      seq: 1 + matter.said.length,
      state: 'open',
      since: wall('02 09:00'),
    });
    expect(matter.said).toEqual([
      '03 14:42 contact near',
      '03 17:30 contact overPromise',
      '09 14:42 promise near',
      '10 17:30 promise overPromise',
      '12 16:06 statute near',
      '16 17:30 statute over',
    ]);
  });

  it('a calendar that moved a clock is from then on the one it names', () => {
    const matter = opened();
    const version = { kind: 'calendar', id: '00000000-0000-4000-8000-000000000001', seq: 3 };
    matter.act('dueMoved', wall('03 09:00'), {
      data: { clocks: [{ clock: 'promise', from: wall('10 17:30'), to: wall('11 17:30') }] },
      settings: [version],
    });
    const { promise, statute } = matter.matter().clocks;
    expect([promise?.calendar, statute?.calendar]).toEqual([version, null]);
  });
});
