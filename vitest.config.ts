import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const places = ['src', 'tests', 'tools', 'bench'];
const files = (kind: string) => places.map((place) => `${place}/**/*.${kind}.{ts,tsx}`);
const database = { globalSetup: ['src/platform/database/test-cluster.ts'], hookTimeout: 120_000 };

// The kinds run one after another: quick answers first, and browsers do not fight unit tests for two cores. Two files at a time
// even there: a browser waits as often as it works.
export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './tools/closing-line.ts'],
    projects: [
      { test: { name: 'unit', include: files('unit'), testTimeout: 20_000, sequence: { groupOrder: 0 } } },
      { test: { name: 'db', include: files('db'), ...database, testTimeout: 60_000, sequence: { groupOrder: 1 } } },
      { test: { name: 'e2e', include: files('e2e'), ...database, testTimeout: 180_000, sequence: { groupOrder: 2 } } },
    ],
  },
});
