import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine, type Hand, type Mark } from '../../src/pdf/pdf-engine.ts';
import { certificate, signer as certified } from './support/certificate.ts';
import { layoutFaults } from './support/layout.ts';
import { inked, onePage } from './support/pages.ts';
import { developmentKey, sealing } from './support/seal.ts';
import { additions, signer } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';

vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
afterAll(() => engine.close());

const FONT_OF: Record<Hand, string> = {
  formal: 'GreatVibes-Regular',
  flowing: 'Allura-Regular',
  everyday: 'DancingScript-Regular',
};
const HANDS = Object.entries(FONT_OF) as [Hand, string][];

/** Every letter of the Latin alphabets of Europe that a name is spelt with, in names. */
const NAMES = [
  'Jörg Großmann-Übel',
  'ANNA GROẞ, ÄÖÜ',
  'Łukasz Żółć-Dąbrowski',
  'Święty Ćwikła Ńemcewicz',
  'Zażółć gęślą jaźń',
  'Řehoř Čapek-Ďurďa',
  'Šimůnek Ťapťa Žižková Úlovcová',
  'Ňuhůňů Dvořák, Všetěč',
  'Ľubomír Ĺupták Kôň Ŕ',
  'Éloïse L’Hérault-Bœuf',
  'François Ÿves Çelle Là-Bas',
  'Noël Æsir Œuvrard Günaÿ',
  'İğdır Şahin Çağlayan',
  'Işıl Öztürk Ğ',
  'Ștefan Țepeș Brânză',
  'Şuţu Ăldea Îndrei',
  'Őrs Szűcs-Ürögdi',
  'Åse Bjørn Ødegård Þór Ðaði',
  'Jānis Bērziņš Ķīšu Ģirts Ļaudis',
  'Žygimantė Šlapelytė Ąžuolas Ėglė Įvairūnė Ųd',
  'Õnne Tõnu Šõber',
  'Đorđe Ćosić Čučković',
  'Íñigo Muñoz Peña-Ávila',
  'João Conceição Ângela Âo',
  'Ġorġ Żahra Ħaż-Żebbuġ',
  'Ŵyn Ŷnyr Llŷr',
  'Seán Ó Cuív & D’Arcy, Jr. (3.)',
];

let files = 0;
const folder = tools.scratch();
async function stamp(marks: Mark[], path = onePage('')): Promise<string> {
  files += 1;
  const outputPath = join(folder, `hand${files}.pdf`);
  await engine.appendSignaturePage({ path, outputPath, marks, page: null, watermark: false });
  expect(tools.problems(outputPath)).toBe('');
  return outputPath;
}

/** Fonts by their names without the tag of a subset, and whether all of them are embedded subsets. */
function fontsOf(path: string, page = 1) {
  const args = ['-f', String(page), path];
  const table = execFileSync('pdffonts', args, { encoding: 'utf8' }).split('\n').slice(2, -1);
  // The blank page comes with a font of its own, which nothing is written in.
  const lines = table.filter((line) => !line.startsWith('Helvetica '));
  return {
    names: lines.map((line) => line.replace(/^[A-Z]{6}\+/, '').split(' ')[0]!).toSorted(),
    subsets: lines.every((line) => /^[A-Z]{6}\+.* yes yes yes/.test(line)),
  };
}

const oneInEachBox = (hand: Hand): Mark[] =>
  NAMES.map((text, index) => ({
    page: 1,
    kind: 'initials',
    ink: { text, hand },
    box: { x: 0.05, y: 0.02 + index * 0.035, width: 0.9, height: 0.033 },
  }));

describe.each(HANDS)('the %s hand', (hand, font) => {
  it('writes the names of Europe itself, and each letter of them', async () => {
    const path = await stamp(oneInEachBox(hand));
    const { names, subsets } = fontsOf(path);
    expect(names, 'no other hand helps out').toEqual([font]);
    expect(subsets).toBe(true);
    const said = tools.text(path).replace(/\s+/g, '');
    for (const name of NAMES) expect(said).toContain(name.replace(/\s+/g, ''));
    const [page] = tools.render(path, 72);
    for (const { box } of oneInEachBox(hand)) expect(inked(page!, box)).not.toBeNull();
    const shown = [...tools.objects(path).matchAll(/<([0-9a-f]+)> Tj/g)].map(([, hex]) => hex!);
    expect(shown).toHaveLength(NAMES.length);
    // Glyph 0 is .notdef (OpenType, glyf).
    for (const hex of shown) expect(hex.match(/.{4}/g)).not.toContain('0000');
  });

  it('leaves to the others what it has no letters for', async () => {
    const path = await stamp(
      ['Ελένη', 'Мария', 'さくら'].map((text, index) => ({
        page: 1,
        kind: 'initials',
        ink: { text, hand },
        box: { x: 0.1, y: 0.1 + index * 0.1, width: 0.5, height: 0.08 },
      })),
    );
    expect(fontsOf(path).names).toEqual([
      'GreatVibes-Regular',
      'KleeOne-Regular',
      'Mynerve-Regular',
    ]);
    expect(tools.text(path)).toMatch(/Ελένη\s+Мария\s+さくら/);
  });

  it('is that of a signature in its place, on the signature page and on the certificate', async () => {
    const text = 'Anna Müller';
    const box = { x: 0.1, y: 0.1, width: 0.4, height: 0.08 };
    const inPlace = await stamp([
      { page: 1, kind: 'signature', ink: { text, hand }, caption: 'Signed by A', box },
    ]);
    expect(fontsOf(inPlace).names).toEqual([font, 'NotoSans-Regular'].toSorted());
    const appended = join(folder, `page-${hand}.pdf`);
    const signers = [signer(text, { ink: { text, hand } })];
    const path = fixture('b1_1p.pdf');
    await engine.appendSignaturePage({ path, outputPath: appended, ...additions({ signers }) });
    expect(handsIn(fontsOf(appended, 2).names)).toEqual([font]);
    const made = join(folder, `certificate-${hand}.pdf`);
    await engine.certificate({
      outputPath: made,
      certificate: certificate({
        signers: [certified(text, { signature: { kind: 'typed', text, hand } })],
      }),
      seal: sealing(developmentKey()),
    });
    expect(handsIn(fontsOf(made).names)).toEqual([font]);
  });

  it('keeps long names on the signature page inside its lines', async () => {
    const signers = [...NAMES, 'Ůř'.repeat(60), 'Jp ÅÇ '.repeat(20).trim()].map((text) =>
      signer(text, { ink: { text, hand } }),
    );
    const outputPath = join(folder, `long-${hand}.pdf`);
    const path = fixture('b1_1p.pdf');
    await engine.appendSignaturePage({ path, outputPath, ...additions({ signers }) });
    expect(layoutFaults(outputPath, 2)).toEqual([]);
  });
});

it('each hand looks different from the others', async () => {
  const pages = await Promise.all(
    HANDS.map(async ([hand]) => tools.render(await stamp(oneInEachBox(hand)), 50)[0]!),
  );
  for (const [index, page] of pages.entries()) {
    for (const other of pages.slice(index + 1)) {
      expect(tools.difference(page, other)).toBeGreaterThan(0.02);
    }
  }
});

const handsIn = (names: string[]) => names.filter((name) => Object.values(FONT_OF).includes(name));
