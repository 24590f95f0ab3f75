import { z } from 'zod';

/** How far an agency is set up, in figures that say what stands and what is still to do; no names. */
export const SetupView = z.object({
  units: z.int(),
  /** Posts that take part in matters, and the people in them; administrators are not counted. */
  posts: z.int(),
  people: z.int(),
  accounts: z.int(),
  calendar: z.object({ version: z.int(), announcedTo: z.iso.date().nullable() }).nullable(),
  procedures: z.object({ published: z.int(), waiting: z.int() }),
  /** Day from which the newest sign-in rule of the agency's own holds. */
  signInRuleFrom: z.iso.date().nullable(),
  mail: z.enum(['own', 'installation', 'none']),
  problems: z.boolean(),
  /** Problems open to the public, counted as far as `publicMost`. */
  public: z.int(),
});
/** See the schema of the same name. */
export type SetupView = z.infer<typeof SetupView>;
