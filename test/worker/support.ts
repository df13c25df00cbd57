import type { Db } from '../../src/db/database.ts';
import type { OutboxRow } from '../../src/db/outbox.ts';
import { until } from '../support/server-process.ts';
import type { TestApp } from '../support/start-app.ts';

/** The outbox rows of an envelope, oldest first. */
export function outboxOf(app: TestApp, envelopeId: string): Promise<OutboxRow[]> {
  return app.context.db
    .selectFrom('outbox')
    .selectAll()
    .where('envelope_id', '=', envelopeId)
    .orderBy('id')
    .execute();
}

/** Waits until nothing is left to be done now, by whichever process. */
export function outboxDone(db: Db): Promise<void> {
  return until('the outbox is done', async () => {
    const waiting = await db
      .selectFrom('outbox')
      .select('id')
      .where('status', '=', 'pending')
      .where('run_at', '<=', new Date().toISOString())
      .execute();
    return waiting.length === 0;
  });
}

/** The header of a mail as it came over the wire, unfolded. */
export function headerOf(source: Buffer, name: string): string {
  const [head = ''] = source.toString('utf8').split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const line = lines.find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}: `));
  return line?.slice(name.length + 2) ?? '';
}
