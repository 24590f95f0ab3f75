import { z } from 'zod';

// Our policy lets no text become code, and a browser reports even the attempt: schemas are read as they stand. Comes before them all.
z.config({ jitless: true });
