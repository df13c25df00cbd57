import type { OutboxRow } from '../../src/db/outbox.ts';
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

/** The header of a mail as it came over the wire, unfolded. */
export function headerOf(source: Buffer, name: string): string {
  const [head = ''] = source.toString('utf8').split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const line = lines.find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}: `));
  return line?.slice(name.length + 2) ?? '';
}
