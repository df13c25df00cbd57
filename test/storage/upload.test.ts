import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createClient, readFixture } from '../support/client.ts';
import { startApp } from '../support/start-app.ts';

it('an upload over the limit is refused as too large and leaves no file', async () => {
  const pdf = await readFixture('b1_1p.pdf');
  const app = await startApp('sqlite', { env: { LIMIT_FILE_BYTES: String(pdf.length) } });
  try {
    const client = createClient(app, (await app.createKey()).key);
    const files = async () =>
      (await readdir(app.context.config.storageDir, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

    const larger = Buffer.concat([pdf, Buffer.from('\n')]);
    const refused = await client.upload({ bytes: larger, name: 'contract.pdf' });
    expect(refused.status).toBe(413);
    expect(refused.body.error.code).toBe('FILE_TOO_LARGE');
    expect(await files()).toEqual([]);

    const accepted = await client.upload('b1_1p.pdf');
    expect(accepted.status).toBe(201);
    expect(await files()).toEqual([accepted.body.sha256]);
    expect(await readdir(join(app.context.config.storageDir, 'staging'))).toEqual([]);
  } finally {
    await app.stop();
  }
});
