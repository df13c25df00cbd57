import { expect, it } from 'vitest';
import { runScript } from './run-script.ts';

it.each(['api-key', 'backup', 'chaos', 'outbox', 'restore'])(
  'npm run %s -- --help tells how it is used, and does nothing',
  async (name) => {
    // With an environment that stops whatever needs one.
    const run = await runScript(`scripts/${name}.ts`, ['--help'], { PORT: 'none' });
    expect(run).toEqual({
      code: 0,
      stdout: expect.stringContaining(`npm run ${name} -- `),
      stderr: '',
    });
  },
);
