import type { Client } from '../support/client.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
export type Event = { id: string; type: string; created_at: string; data: any };

/** Every event of a key's tenant from a cursor on, and the cursor after them. */
export async function readAll(client: Client, from?: string, limit = 100) {
  const events: Event[] = [];
  let cursor = from;
  for (;;) {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { status, body } = await client.get(`/signing/events?limit=${limit}${query}`);
    if (status !== 200) throw new Error(`No events: ${JSON.stringify(body)}`);
    events.push(...body.data);
    cursor = body.next_cursor as string;
    if (!body.has_more) return { events, cursor };
  }
}

export function typesOf(events: readonly Event[], envelopeId?: string): string[] {
  return events
    .filter(({ data }) => envelopeId === undefined || data.envelope.id === envelopeId)
    .map(({ type }) => type);
}
