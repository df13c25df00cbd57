import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAs, request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { countTypes, eventsOf, type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('signers on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  const logged: string[] = [];
  beforeAll(async () => {
    const sink = new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk));
        done();
      },
    });
    app = await startApp(kind, { overrides: { log: pino({ level: 'trace' }, sink) } });
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  it('have fetched a document only when it was asked for from its first byte on', async () => {
    const john = person('John');
    const { id, documents } = await office.envelope([john]);
    const { cookie } = await openAs(app, john.email);
    const url = `${app.url}/api/v1/sign/documents/${documents[0].id}`;
    const views = async () => eventsOf(await office.trail(id), 'document.viewed').length;
    await request(url, { method: 'HEAD', headers: { cookie } });
    await request(url, { headers: { cookie, range: 'bytes=100-199' } });
    expect(await views()).toBe(0);
    await request(url, { headers: { cookie, range: 'bytes=0-99' } });
    await request(url, { headers: { cookie } });
    expect(await views()).toBe(1);
  });

  it('stay the same person when only their language changes', async () => {
    const john = person('John');
    const { id, signers } = await office.envelope([john, person('Jane')]);
    const signer = await openAs(app, john.email);
    const path = `/signing/envelopes/${id}/signers/${signers[0].id}`;
    const changed = await office.client.patch(path, { locale: 'de' });
    expect(changed.body.signers[0]).toMatchObject({ locale: 'de', status: 'viewed' });
    expect((await signer.sign()).status).toBe(200);
    expect(countTypes(await office.trail(id))['signer.replaced']).toBeUndefined();
    const again = await office.client.patch(path, {});
    expect(again.body.error.code).toBe('SIGNER_ALREADY_ACTED');
  });

  it('leave no token in the log, whatever path it is asked for under', async () => {
    const token = 'A'.repeat(43);
    for (const path of ['/SIGN/', '//sign/', '/api/v1/sign/', '/esign/sign/', '/']) {
      await request(`${app.url}${path}${token}`);
    }
    const lines = logged.filter((line) => line.includes('"msg":"request"'));
    expect(lines.length).toBeGreaterThan(5);
    expect(logged.filter((line) => line.includes(token))).toEqual([]);
  });
});
