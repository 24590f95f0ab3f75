import type { SetupView } from './setup.ts';

/** How far public problems are counted for a sentence: beyond it “and more” is enough. */
export const publicMost = 999;

/** What an agency does before its first matter, in the order that spares going back. */
export const setupSteps = ['units', 'posts', 'people', 'accounts', 'calendar', 'mail', 'problem'] as const;
/** A step of setting up. */
export type SetupStep = (typeof setupSteps)[number];

/** Is a step done, going by what is there? `today` decides whether the holidays of the year are known. */
export const isStepDone = (setup: SetupView, step: SetupStep, today: string): boolean => {
  switch (step) {
    case 'units':
      return setup.units > 1;
    case 'posts':
      return setup.posts > 0;
    case 'people':
      return setup.people > 0;
    case 'accounts':
      return setup.accounts > 0;
    case 'calendar':
      return (setup.calendar?.announcedTo ?? '') >= `${today.slice(0, 4)}-12-31`;
    case 'mail':
      return setup.mail !== 'none';
    default:
      return setup.problems;
  }
};
