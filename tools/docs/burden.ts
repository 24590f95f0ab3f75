import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Say } from './procedures.ts';

type Job = { fields: number; taps: number; most: { fields: number; taps: number } };

/** What the product itself costs its users, as the browser test measured it; the file is its own. */
export const burdenPage = (root: string, say: Say): string => {
  const jobs = JSON.parse(readFileSync(path.join(root, 'src/web/oversight/burden.json'), 'utf8')) as Record<
    string,
    Job
  >;
  const rows = Object.entries(jobs).map(
    ([job, { fields, taps, most }]) =>
      `| ${say(`burden.job.${job}`) ?? job} | ${fields} | ${most.fields} | ${taps} | ${most.taps} |`,
  );
  return [
    '# The burden of the product itself',
    '',
    'On a phone, from the desk to the word that it is recorded. Measured and held to its limits by `tests/journeys/burden.e2e.ts`.',
    '',
    '| job | fields | at most | taps | at most |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
};
