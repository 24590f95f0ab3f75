import type { FieldType } from '../form/form.ts';
import type { Overlay } from './overlay.ts';

/** Types of fields that an agency may add; files, tables and links to other matters belong to the built-in tables. */
export const extraTypes = [
  'text',
  'longText',
  'int',
  'decimal',
  'money',
  'date',
  'choice',
  'yesNo',
  'person',
  'people',
  'unit',
  'units',
  'place',
] as const satisfies readonly FieldType[];

/** An agency that sets nothing of its own. The page starts from it; schemas stay on the server, whose policy on scripts is laxer. */
export const emptyOverlay: Overlay = { limits: {}, titles: {}, fields: {} };
