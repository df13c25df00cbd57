import { isDeepStrictEqual } from 'node:util';
import { Webhook } from 'standardwebhooks';
import type { Db } from '../../src/db/database.ts';
import { readAll } from './check-envelopes.ts';
import type { Client } from './client.ts';
import { type EndedLife, endedLives, invited, type Ledger } from './ledger.ts';
import type { HookCall } from './webhook-server.ts';

type Event = { id: string; type: string; data: { envelope: { id: string } } };

/** Looks at the list of events: no gap, and of each envelope exactly what happened to it. */
export async function checkEvents(client: Client, db: Db, ledger: Ledger): Promise<Event[]> {
  const events = await readAll<Event>(client, '/signing/events');
  const rows = await db.selectFrom('events').select(['seq', 'id']).orderBy('seq').execute();
  if (rows.some(({ seq }, at) => seq !== at + 1)) ledger.faults.push('The events have a gap');
  if (rows.some(({ id }, at) => id !== events[at]?.id) || rows.length !== events.length) {
    ledger.faults.push('The list of events is not what was written');
  }
  for (const life of endedLives(ledger)) {
    const own = events.filter(({ data }) => data.envelope.id === life.envelopeId);
    const seen = countOf(own.map(({ type }) => type));
    const expected = countOf(expectedTypes(life));
    if (seen !== expected) ledger.faults.push(`${life.title}: events ${seen}, not ${expected}`);
  }
  const lives = new Set(ledger.lives.map(({ envelopeId }) => envelopeId));
  const foreign = events.filter(({ data }) => !lives.has(data.envelope.id));
  if (foreign.length > 0) {
    ledger.faults.push(`${foreign.length} events are of envelopes that nobody was told of`);
  }
  return events;
}

function countOf(types: readonly string[]): string {
  const groups = Object.entries(Object.groupBy(types, (type) => type));
  return groups
    .map(([type, all = []]) => `${all.length} ${type}`)
    .toSorted()
    .join(', ');
}

function expectedTypes(life: EndedLife): string[] {
  const { parties, end } = life;
  const opened = parties.filter((party) => party.opened).length;
  const signed = parties.filter(({ did }) => did === 'signed').length;
  const reminded = parties.reduce((sum, party) => sum + party.reminded, 0);
  return [
    'envelope.created',
    'envelope.sent',
    ...invited(life).map(() => 'signer.invited'),
    ...(opened > 0 ? ['envelope.opened'] : []),
    ...Array<string>(opened).fill('signer.viewed'),
    ...Array<string>(signed).fill('signer.signed'),
    ...Array<string>(reminded).fill('signer.reminded'),
    ...(end === 'declined' ? ['signer.declined'] : []),
    `envelope.${end}`,
    ...(end === 'completed' ? ['envelope.sealed'] : []),
  ];
}

/**
 * Looks at what the receiver got: every event, each under one id with one body, the one of the
 * list, with a good signature, and those of an envelope in their order.
 *
 * @returns how many calls came more than once
 */
export function checkWebhooks(
  calls: readonly HookCall[],
  events: readonly Event[],
  { secret, ledger }: { secret: string; ledger: Ledger },
): number {
  const bodies = new Map<string, string>();
  const webhook = new Webhook(secret);
  for (const { id, headers, body } of calls) {
    if ((bodies.get(id) ?? body) !== body) ledger.faults.push(`Webhook ${id} had two bodies`);
    bodies.set(id, body);
    // As `verify` does, but for the age: this is looked at when all is over.
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    if (headers['webhook-signature'] !== webhook.sign(id, at, body)) {
      ledger.faults.push(`Webhook ${id} has a bad signature`);
    }
  }
  for (const event of events) {
    const body = bodies.get(event.id);
    if (body === undefined) ledger.faults.push(`Event ${event.id}, ${event.type}, never came`);
    else if (!isDeepStrictEqual(JSON.parse(body), event))
      ledger.faults.push(`Event ${event.id} came changed`);
  }
  if (bodies.size > events.length) {
    ledger.faults.push(`${bodies.size - events.length} webhooks are of no event`);
  }
  checkOrder([...bodies.keys()], events, ledger);
  return calls.length - bodies.size;
}

/** @param firstArrivals ids in the order in which they came first */
function checkOrder(firstArrivals: string[], events: readonly Event[], ledger: Ledger): void {
  const place = new Map(firstArrivals.map((id, at) => [id, at]));
  const byEnvelope = Map.groupBy(events, ({ data }) => data.envelope.id);
  for (const [envelopeId, own] of byEnvelope) {
    const places = own.map(({ id }) => place.get(id) ?? 0);
    if (places.some((at, index) => at < (places[index - 1] ?? 0))) {
      ledger.faults.push(`The webhooks of ${envelopeId} came out of order`);
    }
  }
}
