import path from 'node:path';
import { type Check, orWords, runPackage } from './check.ts';

/** biome's words for a pull request, one a line: `::error title=…,file=…,line=…::message`. */
const finding = /^::(?:error|warning|notice) title=([^,]*)(?:,file=([^,]*),line=(\d+)[^:]*)?::(.*)$/;

/** Format and lint; a warning counts, since one that may stay is read by nobody. */
export const format: Check = {
  name: 'format and lint',
  run: async (root) => {
    const args = ['ci', '--reporter=github', '--colors=off', '--max-diagnostics=none', '--error-on-warnings'];
    const ended = await runPackage('@biomejs/biome/bin/biome', args, root);
    const findings = ended.stdout.split('\n').flatMap((line) => {
      const [, title, file, at, words] = finding.exec(line) ?? [];
      if (title === undefined) return [];
      const place = file === undefined ? 'biome' : `${path.relative(root, path.resolve(root, file))}:${at}`;
      return [`${place} ${title}: ${title === 'format' ? 'not as biome writes it (biome check --write)' : words}`];
    });
    return orWords(findings, ended, 'biome');
  },
};
