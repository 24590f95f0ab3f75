import type { Reporter, TestModule } from 'vitest/node';

export type Counts = { passed: number; failed: number; skipped: number };

/** `N passed, N failed`, and what was skipped if anything was: the one line others read. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** A file that could not be loaded has no tests to fail, and an error outside of any test fails none: each counts as one. */
export const countTests = (modules: readonly Pick<TestModule, 'children' | 'errors'>[], loose: number): Counts => {
  const counts: Counts = { passed: 0, failed: loose, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed += 1;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1;
  }
  return counts;
};

/** The first failure of each file in a few words: where a log keeps only its end, the cause still stands in it. */
const firstFailures = (modules: readonly TestModule[]): string[] =>
  modules.flatMap((module) => {
    for (const test of module.children.allTests('failed')) {
      const [error] = test.result().errors ?? [];
      return [`first failure in ${module.relativeModuleId}: ${test.name}\n  ${error?.message.split('\n')[0] ?? ''}`];
    }
    return [];
  });

/** Prints the closing line alone on a line, after every other report. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const line = [...firstFailures(modules), closingLine(countTests(modules, errors.length))].join('\n');
    // The summary of the default reporter is written at the same moment; this one stands last.
    setImmediate(() => process.stdout.write(`\n${line}\n`));
  }
}
