import { type Check, orWords, runPackage } from './check.ts';

/** One of the three type checks: everything on the server, the kernel without Node's types, the pages with the browser's. */
export const types = (config: string): Check => ({
  name: `types (${config})`,
  run: async (root) => {
    const ended = await runPackage('typescript/bin/tsc', ['-p', config, '--pretty', 'false'], root);
    const findings = ended.stdout.split('\n').flatMap((line) => {
      const [, file, at, words] = /^(.+?)\((\d+),\d+\): (error TS\d+: .*)$/.exec(line) ?? [];
      return file === undefined ? [] : [`${file}:${at} ${words}`];
    });
    return orWords(findings, ended, 'tsc');
  },
});
