import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Certificate, createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import {
  approver,
  certificate,
  copyRecipient,
  document,
  event,
  signer,
} from './support/certificate.ts';
import { layoutFaults, wordsOf } from './support/layout.ts';
import { developmentKey, pdfsig, sealing } from './support/seal.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 120_000 });

const engine = createPdfEngine({ maxPages: 100 });
const key = developmentKey();
const folder = tools.scratch();
afterAll(() => engine.close());
let files = 0;

async function make(over: Partial<Certificate>): Promise<string> {
  files += 1;
  const outputPath = join(folder, `certificate${files}.pdf`);
  const made = certificate(over);
  const job = { outputPath, certificate: made, seal: sealing(key) };
  const { pageCount } = await engine.certificate(job);
  expect(tools.pageCount(outputPath)).toBe(pageCount);
  expect(tools.problems(outputPath)).toBe('');
  expect(pdfsig(outputPath)).toContain('Signature is Valid');
  return outputPath;
}

const NAMES = [
  'Ελένη Παπαδοπούλου',
  'Мария Їжакевич',
  '田中太郎',
  '佐藤さくら',
  '王小明',
  'Nguyễn Văn Ánh',
  'Иван Παππάς-Smith 王',
  'Maximiliane-Alexandra Freifrau von Hohenlohe-Schillingsfürst zu Waldenburg-Pfed.',
  'W'.repeat(80),
];
const EMAIL = `${'long.local.part'.repeat(4)}@${'a-rather-long-domain-name.'.repeat(4)}example.org`;
const IPV6 = '2001:db8:4a7b:1c00:2d5e:91ff:fe3c:77a1';
const signatureImagePath = fixture('signature.png');

/** Everything at its limit, and beyond. */
function crowd(people: number): Partial<Certificate> {
  const field = { label: 'Q'.repeat(60), type: 'text', document: 20, page: 500 };
  const signers = Array.from({ length: people }, (_, index) => {
    const name = NAMES[index % NAMES.length]!;
    const over = { email: EMAIL, ip: IPV6, userAgent: 'Browser/1.0 '.repeat(40) };
    if (index % 7 === 5) return approver(name, over);
    if (index % 7 === 6) return copyRecipient(name, over);
    const replaced = [{ name, email: EMAIL, until: '2026-11-21T12:00:00.000Z' }];
    const fields = [
      { ...field, value: index === 0 ? 'Written at length. '.repeat(250) : 'x'.repeat(120) },
    ];
    return index % 2 === 0
      ? signer(name, { ...over, replaced, fields, addressShared: true })
      : signer(name, { ...over, signature: { kind: 'drawn', signatureImagePath } });
  });
  return {
    signers,
    documents: Array.from({ length: 20 }, (_, index) =>
      document(`${String(index).padStart(2, '0')}${'x'.repeat(194)}.pdf`, { alreadySigned: true }),
    ),
    events: Array.from({ length: 400 }, (_, index) => {
      const name = NAMES[index % NAMES.length]!;
      const actor = { type: 'signer' as const, name };
      return event('signer.returned', index + 1, { about: 'y'.repeat(196), actor, ip: IPV6 });
    }),
  };
}

const title = 'Rahmenvertrag '.repeat(18).slice(0, 255);
const envelope = {
  ...certificate().envelope,
  title,
  sender: { name: 'W'.repeat(120), email: EMAIL },
};

describe('the layout of the certificate', () => {
  it.each([
    [12, 'en', 'sender'],
    [50, 'en', 'sender'],
    [50, 'de', 'sender'],
    [50, 'de', 'parties'],
  ] as const)(
    'of %d recipients, 20 documents and 400 events stays in order (%s, %s)',
    async (people, locale, audience) => {
      const reason = 'The reason is long. '.repeat(200);
      const ended = { kind: 'declined', reason } as const;
      const path = await make({ ...crowd(people), ...ended, envelope, locale, audience });
      expect(layoutFaults(path)).toEqual([]);
    },
  );

  it.each(['en', 'de'] as const)(
    'of a consent text of several pages stays in order (%s)',
    async (locale) => {
      const text = `${'I agree to each of these many words. '.repeat(300)}\n\n${'z'.repeat(3000)}`;
      const path = await make({
        signers: [signer('Anna', { consent: { version: 'v', text } })],
        locale,
      });
      expect(layoutFaults(path)).toEqual([]);
      const words = tools.text(path).replace(/\s+/g, ' ');
      expect(words.split('each of these many words')).toHaveLength(301);
      expect(words.replace(/ /g, '').match(/z/g)!.length).toBeGreaterThanOrEqual(3000);
    },
  );

  it('keeps what is said of a person on one page', async () => {
    const signers = Array.from({ length: 12 }, (_, index) =>
      signer(`Signer ${index + 1}.`, {
        ip: `203.0.113.${index + 1}`,
        userAgent: `Agent ${index + 1}.`,
      }),
    );
    const pages = wordsOf(await make({ signers, events: [] }));
    const text = pages.map((page) => page.map((word) => word.text).join(' '));
    const head = text.findIndex((page) => page.includes('Signers (12)'));
    expect(text[head]).toContain('Agent 1.');
    for (let number = 1; number <= 12; number += 1) {
      const page = text.filter((each) => each.includes(`Signed by Signer ${number}. ·`));
      expect(page).toHaveLength(1);
      expect(page[0]).toContain(` 203.0.113.${number} `);
      expect(page[0]).toContain(`Agent ${number}.`);
    }
  });

  it('names the columns of the event log again on each of its pages', async () => {
    const events = Array.from({ length: 400 }, (_, index) => event('mail.sent', index + 1));
    const text = wordsOf(await make({ events })).map((page) =>
      page.map((word) => word.text).join(' '),
    );
    const withEvents = text.filter((page) => page.includes('Mail sent'));
    expect(withEvents.length).toBeGreaterThan(8);
    for (const page of withEvents) expect(page).toContain('No. Time Event By');
    expect(text.join(' ').split('Mail sent')).toHaveLength(401);
  });

  it('names the first people at the top, and says how many more there are', async () => {
    const signers = Array.from({ length: 15 }, (_, index) => signer(`Signer ${index + 1}.`));
    const text = tools.text(await make({ signers, events: [] })).replace(/\s+/g, ' ');
    expect(text).toContain('15 of 15 people have signed or approved');
    expect(text).toContain('Signer 12. Signed 2026');
    expect(text).not.toContain('Signer 13. Signed 2026');
    expect(text).toContain('and 3 people more, all listed below');
  });
});
