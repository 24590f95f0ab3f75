import { z } from 'zod/v4';

// Our policy lets no text become code, and a browser reports even the attempt: schemas are read as they stand. Pages get this
// whenever they ask for zod (vite.config.ts), so it comes before every schema and only with a page that has one.
z.config({ jitless: true });

export * from 'zod/v4';
export { z };
