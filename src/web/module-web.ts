import type { RouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { MatterBrief, MatterView } from '../kernel/view/view.ts';
import type { Place } from './shell/place-at.ts';

/**
 * A page of a module: `path` in the router's notation (`/ledger/reports/$id`). The component is best a `lazyPage`, which is
 * loaded when somebody goes there, or a little before.
 */
export type PageDefinition = { path: string; component: RouteComponent };

/** A part of a matter's page, beneath its facts, for matters of one procedure; its file comes with the page's. */
export type MatterSection = { procedure: string; load: () => Promise<ComponentType<{ matter: MatterView }>> };

/** What a module adds to the shell. The shell knows modules only by this; its words are found where they stand. */
export type ModuleWeb = {
  name: string;
  pages: readonly PageDefinition[];
  /** Words of the bar, in order; `key` names the text, and with `about.` before it what one finds there. */
  navigation: readonly Place[];
  /** What a module says of its matters beside what every matter has; loaded when one is looked at. */
  matterSections?: readonly MatterSection[];
  /** Where a matter of this module is best opened, when the general page is not the place. */
  placeOf?: (matter: Pick<MatterBrief, 'id' | 'procedure' | 'state'>) => string | null;
  /** Where an action of a matter is best taken, when the form that its fields give is not the place. */
  placeOfAction?: (matter: Pick<MatterBrief, 'id' | 'procedure'>, action: string) => string | null;
};
