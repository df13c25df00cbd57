import { defineConfig } from 'vitest/config';

// What must come about by itself does so at once, but on a busy machine not within a second.
const PATIENT = { timeout: 20_000 };

export default defineConfig({
  test: {
    // One file a core: most wait for a database, a child process or a browser now and then.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          globalSetup: ['test/support/temporary.ts', 'test/support/postgres.ts'],
          setupFiles: ['test/support/no-console-errors.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: PATIENT },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/temporary.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: PATIENT },
        },
      },
    ],
  },
});
