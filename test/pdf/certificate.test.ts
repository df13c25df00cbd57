import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { AuditType } from '../../src/domain/audit.ts';
import { AUDIT_TYPES, type KnownAuditType } from '../../src/pdf/certificate/content.ts';
import { forAudience } from '../../src/pdf/certificate/for-audience.ts';
import { CERTIFICATE_TEXTS } from '../../src/pdf/certificate/texts.ts';
import {
  type Certificate,
  createPdfEngine,
  PdfFailed,
  type SealOptions,
} from '../../src/pdf/pdf-engine.ts';
import { SealKeyError } from '../../src/pdf/seal/seal-key-error.ts';
import { TimeStampError } from '../../src/pdf/seal/time-stamp.ts';
import {
  approver,
  at,
  CONSENT,
  certificate,
  copyRecipient,
  document,
  event,
  everyEvent,
  signer,
} from './support/certificate.ts';
import { developmentKey, pdfsig, sealing } from './support/seal.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const key = developmentKey();
afterAll(() => engine.close());

async function make(over: Partial<Certificate> = {}, seal: Partial<SealOptions> = {}) {
  const path = join(tools.scratch(), 'certificate.pdf');
  const job = { outputPath: path, certificate: certificate(over), seal: sealing(key, seal) };
  return { path, made: await engine.certificate(job) };
}

const wordsIn = (path: string) => tools.text(path).replace(/\s+/g, ' ');
const words = async (over: Partial<Certificate>) => wordsIn((await make(over)).path);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const LOCALES = ['en', 'de'] as const;
const KINDS = ['completed', 'declined', 'expired', 'voided'] as const;
const AUDIENCES = ['sender', 'parties'] as const;

/** Something of everything that a certificate can say. */
const full = (): Partial<Certificate> => ({
  reason: 'The rent is too high.',
  documents: [
    document('lease 2026.pdf', { pageCount: 17 }),
    document('annex.pdf', {
      alreadySigned: true,
      seal: { level: 'B-B', at: at(62), sha256: null, timeStampFailed: true },
    }),
  ],
  signers: [
    signer('Anna Müller', {
      replaced: [{ name: 'Karl Vorher', email: 'karl@example.org', until: at(20) }],
      disowned: [at(12), at(15)],
      addressShared: true,
      fields: [
        { label: 'Move-in date', type: 'date', document: 1, page: 2, value: '2026-12-01' },
        { label: null, type: 'checkbox', document: 2, page: 3, value: true },
      ],
    }),
    signer('Dora Drawn', {
      signature: { kind: 'drawn', signatureImagePath: fixture('signature.png') },
    }),
    approver('Bob Approver', { email: 'bob@example.org', openedAt: null }),
    signer('Emil Idle', {
      status: 'pending',
      identifiedBy: null,
      consent: null,
      openedAt: null,
      actedAt: null,
      signature: null,
    }),
    copyRecipient('Clara Copy', { email: 'clara@example.org' }),
  ],
  events: [
    event('envelope.created', 1, {
      actor: { type: 'api_key', id: 'key_01HZX3K9QFJ5V0T4W8N2M6P7RS' },
      ip: '198.51.100.24',
    }),
    event('envelope.sent', 2, { actor: { type: 'jwt', subject: 'eva@schoen.example' } }),
    event('mail.sent', 3, { about: 'Anna Müller' }),
    event('signer.signed', 4, {
      actor: { type: 'signer', name: 'Anna Müller' },
      ip: '203.0.113.7',
    }),
    event('signer.disowned', 5, {
      actor: { type: 'link_holder' },
      about: 'Karl Vorher',
      ip: '192.0.2.9',
    }),
  ],
});

const EVERYWHERE = [
  'Rental agreement, Musterstraße 5',
  'env_01HZX3K9QFJ5V0T4W8N2M6P7RS',
  'Schön Immobilien GmbH',
  'lease 2026.pdf',
  sha256('original lease 2026.pdf'),
  sha256('presented lease 2026.pdf'),
  sha256('sealed lease 2026.pdf'),
  '17',
  'Anna Müller',
  'anna.mueller@example.org',
  'bob@example.org',
  'clara@example.org',
  'Karl Vorher, karl@example.org',
  'signer-en-1',
  sha256(CONSENT.text),
  CONSENT.text,
  'approver-en-1',
  'Move-in date',
  '2026-12-01',
  sha256('head'),
  'RFC 8785',
  'eIDAS',
  '§§ 126, 126a BGB',
  'https://sign.example.org/verify',
  'CN=Development seal',
  key.fingerprint,
];

describe('the certificate of completion', () => {
  it('says in English who did what when, and how it is known', async () => {
    const page = await words(full());
    for (const fact of [
      ...EVERYWHERE,
      'Certificate of completion',
      '2 documents · 3 of 4 people have signed or approved',
      'Anna Müller Signed 2026-11-22 09:45:00 UTC',
      'Requested by Schön Immobilien GmbH · vermietung@schoen.example',
      'Created 2026-11-22 09:00:00 UTC · 22 Nov 2026, 10:00:00 CET (Europe/Berlin)',
      'Sent 2026-11-22 09:01:00 UTC',
      'Completed 2026-11-22 10:00:00 UTC',
      'Deadline 2026-12-22 09:00:00 UTC',
      'Signing order one after the other',
      'Level at sealing PAdES B-T · 2026-11-22 10:01:00 UTC',
      'Level at sealing PAdES B-B · 2026-11-22 10:02:00 UTC',
      'A time-stamping authority was asked and gave no valid answer',
      'This file already carried digital signatures of others when it was uploaded. So that they stay valid, no page was added to it',
      'Signers and approvers (4)',
      'Signer · anna.mueller@example.org',
      'Signed · typed',
      'Signed · drawn on the screen',
      'Signed by Anna Müller · 2026-11-22 09:45:00 UTC',
      'Approver · bob@example.org Approved',
      'Opened not recorded',
      'Emil Idle Signer · anna.mueller@example.org Did not act',
      'Identified no: no link mailed to the address was used',
      'Identified by access to a link mailed to the address',
      'Invited 2026-11-22 09:01:00 UTC',
      'Opened 2026-11-22 09:42:00 UTC',
      'Signed 2026-11-22 09:45:00 UTC',
      'Approved 2026-11-22 09:45:00 UTC',
      'Asked before Karl Vorher, karl@example.org, replaced 2026-11-22 09:20:00 UTC',
      'Reported 2026-11-22 09:12:00 UTC · 22 Nov 2026, 10:12:00 CET (Europe/Berlin): somebody with a link sent to the address said that they are not this person',
      'this person 2026-11-22 09:15:00 UTC',
      'Said not to be this person Somebody with the link 192.0.2.9',
      'The same address is that of another recipient',
      'Agreed to signer-en-1 (text in the appendix)',
      'IP address 203.0.113.7',
      'Browser Mozilla/5.0 (X11; Linux x86_64)',
      'Clara Copy clara@example.org receives copies',
      'Move-in date Document 1, page 2 2026-12-01 Anna Müller',
      'Checkbox Document 2, page 3 checked Anna Müller',
      'simple electronic signature (eIDAS Art. 3(10))',
      'names are as stated by the sender',
      'the button to open the documents was pressed',
      'Times are those of the server’s clock',
      'seal of this service, not of the signers',
      'Nobody vouches for it',
      'Level at sealing: PAdES B-B',
      'such as a PDF reader',
      'offline, without this service, with the envelope’s evidence bundle',
      'API key',
      'key_01HZX3K9QFJ5V0T4W8N2M6P7RS',
      'eva@schoen.example',
      'Last event 5',
      'Certificate page 1 of',
    ]) {
      expect(page).toContain(fact);
    }
  });

  it('says the same in German', async () => {
    const page = await words({ ...full(), locale: 'de' });
    for (const fact of [
      ...EVERYWHERE,
      'Abschlusszertifikat',
      '2 Dokumente · 3 von 4 Personen haben signiert oder freigegeben',
      'Angefordert von Schön Immobilien GmbH · vermietung@schoen.example',
      'Angelegt 2026-11-22 09:00:00 UTC · 22.11.2026, 10:00:00 MEZ (Europe/Berlin)',
      'Stufe beim Versiegeln PAdES B-T · 2026-11-22 10:01:00 UTC',
      'Eine Zeitstempelstelle wurde angefragt und gab keine gültige Antwort',
      'Damit diese gültig bleiben, wurde ihr keine Seite hinzugefügt',
      'Unterzeichnende und Freigebende (4)',
      'Signiert · auf dem Bildschirm gezeichnet',
      'Geöffnet nicht erfasst',
      'Identifiziert durch Zugriff auf einen Link, der an die Adresse gesandt wurde',
      'Zuvor gefragt Karl Vorher',
      'Dieselbe Adresse hat auch ein anderer Empfänger',
      'Einwilligung signer-en-1 (Wortlaut im Anhang)',
      'IP-Adresse 203.0.113.7',
      'Browser Mozilla/5.0',
      'erhält Kopien',
      'Kontrollkästchen Dokument 2, Seite 3 angekreuzt Anna Müller',
      'einfache elektronische Signatur (Art. 3 Nr. 10 eIDAS-Verordnung)',
      'Ihre Namen hat der Absender angegeben',
      'die Schaltfläche zum Öffnen der Dokumente gedrückt wurde',
      'Die Zeiten sind die der Serveruhr',
      'Siegel dieses Dienstes, nicht der Unterzeichnenden',
      'Niemand bürgt dafür',
      'ein PDF-Programm',
      'auch offline und ohne diesen Dienst',
      'API-Schlüssel',
      'Gemeldet 2026-11-22 09:12:00 UTC · 22.11.2026, 10:12:00 MEZ (Europe/Berlin): jemand mit einem an die Adresse gesandten Link gab an, nicht diese Person zu sein',
      'Jemand mit dem Link 192.0.2.9',
      'Letztes Ereignis 5',
      'Zertifikatsseite 1 von',
    ]) {
      expect(page).toContain(fact);
    }
  });

  it.each(LOCALES)('keeps from the parties what is the sender’s alone (%s)', async (locale) => {
    for (const kind of KINDS) {
      const page = await words({ ...full(), kind, locale, audience: 'parties' });
      expect(page).toContain('Anna Müller');
      expect(page).toContain('anna.mueller@example.org');
      for (const secret of [
        '203.0.113.7',
        '198.51.100.24',
        'IP address',
        'IP-Adresse',
        'Mozilla',
        'Browser ',
        'rent is too high',
        'Reason',
        'Grund',
        'vermietung@schoen.example',
        'key_01HZX',
        'eva@schoen.example',
      ]) {
        // The consent texts say that address and browser are recorded.
        expect(page.replace(CONSENT.text, '')).not.toContain(secret);
      }
    }
  });

  it('takes it out before anything is drawn', () => {
    const parties = JSON.stringify(forAudience(certificate({ ...full(), audience: 'parties' })));
    expect(parties).toContain('Anna Müller');
    expect(parties).not.toMatch(/203\.0|198\.51|Mozilla|too high|vermietung|key_01|eva@/);
    const senders = certificate({ ...full(), audience: 'sender' });
    expect(forAudience(senders)).toEqual(senders);
  });

  it.each(KINDS)('promises nothing that is not so (%s)', async (kind) => {
    for (const locale of LOCALES) {
      for (const audience of AUDIENCES) {
        const page = await words({ ...full(), kind, locale, audience, test: true });
        expect(page).not.toMatch(/qualified|advanced|legally|binding|guarantee|proves/i);
        expect(page).not.toMatch(/qualifiziert|fortgeschritten|rechtsverbindlich|rechtsgültig/i);
      }
    }
  });

  it.each([
    ['declined', 'en', 'Report on a declined envelope', 'Declined 2026-11-22 10:00:00 UTC'],
    ['expired', 'en', 'Report on an expired envelope', 'Expired 2026-11-22 10:00:00 UTC'],
    ['voided', 'en', 'Report on a voided envelope', 'Voided 2026-11-22 10:00:00 UTC'],
    ['declined', 'de', 'Bericht über einen abgelehnten Umschlag', 'Abgelehnt 2026-11-22 10:00:00'],
    ['expired', 'de', 'Bericht über einen abgelaufenen Umschlag', 'Abgelaufen 2026-11-22 10:00:00'],
    ['voided', 'de', 'Bericht über einen zurückgezogenen Umschlag', 'Zurückgezogen 2026-11-22'],
  ] as const)('of an envelope that was %s is a report (%s)', async (kind, locale, title, ended) => {
    const page = await words({ ...full(), kind, locale });
    expect(page).toContain(title);
    expect(page).toContain(ended);
    expect(page).toContain('The rent is too high.');
    expect(page).toMatch(
      /no signed document was issued|kein signiertes Dokument wurde ausgestellt/,
    );
    // Nothing was sealed but the report itself.
    expect(page).not.toContain(sha256('sealed lease 2026.pdf'));
    expect(page).not.toMatch(/Certificate of|Certificate page|zertifikat|Zertifikatsseite/);
  });
});

describe('the event log', () => {
  it.each(LOCALES)('has words for every type of the audit trail (%s)', async (locale) => {
    // Does not compile once the audit trail has a type that the catalogues have no words for.
    const worded = (type: AuditType): KnownAuditType => type;
    expect(AUDIT_TYPES).toContain(worded('document.sealed'));
    const { types } = CERTIFICATE_TEXTS[locale].event;
    expect(new Set(Object.values(types)).size).toBe(AUDIT_TYPES.length);
    // The parties' log has wider columns: no words are broken.
    const page = await words({ locale, events: everyEvent(), audience: 'parties' });
    for (const type of AUDIT_TYPES) {
      expect(types[type]).toMatch(/^[A-ZÄÖÜ]/);
      expect(page).toContain(types[type]);
      expect(page).not.toContain(type);
    }
  });

  it('shows a type that it does not know by its code', async () => {
    expect(await words({ events: everyEvent() })).toContain('signer.teleported');
  });

  it('shows each event with number, both times, about whom and by whom', async () => {
    const page = await words({ events: [event('signer.invited', 7, { about: 'Anna Müller' })] });
    expect(page).toMatch(/7 2026-11-22 09:07:00 UTC Invited Service/);
    expect(page).toMatch(/22 Nov 2026, 10:07:00 CET Anna Müller/);
  });
});

describe('consents', () => {
  it('are printed once for each text, with the SHA-256 of its exact bytes', async () => {
    const text = 'I agree.\n\nIn two   paragraphs, ünd more.';
    const other = { version: 'signer-de-1', text };
    const page = await words({
      signers: [signer('A'), signer('B'), signer('C', { consent: other })],
    });
    expect(page.split(CONSENT.text)).toHaveLength(2);
    expect(page.split(sha256(CONSENT.text))).toHaveLength(2);
    expect(page).toContain(sha256(text));
    expect(page).toContain('In two paragraphs, ünd more.');
  });

  it('need no appendix where nobody agreed to anything', async () => {
    expect(await words({ signers: [signer('A', { consent: null })] })).not.toContain('Appendix');
  });
});

describe('a signature that is a picture', () => {
  const withPicture = (signatureImagePath: string): Partial<Certificate> => ({
    signers: [signer('Dora Drawn', { signature: { kind: 'uploaded', signatureImagePath } })],
  });

  it('is drawn where a typed one would be, in its proportions', async () => {
    const { path } = await make(withPicture(fixture('signature.png')));
    expect(wordsIn(path)).toContain('Signed · uploaded as a picture');
    // The picture and its transparency.
    expect(tools.objects(path).match(/\/Subtype \/Image/g)).toHaveLength(2);
    const [withIt, without] = await Promise.all(
      [{}, { signature: null }].map(async (over) => {
        const [person] = withPicture(fixture('signature.png')).signers!;
        const { path } = await make({ signers: [{ ...person!, ...over }] });
        return tools.render(path)[0]!;
      }),
    );
    expect(tools.difference(withIt!, without!)).toBeGreaterThan(0.001);
  });

  it('that cannot be read is no signature left out: nothing is written', async () => {
    const folder = tools.scratch();
    const outputPath = join(folder, 'certificate.pdf');
    const broken = join(tools.scratch(), 'broken.png');
    writeFileSync(broken, 'no picture');
    const job = (path: string) =>
      engine.certificate({
        outputPath,
        certificate: certificate(withPicture(path)),
        seal: sealing(key),
      });
    await expect(job(broken)).rejects.toThrow(PdfFailed);
    await expect(job(`${broken}.missing`)).rejects.toThrow(PdfFailed);
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** Share of pixels, 0–1, in the colour of the TEST mark over white. */
function pink({ rgb }: tools.Picture): number {
  let count = 0;
  for (let pixel = 0; pixel < rgb.length; pixel += 3) {
    if (rgb[pixel]! > 230 && rgb[pixel]! - rgb[pixel + 1]! > 15) count += 1;
  }
  return (count * 3) / rgb.length;
}

describe('the file', () => {
  it('is sealed as documents are, and says so', async () => {
    const { path, made } = await make();
    expect(made).toMatchObject({ level: 'B-B', timeStampFailed: null });
    expect(made.pageCount).toBe(tools.pageCount(path));
    expect(tools.problems(path)).toBe('');
    expect(pdfsig(path)).toContain('Signature is Valid');
    expect(pdfsig(path)).toContain('Total document signed');
    expect(await engine.verify({ path })).toMatchObject({
      faults: [],
      coversWholeFile: true,
      level: 'B-B',
      signer: { fingerprint: key.fingerprint },
    });
  });

  it('is there without a time stamp when the authority fails', async () => {
    const stamp = () => Promise.reject(new TimeStampError('timeout', 'no answer'));
    const { path, made } = await make({}, { tsa: { stamp } });
    expect(made).toMatchObject({ level: 'B-B', timeStampFailed: 'timeout' });
    expect(wordsIn(path)).toContain('otherwise PAdES B-B');
    expect(pdfsig(path)).toContain('Signature is Valid');
  });

  it('is not made with a certificate that has expired', async () => {
    const later = new Date(key.notAfter.getTime() + 1000);
    await expect(make({}, { at: later })).rejects.toThrow(SealKeyError);
  });

  it.each(LOCALES)('bears TEST on every page in test mode, and only then (%s)', async (locale) => {
    const { path, made } = await make({ test: true, locale });
    expect(made.pageCount).toBeGreaterThan(1);
    expect(wordsIn(path)).toMatch(
      /TEST – .*\. (Nothing was mailed|Es wurde keine E-Mail versandt)/,
    );
    for (const page of tools.render(path)) expect(pink(page)).toBeGreaterThan(0.02);
    expect(pdfsig(path)).toContain('Signature is Valid');
    const live = await make({ locale });
    expect(wordsIn(live.path)).not.toMatch(/TEST|Test\./);
    for (const page of tools.render(live.path)) expect(pink(page)).toBeLessThan(0.005);
  });

  it('numbers its pages under the id of the envelope', async () => {
    const { path, made } = await make({ events: everyEvent() });
    const pages = tools.text(path).split('\f').slice(0, -1);
    expect(pages).toHaveLength(made.pageCount);
    pages.forEach((text, index) => {
      const footer = text.trim().split('\n').at(-1)!.replace(/\s+/g, ' ');
      expect(footer).toBe(
        `env_01HZX3K9QFJ5V0T4W8N2M6P7RS Certificate page ${index + 1} of ${pages.length}`,
      );
    });
  });

  it('has a title and a language, and names no other author', async () => {
    const { path } = await make({ locale: 'de' });
    const objects = tools.objects(path);
    expect(objects).toMatch(/\/Lang \(de\)/);
    expect(objects).toMatch(/\/Title \(Abschlusszertifikat: Rental agreement/);
    expect(objects).not.toMatch(/libpdf|\/Author|\/Producer|\/Creator/);
  });

  it('prints times of an unknown zone in UTC alone', async () => {
    const page = await words({ timeZone: 'Nowhere/Atall' });
    expect(page).toContain('Completed 2026-11-22 10:00:00 UTC Deadline');
    expect(page).not.toContain('Nowhere');
  });
});
