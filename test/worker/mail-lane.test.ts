import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmtpServer, type TestSmtpServer } from '../email/smtp-server.ts';
import { type Office, openOffice, person } from '../signing/support.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';

describe.each(DATABASES)('a mail server that hangs on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  let smtp: TestSmtpServer;
  let asked = 0;
  let hangs = true;

  beforeAll(async () => {
    smtp = await startSmtpServer({
      // It does not answer a recipient.
      onRcptTo: (_address, _session, done) => {
        asked += 1;
        if (!hangs) done();
      },
    });
    app = await startApp(kind, { env: { SMTP_URL: smtp.url } });
    office = await openOffice(app);
  });

  afterAll(async () => {
    // What still waits would hold up the stop.
    hangs = false;
    smtp.breakOff();
    await app.stop();
    await smtp.close();
  });

  it('holds up no deadline, however many mails wait for it', async () => {
    const signers = Array.from({ length: 20 }, (_, index) => person(`Signer ${index}`));
    const { id } = await office.envelope(signers, { expires_in_days: 1 });
    await expect.poll(() => asked).toBeGreaterThan(0);
    app.clock.advance(DAY);
    await expect.poll(async () => (await office.read(id)).status).toBe('expired');
  });
});
