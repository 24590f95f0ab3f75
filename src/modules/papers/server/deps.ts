import type { Pool } from 'pg';
import type { Role } from '../../../kernel/procedure/procedure.ts';
import type { Viewer } from '../../../platform/authorization/directory.ts';
import type { Engine } from '../../../platform/command/engine.ts';
import type { FileStore } from '../../../platform/files/store.ts';
import type { Drawer, drawerOf } from './draw.ts';
import type { Say } from './words.ts';

export type PapersDeps = {
  engine: Engine;
  pool: Pool;
  files: Pick<FileStore, 'put' | 'read' | 'remove'>;
  drawer: ReturnType<typeof drawerOf>;
  /** What draws both files at an issue. */
  draw: Drawer;
  /** The catalogue's words; an agency's own stand before them. */
  text: (key: string) => string | undefined;
  /** What the query code leads to: short enough to be typed, and not to be guessed. */
  newCode: () => string;
  /** The address people type, where the operator has named one: papers carry it to whoever holds them. */
  url?: string | undefined;
};

export const sayFor =
  ({ text }: Pick<PapersDeps, 'text'>, viewer: Viewer): Say =>
  (key) =>
    viewer.settings.titles[key] ?? text(key) ?? key;

/** Whoever works on matters; the three administrators read none, and no papers about them. */
export const staff: readonly Role[] = ['handler', 'reviewer', 'leader', 'supervisor', 'office', 'discipline'];

/** Whose signature a paper leaves under. */
export const issuers: readonly Role[] = ['office', 'supervisor', 'leader'];

export const mayIssue = (viewer: Viewer): boolean =>
  viewer.capacities.some(({ roles }) => roles.some((role) => issuers.includes(role)));

/** The post somebody acts in here: that which carries the role, own posts first. */
export const postFor = (viewer: Viewer, roles: readonly Role[]): string | null =>
  viewer.capacities.find((each) => each.roles.some((role) => roles.includes(role)))?.post ?? null;

/** The office's own words for mark and printer while nobody has chosen others. */
export const settingOr = (
  say: Say,
  agency: string,
  setting: { mark: string; printer: string; codeWord: string; site: string | null } | null,
) => ({
  mark: setting?.mark ?? `${agency}${say('paper.markEnd')}`,
  printer: setting?.printer ?? `${agency}${say('paper.printerEnd')}`,
  codeWord: setting?.codeWord ?? null,
  site: setting?.site ?? null,
});
