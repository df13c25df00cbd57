import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine, type SignaturePage } from '../../src/pdf/pdf-engine.ts';
import { layoutFaults } from './support/layout.ts';
import { additions, signer } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const folder = tools.scratch();
afterAll(() => engine.close());
let files = 0;

/** The contract of one page with the signature page(s) after it. */
async function append(over: Partial<SignaturePage>): Promise<string> {
  files += 1;
  const outputPath = join(folder, `signed${files}.pdf`);
  const path = fixture('b1_1p.pdf');
  const { pageCount } = await engine.appendSignaturePage({ path, outputPath, ...additions(over) });
  expect(tools.pageCount(outputPath)).toBe(pageCount);
  expect(tools.problems(outputPath)).toBe('');
  return outputPath;
}

const words = (path: string) => tools.text(path, 2).replace(/\s+/g, ' ');

describe('the signature page', () => {
  it('says in English what was done, by whom and how it is known', async () => {
    const approver = signer('Bob Approver', { role: 'approver', ink: null });
    const page = await append({ signers: [signer('Anna Müller', { openedAt: null }), approver] });
    for (const fact of [
      'lease 2026.pdf',
      'Rental agreement',
      'Schön Immobilien GmbH',
      'env_01HZX3K9QFJ5V0T4W8N2M6P7RS',
      '0f1e2d3c4b5a6978'.repeat(4),
      '8796a5b4c3d2e1f0'.repeat(4),
      '2026-11-22 14:18:27 UTC · 22 Nov 2026, 15:18:27 CET (Europe/Berlin)',
      'Signer · a•••@ex•••.org',
      'Signed 2026-07-22 14:18:27 UTC · 22 Jul 2026, 16:18:27 CEST (Europe/Berlin)',
      'Opened not recorded',
      'Approver · a•••@ex•••.org',
      'Approved 2026-07-22 14:18:27 UTC',
      'Opened 2026-07-22 13:01:02 UTC',
      'by access to a link mailed to the address',
      'simple electronic signature (eIDAS Art. 3(10))',
      'names are as stated by the sender',
      'the button to open the document was pressed',
      'server’s clock',
      '§§ 126, 126a BGB',
    ]) {
      expect(words(page)).toContain(fact);
    }
  });

  it('says the same in German', async () => {
    const page = words(await append({ locale: 'de' }));
    for (const fact of [
      'Signaturseite',
      'einfache elektronische Signatur (Art. 3 Nr. 10 eIDAS-Verordnung)',
      '2026-11-22 14:18:27 UTC · 22.11.2026, 15:18:27 MEZ (Europe/Berlin)',
      'durch Zugriff auf einen Link, der an die Adresse gesandt wurde',
      'ihre Namen hat der Absender angegeben',
      'die Schaltfläche zum Öffnen des Dokuments gedrückt wurde',
      'Serveruhr',
      '§§ 126, 126a BGB',
    ]) {
      expect(page).toContain(fact);
    }
  });

  it.each(['en', 'de'] as const)('promises nothing that is not so (%s)', async (locale) => {
    const page = words(await append({ locale, watermark: true }));
    expect(page).not.toMatch(/qualified|advanced|legally binding|seal/i);
    expect(page).not.toMatch(/qualifizierte|fortgeschrittene|rechtsverbindlich|siegel/i);
  });

  it('of a real document bears no TEST', async () => {
    expect(tools.text(await append({}))).not.toContain('TEST');
  });

  it('prints times of an unknown zone in UTC alone', async () => {
    const page = words(await append({ timeZone: 'Nowhere/Atall' }));
    expect(page).toContain('2026-11-22 14:18:27 UTC');
    expect(page).not.toContain('Nowhere');
  });
});

describe('names', () => {
  const NAMES = [
    'Őrs Szűcs-Șerban',
    'Łukasz Żółć',
    'Jörg Großmann ẞ',
    'Nguyễn Văn Ánh',
    'Ελένη Παπαδοπούλου',
    'Άννα Anna',
    'Мария Їжакевич',
    '田中太郎',
    '佐藤さくら',
    '王小明',
    'Иван Παππάς-Smith 王',
  ];

  it.each(NAMES)('%s can be read off the page, also where it is drawn by hand', async (name) => {
    const path = await append({ title: name, signers: [signer(name)], sender: { name } });
    // Title, sender, name, signature, caption.
    expect(words(path).split(name)).toHaveLength(6);
    expect(words(path)).not.toContain('\uFFFD');
  });

  it('are composed before they are drawn', async () => {
    const decomposed = 'Jörg Ångström'.normalize('NFD');
    expect(words(await append({ signers: [signer(decomposed)] }))).toContain('Jörg Ångström');
  });

  it('use a hand for what a hand covers', async () => {
    const fonts = (path: string) => execFileSync('pdffonts', ['-f', '2', path]).toString();
    expect(fonts(await append({ signers: [signer('Anna')] }))).toContain('GreatVibes');
    expect(fonts(await append({ signers: [signer('Ελένη')] }))).toContain('Mynerve');
    expect(fonts(await append({ signers: [signer('さくら')] }))).toContain('Klee');
  });

  it('embed subsets only', async () => {
    const path = await append({ signers: [signer('王小明'), signer('Anna')] });
    const fonts = execFileSync('pdffonts', ['-f', '2', path]).toString().split('\n').slice(2, -1);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+.* yes yes yes/);
  });

  it('show what no font covers as missing, and never fail', async () => {
    const path = await append({
      signers: [signer('Ana 김철수'), signer('محمد علي'), signer('\u0000\u202e')],
    });
    expect(words(path)).toContain('Ana \uFFFD\uFFFD\uFFFD');
    expect(words(path)).toContain('\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD');
  });

  it('cannot turn or hide the text around them', async () => {
    const page = words(await append({ signers: [signer('Anna\u202e\u200b\nMüller')] }));
    expect(page).toContain('Anna Müller');
  });
});

describe('length', () => {
  const long: Partial<SignaturePage> = {
    title: 'Rahmenvertrag '.repeat(18).slice(0, 255),
    filename: `${'x'.repeat(240)}.pdf`,
    sender: { name: 'W'.repeat(120) },
    signers: [
      signer('Maximiliane-Alexandra von '.repeat(5).slice(0, 120).trim()),
      signer('M'.repeat(120)),
      ...Array.from({ length: 12 }, (_, index) => signer(`Signer Number ${index + 3}`)),
    ],
  };

  it('fourteen signers flow over pages, each whole and once', async () => {
    const path = await append(long);
    const pages = tools.pageCount(path) - 1;
    expect(pages).toBeGreaterThan(2);
    for (let number = 3; number <= 14; number += 1) {
      expect(words(path).split(`Signed by Signer Number ${number} ·`)).toHaveLength(2);
    }
    expect(words(path)).toContain(`Signature page 1 of ${pages}`);
    expect(words(path)).toContain(`Signature page ${pages} of ${pages}`);
  });

  it.each(['en', 'de'] as const)(
    'stays inside the margins, no line over another (%s)',
    async (locale) => {
      const path = await append({ ...long, locale });
      expect(layoutFaults(path, 2)).toEqual([]);
    },
  );
});
