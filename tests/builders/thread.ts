import { as, cast, type Member, units } from './cast.ts';
import { done, nothing, type World } from './world.ts';

/** The thread of a problem through the kernel, stage by stage, with who usually does what. */
export const evidence = (n = 1) => [
  { digest: String(n).repeat(64).slice(0, 64), name: `${n}.pdf`, size: 9, type: 'application/pdf' },
];

const answerable = (who: Member) => ({ owner: who.person, ownerPost: who.post });

export const problemData = (owner: Member = cast.owner) => ({
  title: '排队太久',
  unit: units.tax,
  ...answerable(owner),
});

export const measureData = (owner: Member = cast.measureOwner) => ({
  title: '加开窗口',
  unit: units.law,
  ...answerable(owner),
});

export const registered = (owner: Member = cast.owner): { world: World; problem: string } => {
  const world = done(
    nothing,
    as(cast.registrar),
    { procedure: 'problem' },
    { action: 'register', data: problemData(owner) },
  );
  return { world, problem: world.log[0]?.matter as string };
};

export type Planned = { world: World; problem: string; measure: string };

export const planned = (owner: Member = cast.owner, measureOwner: Member = cast.measureOwner): Planned => {
  const start = registered(owner);
  const world = done(
    start.world,
    as(owner),
    { matter: start.problem },
    { action: 'plan', data: { measures: [measureData(measureOwner)] } },
  );
  return { world, problem: start.problem, measure: world.log.at(-1)?.matter as string };
};

/** One more command on a thread. */
export const next = <T extends { world: World }>(
  thread: T,
  who: Member,
  matter: string,
  action: string,
  more: object = {},
): T => ({ ...thread, world: done(thread.world, as(who), { matter }, { action, ...more }) });

export const rectifying = (owner?: Member, measureOwner?: Member): Planned => {
  const thread = planned(owner, measureOwner);
  return next(thread, owner ?? cast.owner, thread.problem, 'reportProgress', { data: { progress: '开始' } });
};

export const measureDone = (owner?: Member, measureOwner?: Member, files = evidence()): Planned => {
  const thread = rectifying(owner, measureOwner);
  const more = { data: { outcome: '做完' }, files };
  return next(thread, measureOwner ?? cast.measureOwner, thread.measure, 'complete', more);
};

export const requested = (owner?: Member, measureOwner?: Member): Planned => {
  const thread = measureDone(owner, measureOwner);
  return next(thread, owner ?? cast.owner, thread.problem, 'requestStrikeOff', { data: { outcome: '齐了' } });
};

export const struckOff = (): Planned => {
  const thread = requested();
  return next(thread, cast.reviewer, thread.problem, 'strikeOff');
};

/** Asked by one, granted by another: nothing is voided by one person alone. */
export const voiding = <T extends { world: World }>(thread: T, asks: Member, grants: Member, matter: string): T =>
  next(next(thread, asks, matter, 'askVoid', { reason: '重复登记' }), grants, matter, 'grantVoid');

/** A problem whose only measure was voided before it. */
export const voided = (): Planned => {
  const thread = planned();
  const without = voiding(thread, cast.measureOwner, cast.supervisor, thread.measure);
  return voiding(without, cast.reviewer, cast.supervisor, thread.problem);
};

/** A report laid down by the owner of the cast, who then answers for its reading. */
export const deposited = (): { world: World; report: string } => {
  const world = done(
    nothing,
    as(cast.owner),
    { procedure: 'report' },
    { action: 'deposit', data: { title: '调研', unit: units.tax }, files: evidence() },
  );
  return { world, report: world.log[0]?.matter as string };
};
