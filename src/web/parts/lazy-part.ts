import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { whenOnline } from './when-online.ts';

/** A part of a page in a file of its own, for what few people need. */
export const lazyPart = <P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> => lazy(async () => ({ default: await whenOnline(load) }));
