import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Desk, openDesk } from '../builders/desk-client.ts';
import { openStage, type Stage, tellWhere } from './stage.ts';

/** Of the journeys of one file; there from its first hook on. */
export let stage: Stage;
/** Registers and acts beside the browser, where `onStage` was asked for it. */
export let fang: Desk;

const signFangIn = async (): Promise<void> => {
  fang = await openDesk(stage.port, { login: 'fang', password: stage.password('fang') });
};

/** After fang's session was ended from outside. */
export const signFangInAgain = (): Promise<void> => {
  fang.close();
  return signFangIn();
};

/**
 * A server with the demonstration for the journeys of a file. After each journey its windows close, none of them may have met a
 * fault, and where it failed every page says where it stood. `fang`: also a desk without a browser.
 */
export const onStage = (also: { fang?: true } = {}): void => {
  beforeAll(async () => {
    stage = await openStage();
    if (also.fang) await signFangIn();
  }, 120_000);
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') for (const page of stage.pages()) await tellWhere(page);
    await stage.closeWindows();
    expect(stage.faults()).toEqual([]);
  });
  afterAll(async () => {
    fang?.close();
    await stage?.close();
  });
};
