import { defineConfig } from 'vitest/config';

// What needs longer than `npm test` has: many kills, long loads. One file at a time, so that figures mean something.
export default defineConfig({
  test: {
    name: 'soak',
    include: ['tests/**/*.soak.ts', 'src/**/*.soak.ts'],
    globalSetup: ['src/platform/database/test-cluster.ts'],
    reporters: ['default', './tools/closing-line.ts'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
  },
});
