import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { restOfTexts } from '../texts/catalogues.ts';
import { whenOnline } from './when-online.ts';

const known: RouteComponent[] = [];

/** A page whose words come with the frame: the one people begin with. */
export const firstPage = (load: () => Promise<FunctionComponent>): RouteComponent =>
  lazyRouteComponent(async () => ({ default: await whenOnline(load) }));

/**
 * A page in a file of its own. The router waits for the file, and for the words, before it leaves the page that stands, also for as
 * long as the line is down; a file that a newer build has replaced makes the page load anew once.
 */
export const lazyPage = (load: () => Promise<FunctionComponent>): RouteComponent => {
  const page = firstPage(async () => (await Promise.all([load(), restOfTexts()]))[0]);
  known.push(page);
  return page;
};

/** While nothing else is to do, the pages one may go to next are brought, one after the other; not where data is dear. */
export const bringPages = (): void => {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  const waiting = [...known];
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200));
  const next = () => {
    const page = waiting.shift();
    if (!page) return;
    const preload = 'preload' in page ? page.preload : undefined;
    void Promise.resolve(preload?.())
      .catch(() => undefined)
      .then(() => idle(next));
  };
  idle(next);
};
