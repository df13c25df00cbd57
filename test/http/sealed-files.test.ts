import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/start-app.ts';

const SHA256 = createHash('sha256').update('never sealed').digest('hex');

describe('asking whether a file was sealed here', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.stop());

  const ask = (sha256: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api/v1/sealed-files/${sha256}`, { headers });

  it('needs no credential and says nothing of an unknown file', async () => {
    const response = await ask(SHA256);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      known: false,
      mode: null,
      kind: null,
      level: null,
      sealed_at: null,
      replaced: false,
    });
  });

  it('does not look at a credential that is no good', async () => {
    const response = await ask(SHA256, { authorization: 'Bearer opt_live_wrong' });
    expect(response.status).toBe(200);
  });

  it('takes the digits in either case', async () => {
    expect((await ask(SHA256.toUpperCase())).status).toBe(200);
  });

  it.each(['abc', `${SHA256}0`, `${SHA256.slice(0, 63)}g`])(
    'refuses %s, which is no SHA-256',
    async (text) => {
      const response = await ask(text);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: {
          code: 'VALIDATION_FAILED',
          details: [{ path: 'sha256', message: 'must be 64 hexadecimal digits' }],
        },
      });
    },
  );
});
