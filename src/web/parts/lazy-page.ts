import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';

/**
 * A page in a file of its own. The router waits for the file before it leaves the page that stands; a file that a newer
 * build has replaced makes the page load anew once.
 */
export const lazyPage = (load: () => Promise<FunctionComponent>): RouteComponent =>
  lazyRouteComponent(async () => ({ default: await load() }));
