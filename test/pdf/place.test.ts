import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine, type FieldPlacement } from '../../src/pdf/pdf-engine.ts';
import { FONT, stream, writePdf } from './support/build-pdf.ts';
import { CROPPED, inked, LOOKS, onePage } from './support/pages.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
afterAll(() => engine.close());

type At = FieldPlacement['at'];

const anchored = (anchor: string, occurrence = 1, dx = 0, dy = 0): At => ({
  anchor,
  occurrence,
  dx,
  dy,
});

const field = (at: At, over: Partial<FieldPlacement> = {}): FieldPlacement => ({
  page: 1,
  unit: 'pt',
  width: 100,
  height: 30,
  at,
  ...over,
});

async function place(path: string, ...fields: FieldPlacement[]) {
  return engine.place({ path, fields });
}

/** In points on a page of A4 as displayed. */
async function corner(path: string, at: At): Promise<[number, number] | string> {
  const [result] = await place(path, field(at, { width: 1, height: 1 }));
  if (!result?.ok) return result?.reason ?? 'nothing';
  const [width, height] = tools.pageSize(path);
  return [Math.round(result.x * width), Math.round(result.y * height)];
}

/** Within a point and a half. */
const about = (expected: number) => expect.closeTo(expected, -0.5);
const near = (expected: number) => expect.closeTo(expected, 9);

describe('a box at a point', () => {
  it('is where it was asked for, in points or in fractions', async () => {
    const path = fixture('rot0.pdf');
    const points = field({ x: 59.528, y: 84.189 }, { width: 297.64, height: 42.0945 });
    const shares = field({ x: 0.1, y: 0.1 }, { unit: 'fraction', width: 0.5, height: 0.05 });
    const expected = { x: near(0.1), y: near(0.1), width: near(0.5), height: near(0.05) };
    expect(await place(path, points, shares)).toEqual([
      { ok: true, page: 1, ...expected },
      { ok: true, page: 1, ...expected },
    ]);
  });

  it('is measured on the page as displayed', async () => {
    const box = field({ x: 84.189, y: 59.528 }, { width: 84.189, height: 59.528 });
    const [turned] = await place(fixture('rot90.pdf'), box);
    expect(turned).toMatchObject({ x: near(0.1), y: near(0.1), width: near(0.1) });
    const [cropped] = await place(fixture('crop_offset.pdf'), field({ x: 56, y: 70 }));
    expect(cropped).toMatchObject({ x: near(0.1), y: near(0.1), width: near(100 / 560) });
  });

  it('is measured in points where the units of the page are others', async () => {
    const path = onePage('', { box: '/MediaBox[0 0 500 500]/UserUnit 2' });
    const [box] = await place(path, field({ x: 500, y: 900 }));
    expect(box).toMatchObject({ ok: true, x: near(0.5), y: near(0.9), width: near(0.1) });
  });

  it('is measured within both crop box and media box', async () => {
    const path = onePage('', { box: '/MediaBox[0 0 600 800]/CropBox[-100 200 400 2000]' });
    const [box] = await place(path, field({ x: 300, y: 300 }));
    expect(box).toMatchObject({ ok: true, x: near(0.75), y: near(0.5) });
  });

  it('must lie on the page, but for half a point, which is cut off', async () => {
    const path = onePage('', { box: '/MediaBox[0 0 600 800]' });
    const refused = await place(
      path,
      field({ x: -0.6, y: 10 }),
      field({ x: 10, y: -0.6 }),
      field({ x: 500.6, y: 10 }),
      field({ x: 10, y: 770.6 }),
      field({ x: 10, y: 10 }, { width: 0 }),
      field({ x: 10, y: 10 }, { height: -5 }),
      field({ x: 0, y: 0 }, { unit: 'fraction' }),
    );
    expect(refused).toEqual(refused.map(() => ({ ok: false, reason: 'off_page' })));
    expect(await place(path, field({ x: -0.4, y: 770.4 }))).toEqual([
      {
        ok: true,
        page: 1,
        x: 0,
        y: near(770.4 / 800),
        width: near(99.6 / 600),
        height: near(29.6 / 800),
      },
    ]);
  });

  it('of a page that there is not is nowhere', async () => {
    const at = { x: 0, y: 0 };
    const pages = [0, -1, 11, 1.5].map((page) => field(at, { page }));
    const results = await place(fixture('b10_10p.pdf'), ...pages, field(at, { page: 10 }));
    expect(results.map((result) => (result.ok ? result.page : result.reason))).toEqual([
      ...pages.map(() => 'page_missing'),
      10,
    ]);
  });
});

describe('an anchor', () => {
  it.each(['rot0', 'rot90', 'crop_offset', 'b10_10p'])('is found on %s', async (name) => {
    const path = fixture(`${name}.pdf`);
    const pages = name === 'b10_10p' ? [1, 10] : [1];
    for (const page of pages) {
      const [found] = await place(path, field(anchored('Zürich, Straße, Köln.', 2), { page }));
      expect(found).toMatchObject({ ok: true, page });
    }
  });

  // Upright, and read downwards, upwards and upside down, in the page's own space.
  const written = ['1 0 0 1', '0 -1 1 0', '0 1 -1 0', '-1 0 0 -1'];

  it.each(LOOKS)('has its corner where its ink begins on a page $name', async (look) => {
    for (const matrix of written) {
      const path = onePage(`BT /F1 18 Tf ${matrix} 300 500 Tm (Sign Here) Tj ET`, look);
      const [found] = await place(path, field(anchored('Sign Here'), { width: 5, height: 5 }));
      if (!found?.ok) throw new Error(`not found: ${matrix}`);
      // A pixel a point. Of a line the room of its g is not counted where it hangs down.
      const picture = tools.render(path, 72)[0]!;
      const ink = inked(picture)!;
      expect(Math.abs(found.x - ink.x) * picture.width, matrix).toBeLessThan(5);
      expect(Math.abs(found.y - ink.y) * picture.height, matrix).toBeLessThan(5);
    }
  });

  it('moves its box in the units of the box', async () => {
    const path = onePage('BT /F1 18 Tf 200 500 Td (Sign here) Tj ET');
    const [at, points, shares] = await place(
      path,
      field(anchored('Sign')),
      field(anchored('Sign', 1, 59.5, 84.2)),
      field(anchored('Sign', 1, -0.1, -0.1), { unit: 'fraction', width: 0.1, height: 0.1 }),
    );
    if (!at?.ok) throw new Error('not found');
    expect(at).toMatchObject({ x: near(200 / 595) });
    expect(points).toMatchObject({ ok: true, x: near(at.x + 0.1), y: near(at.y + 0.1) });
    expect(shares).toMatchObject({ ok: true, x: near(at.x - 0.1), y: near(at.y - 0.1) });
  });

  it('in the middle of a run is found to the point', async () => {
    const path = onePage('BT /F1 18 Tf 100 500 Td (iiiiiiiiii) Tj (WWWWWSign) Tj ET');
    // Helvetica: an i is 222, a W 944 thousandths wide.
    const x = 100 + (18 * (10 * 222 + 5 * 944)) / 1000;
    expect(await corner(path, anchored('Sign'))).toEqual([Math.round(x), expect.any(Number)]);
  });

  // Helvetica: i, space and o are 222, 278 and 556 thousandths of its size wide.
  it.each<[string, string, number, number]>([
    ['letterspaced', '2 Tc (iiii) Tj (o) Tj', 4 * (2.22 + 2), 0],
    ['with wide spaces', '3 Tw (i i) Tj (o) Tj', 2 * 2.22 + 2.78 + 3, 0],
    ['narrow', '50 Tz 2 Tc (iiii) Tj (o) Tj', (4 * (2.22 + 2)) / 2, 0],
    ['narrow and kerned', '50 Tz [(ii) -1000 (o)] TJ', (2 * 2.22 + 10) / 2, 0],
    ['raised', '5 Ts (ii) Tj (o) Tj', 2 * 2.22, 5],
    ['in a state of its own', 'q 4 Ts 9 Tc 20 Tz Q (ii) Tj (o) Tj', 2 * 2.22, 0],
  ])('%s is found to the point', async (_how, content, right, up) => {
    const path = onePage(`BT /F1 10 Tf 100 500 Td ${content} ET`);
    const [found] = await place(path, field(anchored('o')));
    if (!found?.ok) throw new Error('not found');
    expect(found.x * 595 - 100).toBeCloseTo(right, 2);
    expect(842 - found.y * 842 - 500 - 7.18).toBeCloseTo(up, 2);
  });

  it('is found where accents are drawn apart from their letters', async () => {
    const map = stream(
      '',
      '1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange <20> <5f> <0020> <61> <7a> <0061> endbfrange 1 beginbfchar <60> <0308> endbfchar',
    );
    const path = writePdf(join(tools.scratch(), 'accents.pdf'), [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 1/Kids[4 0 R]>>',
      FONT.replace('>>', '/ToUnicode 6 0 R>>'),
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>',
      stream('', 'BT /F1 12 Tf 100 500 Td [(Zu) 300 (`) (rich)] TJ ET'),
      map,
    ]);
    expect(await corner(path, anchored('Zürich'))).toEqual([100, expect.any(Number)]);
  });

  it.each<[string, string]>([
    ['in several runs', 'BT /F1 12 Tf 100 500 Td (Si) Tj (gn he) Tj (re) Tj ET'],
    ['kerned', 'BT /F1 12 Tf 100 500 Td [(S) 30 (ign he) -20 (re)] TJ ET'],
    ['with a space that is only a gap', 'BT /F1 12 Tf 100 500 Td [(Sign) -300 (here)] TJ ET'],
    ['with wide gaps', 'BT /F1 12 Tf 100 500 Td (Sign     here) Tj ET'],
    ['letterspaced', 'BT /F1 12 Tf 1.5 Tc 100 500 Td (Sign here) Tj ET'],
    ['over two lines', 'BT /F1 12 Tf 14 TL 100 500 Td (Sign) Tj T* (here) Tj ET'],
    ['with other leading operators', "BT /F1 12 Tf 100 514 Td 0 -14 TD (Sign ) Tj (here) ' ET"],
    ['with the quotation mark operator', 'BT /F1 12 Tf 14 TL 100 514 Td 0 0 (Sign here) " ET'],
    ['scaled and turned', 'q 2 0 0 2 0 0 cm BT /F1 6 Tf 50 Tz 50 250 Td (Sign here) Tj ET Q'],
    ['drawn in another order', 'BT /F1 12 Tf 126.67 500 Td (here) Tj -26.67 0 Td (Sign) Tj ET'],
    [
      'drawn twice to look bold',
      'BT /F1 12 Tf 100 500 Td (Sign here) Tj .3 0 Td (Sign here) Tj ET',
    ],
    ['after an unbalanced Q', 'Q BT /F1 12 Tf 100 500 Td (Sign here) Tj ET'],
  ])('%s is found', async (_how, content) => {
    const path = onePage(content);
    expect(await corner(path, anchored('Sign here'))).toEqual([100, expect.any(Number)]);
    expect(await corner(path, anchored('Sign here', 2))).toBe('anchor_not_found');
  });

  it('is found in a Form XObject, where it is drawn', async () => {
    const form = stream(
      '/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Matrix[2 0 0 2 0 0]/Resources<</Font<</F1 3 0 R>>>>',
      'BT /F1 12 Tf 10 10 Td (Sign here) Tj ET',
    );
    const path = writePdf(join(tools.scratch(), 'form.pdf'), [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 1/Kids[4 0 R]>>',
      FONT,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>',
      stream('', 'q 1 0 0 1 100 400 cm /X Do Q'),
      form,
    ]);
    // Twice as large: 20 points further right and higher, and an ascent of 17 points.
    expect(await corner(path, anchored('Sign here'))).toEqual([120, about(842 - 420 - 17)]);
  });

  it('counts from the top of the page and from left to right, whatever was drawn first', async () => {
    const at = (x: number, y: number) => `1 0 0 1 ${x} ${y} Tm (Initials) Tj`;
    const path = onePage(
      `BT /F1 12 Tf ${at(300, 200)} ${at(300, 700.4)} ${at(100, 200)} ${at(100, 700)} ET`,
    );
    const found = [];
    for (const occurrence of [1, 2, 3, 4])
      found.push(await corner(path, anchored('Initials', occurrence)));
    const [top, low] = [about(842 - 700 - 9), about(842 - 200 - 9)];
    expect(found).toEqual([
      [100, top],
      [300, top],
      [100, low],
      [300, low],
    ]);
    for (const occurrence of [0, -1, 5, 1.5]) {
      expect(await corner(path, anchored('Initials', occurrence))).toBe('anchor_not_found');
    }
  });

  it('is not what another case, an empty text or another page says', async () => {
    const path = fixture('b10_10p.pdf');
    const absent = ['contract page', 'CONTRACT PAGE', '', '   ', 'page 2 of 10', 'pageone'];
    const results = await place(path, ...absent.map((anchor) => field(anchored(anchor))));
    expect(results).toEqual(absent.map(() => ({ ok: false, reason: 'anchor_not_found' })));
    const [second] = await place(path, field(anchored('page 2 of 10'), { page: 2 }));
    expect(second).toMatchObject({ ok: true, page: 2 });
  });

  it('is compared composed and with white space as one space', async () => {
    const path = onePage('BT /F1 12 Tf 100 500 Td (Z\\374rich,  am) Tj ET');
    for (const anchor of ['Zürich, am', 'Zu\u0308rich,\n am', ' Zürich,\u00a0am ']) {
      expect(await corner(path, anchored(anchor)), anchor).toEqual([100, expect.any(Number)]);
    }
  });

  it('outside of what is displayed is not found', async () => {
    const path = onePage('BT /F1 12 Tf 100 900 Td (Sign here) Tj ET', { box: CROPPED });
    expect(await corner(path, anchored('Sign here'))).toBe('anchor_not_found');
  });

  it('takes its box off the page when it must', async () => {
    const path = onePage('BT /F1 18 Tf 200 500 Td (Please sign) Tj ET');
    expect(await place(path, field(anchored('Please', 1, 400, 0)))).toEqual([
      { ok: false, reason: 'off_page' },
    ]);
  });
});

it('places five hundred fields on a document of many pages', async () => {
  const fields = Array.from({ length: 500 }, (_, index) =>
    field(anchored('Straße', (index % 25) + 1), { page: (index % 10) + 1, width: 20, height: 8 }),
  );
  const results = await engine.place({ path: fixture('b10_10p.pdf'), fields });
  expect(results.map((result) => result.ok && result.page)).toEqual(fields.map(({ page }) => page));
  const boxes = new Set(results.map((result) => JSON.stringify(result)));
  expect(boxes.size).toBe(50);
});

describe('a file that is no presented PDF', () => {
  it.each(['not_pdf', 'pageloop', 'enc_user_aes256'])('%s is refused', async (name) => {
    const placed = place(fixture(`${name}.pdf`), field({ x: 1, y: 1 }));
    await expect(placed).rejects.toMatchObject({ name: 'PdfRefused' });
  });

  it('that is not there fails', async () => {
    const placed = place('/no/such/file.pdf', field({ x: 1, y: 1 }));
    await expect(placed).rejects.toMatchObject({ name: 'PdfFailed' });
  });
});
