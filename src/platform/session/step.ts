/** What stands between the right password and the desk, in this order; null = nothing. */
export const steps = ['code', 'password', 'enrol'] as const;
export type Step = (typeof steps)[number];

export type Standing = {
  hasSecondFactor: boolean;
  /** A role of the person asks for one. */
  needsSecondFactor: boolean;
  mustChange: boolean;
  passwordAt: Date;
  /** 0 = a password never grows too old. */
  passwordDays: number;
  /** Single sign-on knows no password of ours. */
  way: 'password' | 'singleSignOn';
};

const dayMs = 86_400_000;

/** Last moment a password holds; null when it holds for ever. */
export const passwordEnds = (passwordAt: Date, passwordDays: number): Date | null =>
  passwordDays === 0 ? null : new Date(passwordAt.getTime() + passwordDays * dayMs);

/** The step to take next, once the steps in `done` are behind. */
export const nextStep = (standing: Standing, now: Date, done: readonly Step[] = []): Step | null => {
  const ends = passwordEnds(standing.passwordAt, standing.passwordDays);
  const tooOld = ends !== null && ends <= now;
  if (standing.hasSecondFactor && !done.includes('code')) return 'code';
  if (standing.way === 'password' && (standing.mustChange || tooOld) && !done.includes('password')) return 'password';
  if (standing.needsSecondFactor && !standing.hasSecondFactor) return 'enrol';
  return null;
};
