import { z } from 'zod';

/** Version of the archive; a program refuses a newer one before it reads on. */
export const backupFormat = 1;

/** First and last entry of the archive. */
export const headName = 'format.json';
export const manifestName = 'manifest.json';

/** Rows of a table come in pieces of at most this size, so that nothing of unknown length has to be kept anywhere. */
export const pieceBytes = 4 * 1024 * 1024;

export const pieceName = (table: string, piece: number): string =>
  `tables/${table}/${String(piece).padStart(6, '0')}.copy`;
export const fileName = (agency: string, digest: string): string => `files/${agency}/${digest}`;

export const Head = z.object({ format: z.number().int(), program: z.string(), madeAt: z.iso.datetime() });
export type Head = z.infer<typeof Head>;

const Part = z.object({ bytes: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What an archive says of itself, as its last entry: a cut archive has none. */
export const Manifest = Head.extend({
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })).min(1),
  /** Keyed check value of the installation; only its own keys fit. */
  keyCheck: z.string(),
  agencies: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      origin: z.string(),
      sealed: z.number().int(),
      /** The newest signed checkpoint, as a note. */
      checkpoint: z.string().nullable(),
    }),
  ),
  tables: z.array(Part.extend({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  /** `sha256` is over one line for each entry: name, size, digest. `missing`: rows whose bytes did not lie in the store or were altered. */
  files: Part.extend({ count: z.number().int(), missing: z.number().int() }),
});
export type Manifest = z.infer<typeof Manifest>;
