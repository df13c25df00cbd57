import { type Client, createClient, linksTo } from '../support/client.ts';
import { DAY, type TestApp } from '../support/start-app.ts';
import { type Driver, type Refusal, refusalOf } from './drivers.ts';

const JOHN = { name: 'John Smith', email: 'john.smith@example.com', role: 'signer' as const };
const ANN = { name: 'Ann Approver', email: 'ann@example.com', role: 'approver' as const };
const CECIL = { name: 'Cecil Copy', email: 'cecil@example.com', role: 'cc' as const };

/** Everything that a client sees on the way, by a name for each step. */
export type Seen = Record<string, unknown>;

/**
 * The whole job, from a case to a signed document, then an envelope that is voided and one that is
 * declined. Files go over REST; everything else through the driver.
 */
export async function playFlow(app: TestApp, driver: Driver, files: Client): Promise<Seen> {
  const seen: Seen = {};
  const found = await driver.createCase({ name: 'Smith ./. Acme', file_number: '2026/0042' });
  seen.case = found;
  const { body: document } = await files.upload('b1_1p.pdf', found.id);
  const draft = {
    case_id: found.id,
    title: 'Employment Agreement -- Smith',
    document_ids: [document.id as string],
    signers: [JOHN],
    message: 'As agreed.',
    metadata: { ticket: '4711' },
    expires_in_days: 10,
  };
  const { id } = await driver.create(draft);
  seen.draft = await driver.get(id);
  await driver.addSigner({ envelope_id: id, ...ANN });
  seen.ready = await driver.addSigner({ envelope_id: id, ...CECIL, locale: 'de' });
  seen.sent = await driver.send(id);
  for (const { email, role } of [JOHN, ANN]) {
    const token = await newestLink(app, email);
    seen[`${role} lands`] = await driver.landing(token);
    const session = await driver.open(token);
    seen[`${role} opens`] = session;
    seen[`${role} reads`] = await driver.session();
    seen[`${role} acts`] = await driver.sign({
      signer_id: session.signer.id,
      consent_version: session.consent.version,
      ...(role === 'signer' ? { signature: { kind: 'typed', text: 'J. Smith' } } : {}),
    });
    await app.settled();
    seen[`after the ${role}`] = await driver.get(id);
    app.clock.advance(1_000);
  }
  await app.settled();
  seen.completed = await driver.get(id);
  seen['audit trail'] = (await driver.auditTrail(id)).data.map(({ type }) => type).sort();

  const second = await driver.create({ ...draft, send_emails: true });
  await app.settled();
  seen.disowned = await driver.notMe(await newestLink(app, JOHN.email));
  seen.voided = await driver.void(second.id, 'Sent to the wrong person');
  app.clock.advance(1_000);
  const third = await driver.create({ ...draft, send_emails: true, signing_order: 'sequential' });
  const { signer } = await driver.open(await newestLink(app, JOHN.email));
  seen.declining = await driver.decline({ signer_id: signer.id, reason: 'Not as agreed' });
  await app.settled();
  seen.declined = await driver.get(third.id);
  app.clock.advance(1_000);
  seen.promoted = await driver.promote({
    case_id: found.id,
    document_ids: [document.id],
    title: 'NDA Package',
  });
  seen.list = await driver.list(found.id, 2);
  seen.asked = await driver.requestLink('unknown');
  app.clock.advance(1_000);
  await app.settled();
  return seen;
}

async function newestLink(app: TestApp, email: string): Promise<string> {
  const token = (await linksTo(app, email)).at(-1);
  if (!token) throw new Error(`No link was mailed to ${email}`);
  return token;
}

/** Every way in which the sender and a signer are refused, as the client tells them apart. */
export async function playRefusals(
  app: TestApp,
  connect: (key: string | null) => Driver,
): Promise<Record<string, Refusal>> {
  const { key } = await app.createKey();
  const reader = await app.createKey({ scopes: ['cases:read', 'documents:read'] });
  const files = createClient(app, key);
  const driver = connect(key);
  const { id: case_id } = await driver.createCase({ name: 'Refusals' });
  const { body: good } = await files.upload('b1_1p.pdf', case_id);
  const { body: locked } = await files.upload('enc_user_aes256.pdf', case_id);
  const input = { case_id, title: 'Refused', document_ids: [good.id], signers: [JOHN] };
  const sent = await driver.create({ ...input, send_emails: true });
  app.clock.advance(1_000);
  const open = connect(null);
  const token = await newestLink(app, JOHN.email);
  const { signer, consent } = await open.open(token);
  const act = {
    signer_id: signer.id,
    consent_version: consent.version,
    signature: { kind: 'typed' as const, text: 'J. Smith' },
  };
  const unknown = '550e8400-e29b-41d4-a716-446655440000';
  const no = {
    'unknown case': () => driver.create({ ...input, case_id: unknown }),
    'unknown document': () => driver.create({ ...input, document_ids: ['doc_unknown'] }),
    'unknown envelope': () => driver.get('env_unknown'),
    'missing scope': () => connect(reader.key).create(input),
    'no documents': () => driver.create({ ...input, document_ids: [] }),
    'documents missing': () => driver.create({ ...input, document_ids: undefined as never }),
    'nothing to promote': () => driver.promote({ case_id, title: 'x', document_ids: [] }),
    'no signers': () => driver.create({ ...input, signers: [] }),
    'signers missing': () => driver.create({ ...input, signers: undefined as never }),
    'none who signs': () => driver.create({ ...input, signers: [CECIL], send_emails: true }),
    'two faults': () => driver.create({ ...input, title: '', signers: [{ ...JOHN, email: '-' }] }),
    'unknown member': () => driver.create({ ...input, titel: 'x' } as never),
    'too many a page': () => driver.list(case_id, 101),
    'not signable': () => driver.create({ ...input, document_ids: [locked.id] }),
    'sent twice': () => driver.send(sent.id),
    'bad credential': () => connect(`opt_live_${'x'.repeat(32)}`).get(sent.id),
    'no credential': () => connect(null).get(sent.id),
    'no session': () => connect(null).session(),
    'no link': () => open.open('unknown'),
    'outdated consent': () => open.sign({ ...act, consent_version: 'signer-en-0' }),
    'no signature': () => open.sign({ ...act, signature: undefined }),
    'no reason': () => open.decline({ signer_id: signer.id, reason: '' }),
    'another’s session': () => open.sign({ ...act, signer_id: 'signer_unknown' }),
  };
  const refusals: Record<string, Refusal> = {};
  for (const [name, call] of Object.entries(no)) refusals[name] = await refusalOf(call(), name);
  await open.sign(act);
  refusals['signed twice'] = await refusalOf(open.sign(act));
  refusals['too late to void'] = await refusalOf(driver.void(sent.id, 'Too late'));
  await app.settled();
  app.clock.advance(1_000);
  const late = await driver.create({ ...input, send_emails: true });
  const lateToken = await newestLink(app, JOHN.email);
  app.clock.advance(7 * DAY);
  refusals['old link'] = await refusalOf(open.open(lateToken));
  await driver.void(late.id, 'Done');
  return refusals;
}
