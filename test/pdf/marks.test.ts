import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Additions, createPdfEngine, type Mark } from '../../src/pdf/pdf-engine.ts';
import { type Area, changed, cut, inked, LOOKS, onePage } from './support/pages.ts';
import { encodePng } from './support/png.ts';
import { developmentKey, pdfsig, sealing } from './support/seal.ts';
import { signaturePage } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture, PDF } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const folder = tools.scratch();
afterAll(() => engine.close());
let files = 0;

async function stamp(path: string, marks: Mark[], over: Partial<Additions> = {}): Promise<string> {
  files += 1;
  const outputPath = join(folder, `marked${files}.pdf`);
  const job = { path, outputPath, marks, page: null, watermark: false, ...over };
  await engine.appendSignaturePage(job);
  expect(tools.problems(outputPath)).toBe('');
  return outputPath;
}

/** Without the page, which tests choose. */
type Drawn = Mark extends infer M ? (M extends Mark ? Omit<M, 'page' | 'box'> : never) : never;

/** A box in points on a page that is displayed in this size. */
function inPoints(size: [number, number], x: number, y: number, width: number, height: number) {
  return { x: x / size[0], y: y / size[1], width: width / size[0], height: height / size[1] };
}

const CAPTION = 'Signed by Anna Müller · 2026-07-22 14:18:27 UTC';
const A4: [number, number] = [595, 842];
const HANDS = ['formal', 'flowing', 'everyday'] as const;

/** Red, green / blue, nothing: the quarters of a picture, left to right, top to bottom. */
const picture = join(folder, 'picture.png');
const QUARTERS = [
  [255, 0, 0, 255],
  [0, 255, 0, 255],
  [0, 0, 255, 128],
  [0, 0, 0, 0],
];
writeFileSync(
  picture,
  encodePng({
    width: 80,
    height: 40,
    depth: 8,
    color: 6,
    at: (x, y) => QUARTERS[(x < 40 ? 0 : 1) + (y < 20 ? 0 : 2)]!,
  }),
);

const KINDS: Record<string, Drawn> = {
  'a typed signature': {
    kind: 'signature',
    ink: { text: 'Anna Müller', hand: 'formal' },
    caption: CAPTION,
  },
  'a drawn signature': { kind: 'signature', ink: { imagePath: picture }, caption: CAPTION },
  'a signature without a caption': {
    kind: 'signature',
    ink: { text: 'Anna Müller', hand: 'formal' },
    caption: null,
  },
  'typed initials': { kind: 'initials', ink: { text: 'AM', hand: 'formal' } },
  'drawn initials': { kind: 'initials', ink: { imagePath: picture } },
  'a text': { kind: 'text', text: 'Dr. Anna Müller, 2026-07-22' },
  'a ticked box': { kind: 'checkbox', checked: true },
  'an empty box': { kind: 'checkbox', checked: false },
};

/** Whether an area lies in another, but for the pixels on its edge. */
function isWithin(inner: Area, outer: Area, { width, height }: tools.Picture): boolean {
  const [x, y] = [1 / width, 1 / height];
  return (
    inner.x >= outer.x - x &&
    inner.y >= outer.y - y &&
    inner.x + inner.width <= outer.x + outer.width + x &&
    inner.y + inner.height <= outer.y + outer.height + y
  );
}

describe.each(Object.entries(KINDS))('%s', (_, drawn) => {
  // Content that leaves its space turned and scaled, for marks to be led astray by.
  const content = '0.5 0 0 0.5 9 9 cm 0.9 0.9 1 rg -500 -500 4000 4000 re f 1 0 0 rg';

  it('is upright in its box, and nothing of it outside, on any page', async () => {
    const looks = [{ name: 'plain', rotate: 0 }, ...LOOKS];
    const seen = [];
    for (const look of looks) {
      const path = onePage(content, look);
      const [before] = tools.render(path, 72);
      const box = inPoints([before!.width, before!.height], 120, 200, 180, 54);
      const [after] = tools.render(await stamp(path, [{ page: 1, box, ...drawn }]), 72);
      const drew = changed(before!, after!);
      if (!drew) throw new Error(`nothing is drawn, ${look.name}`);
      expect(isWithin(drew, box, after!), look.name).toBe(true);
      seen.push({ ...look, picture: cut(after!, box) });
    }
    const [plain] = seen;
    for (const { name, picture: part } of seen) {
      expect(tools.difference(plain!.picture, part), name).toBeLessThan(0.02);
    }
  });
});

describe('the look', () => {
  const box = inPoints(A4, 100, 100, 200, 60);
  const blank = onePage('');
  const draw = async (drawn: Drawn, area = box) =>
    tools.render(await stamp(blank, [{ page: 1, box: area, ...drawn }]), 144)[0]!;
  /** In points from the upper left of the box. */
  const inkOf = (
    page: tools.Picture,
    within: [number, number, number, number] = [0, 0, 200, 60],
  ) => {
    const [x, y, width, height] = within;
    const area = inked(page, inPoints(A4, 100 + x, 100 + y, width, height));
    if (!area) return null;
    const [left, top] = [area.x * 595 - 100, area.y * 842 - 100];
    return { left, top, right: left + area.width * 595, bottom: top + area.height * 842 };
  };
  const about = (points: number) => expect.closeTo(points, -0.3);

  it('of a typed signature is ink on a rule, and a caption under it', async () => {
    const page = await draw(KINDS['a typed signature']!);
    // The rule is at 70 % of the height, across the whole width.
    expect(inkOf(page, [180, 0, 20, 60])).toMatchObject({
      top: about(42),
      bottom: about(42),
      right: about(200),
    });
    const ink = inkOf(page, [0, 0, 140, 41])!;
    expect(ink.left).toBeLessThan(2.5);
    expect(ink.bottom).toBeGreaterThan(38);
    expect(ink.top).toBeLessThan(22);
    const caption = inkOf(page, [0, 43, 200, 17])!;
    expect(caption.top).toBeLessThan(46);
    expect(caption.bottom - caption.top).toBeLessThan(7.5);
  });

  it('of a picture keeps its proportions, at the left on the rule', async () => {
    const page = await draw(KINDS['a drawn signature']!);
    const pixel = (x: number, y: number) => tools.pixel(page, (100 + x) / 595, (100 + y) / 842);
    // 80 × 40 pixels on 40 of 42 points.
    expect(pixel(10, 6)).toEqual([255, 0, 0]);
    expect(pixel(70, 6)).toEqual([0, 255, 0]);
    expect(pixel(10, 36)).toEqual([127, 127, 255]);
    expect(pixel(70, 36)).toEqual([255, 255, 255]);
    expect(pixel(90, 6)).toEqual([255, 255, 255]);
  });

  it('without a caption, or without room for one, gives the ink all of the box', async () => {
    const height = (page: tools.Picture) => {
      const ink = inkOf(page)!;
      return ink.bottom - ink.top;
    };
    const captioned = await draw(KINDS['a typed signature']!, inPoints(A4, 100, 100, 200, 24));
    const low = await draw(KINDS['a typed signature']!, inPoints(A4, 100, 100, 200, 18));
    const bare = await draw(
      KINDS['a signature without a caption']!,
      inPoints(A4, 100, 100, 200, 18),
    );
    expect(tools.difference(low, bare)).toBe(0);
    expect(tools.difference(captioned, low)).toBeGreaterThan(0);
    expect(height(low)).toBeGreaterThan(12);
    expect(inkOf(low, [150, 0, 50, 18])).toMatchObject({ top: about(17.5), bottom: about(18) });
  });

  it('of a text is in the middle of its box, of 11 points at most', async () => {
    const ink = inkOf(await draw({ kind: 'text', text: 'Hpg' }))!;
    expect(ink).toMatchObject({ left: about(2), top: about(25), bottom: about(35.5) });
    const narrow = inkOf(
      await draw({ kind: 'text', text: 'HHHHHHHHHH' }, inPoints(A4, 100, 100, 60, 60)),
    )!;
    expect(narrow.right).toBeLessThan(60);
    expect(narrow.bottom - narrow.top).toBeLessThan(8);
  });

  it('of a text of several lines keeps its lines', async () => {
    const path = await stamp(blank, [{ page: 1, box, kind: 'text', text: 'One\nTwo\r\nThree' }]);
    expect(
      tools
        .text(path)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ).toEqual(['One', 'Two', 'Three']);
  });

  it('of a box is a square in the middle, with a tick or without', async () => {
    const [ticked, empty] = [
      await draw(KINDS['a ticked box']!),
      await draw(KINDS['an empty box']!),
    ];
    const square = { left: about(70.5), top: about(0.5), right: about(129.5), bottom: about(59.5) };
    expect(inkOf(ticked)).toMatchObject(square);
    expect(inkOf(empty)).toMatchObject(square);
    expect(inkOf(ticked, [75, 5, 50, 50])).not.toBeNull();
    expect(inkOf(empty, [75, 5, 50, 50])).toBeNull();
  });
});

describe('a long text', () => {
  const names: Record<string, string> = {
    words: 'Maximiliane-Alexandra von und zu Hohenstein-Waldburg-Zeil-Trauchburg, Prinzessin',
    'one word': 'Wüste'.repeat(16),
    capitals: 'ÅÖŰÝẤ'.repeat(16),
    Greek: 'Ελένη Παπαδοπούλου-Αναγνωστοπούλου '.repeat(3).slice(0, 80).trim(),
    Cyrillic: 'Мария Їжакевич-Щербаненко '.repeat(4).slice(0, 80).trim(),
    Chinese: '王小明'.repeat(27).slice(0, 80),
    Japanese: '田中さくら '.repeat(14).slice(0, 80).trim(),
    mixed: 'Иван Παππάς-Smith 王 '.repeat(4).slice(0, 80).trim(),
    'one letter': 'W',
    'an address':
      'anna.maximiliane.alexandra.hohenstein-waldburg@a-very-long-domain-name.example.org',
  };
  const sizes = [
    [200, 60],
    [120, 30],
    [60, 12],
    [30, 40],
    [90, 8],
    [20, 10],
    [5, 5],
    [2, 30],
  ] as const;

  it.each(Object.entries(names))('of %s stays in its box, however small', async (_, name) => {
    const kinds: Drawn[] = [
      { kind: 'text', text: name },
      {
        kind: 'signature',
        ink: { text: name, hand: 'formal' },
        caption: `Signed by ${name} · 2026-07-22 UTC`,
      },
      { kind: 'signature', ink: { imagePath: picture }, caption: `Signed by ${name}` },
      { kind: 'initials', ink: { text: name, hand: 'formal' } },
      { kind: 'checkbox', checked: true },
    ];
    const sheet: [number, number] = [1200, 400];
    const columns = kinds.map((drawn, column) =>
      sizes.map(([width, height], index): Mark => {
        const y = 20 + sizes.slice(0, index).reduce((sum, size) => sum + size[1] + 8, 0);
        return { page: 1, box: inPoints(sheet, 20 + column * 230, y, width, height), ...drawn };
      }),
    );
    const path = await stamp(onePage('', { box: '/MediaBox[0 0 1200 400]' }), columns.flat());
    const page = tools.render(path, 100)[0]!;
    for (const column of columns) {
      // Smaller ones show nothing at this resolution.
      for (const { box } of column.slice(0, 3)) expect(inked(page, box)).not.toBeNull();
    }
    for (const { box } of columns.flat()) wipe(page, box);
    expect(inked(page), 'outside of all boxes').toBeNull();
    const texts = '-raw -x 0 -y 0 -W 240 -H 400'.split(' ');
    const said = execFileSync('pdftotext', [...texts, path, '-'], { encoding: 'utf8' });
    const plain = (words: string) => words.replace(/\s/g, '');
    expect(plain(said).split(plain(name))).toHaveLength(sizes.length + 1);
  });

  it.each(HANDS)(
    'of the %s hand, which swings far out of its room, stays in its box',
    async (hand) => {
      const letters = [
        ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
        'Åf',
        'Ĵgŷ',
        'ǺǇ',
        'ÌģY',
      ];
      const marks = letters.map((text, index): Mark => {
        const [x, y] = [10 + (index % 8) * 70, 20 + Math.floor(index / 8) * 60];
        return { page: 1, box: inPoints(A4, x, y, 60, 30), kind: 'initials', ink: { text, hand } };
      });
      const page = tools.render(await stamp(onePage(''), marks), 100)[0]!;
      for (const { box } of marks) expect(inked(page, box)).not.toBeNull();
      for (const { box } of marks) wipe(page, box);
      expect(inked(page)).toBeNull();
    },
  );

  function wipe({ width, height, rgb }: tools.Picture, box: Area): void {
    for (let y = Math.floor(box.y * height) - 1; y <= (box.y + box.height) * height; y += 1) {
      for (let x = Math.floor(box.x * width) - 1; x <= (box.x + box.width) * width; x += 1) {
        rgb.fill(255, (y * width + x) * 3, (y * width + x) * 3 + 3);
      }
    }
  }

  it('of a caption ends in dots rather than outside of its box', async () => {
    const mark: Mark = {
      page: 1,
      box: inPoints(A4, 100, 100, 80, 40),
      kind: 'signature',
      ink: { text: 'Anna', hand: 'formal' },
      caption: `Signed by ${names.words} · 2026-07-22 14:18:27 UTC`,
    };
    const said = tools.text(await stamp(onePage(''), [mark])).replace(/\s+/g, ' ');
    expect(said).toMatch(/Signed by Maximiliane-.*…/);
  });
});

describe('a document', () => {
  const corner = inPoints(A4, 60, 700, 150, 40);
  const name = 'Anna Μαρία Мария 王小明';

  it('is left as it is but for its marks', async () => {
    for (const file of ['b10_10p', 'leaky_q', 'tree_nested_inherit', 'acroform', 'rot90']) {
      const presented = join(folder, `${file}.presented.pdf`);
      await engine.prepare({ path: fixture(`${file}.pdf`), mimeType: PDF, outputPath: presented });
      const marks: Mark[] = [{ page: 1, box: corner, kind: 'text', text: 'Signed' }];
      const before = tools.render(presented, 72);
      const after = tools.render(await stamp(presented, marks), 72);
      expect(after).toHaveLength(before.length);
      before.forEach((page, index) => {
        const drew = changed(page, after[index]!);
        if (index > 0) expect(drew).toBeNull();
        else expect(drew && isWithin(drew, corner, page), file).toBe(true);
      });
    }
  });

  it('that leaves its space open is marked in the right place too', async () => {
    const path = fixture('leaky_q.pdf');
    const [before] = tools.render(path, 72);
    const mark: Mark = { page: 1, box: corner, kind: 'checkbox', checked: true };
    const [after] = tools.render(await stamp(path, [mark]), 72);
    expect(isWithin(changed(before!, after!)!, corner, after!)).toBe(true);
  });

  it('whose units are not points has marks of the same size', async () => {
    const path = onePage('', { box: '/MediaBox[0 0 297.5 421]/UserUnit 2' });
    const mark: Mark = { page: 1, box: corner, kind: 'text', text: 'Signed' };
    const [plain] = tools.render(await stamp(onePage(''), [mark]), 72);
    // Poppler knows no user units: twice as many pixels for each.
    const [scaled] = tools.render(await stamp(path, [mark]), 144);
    expect(tools.difference(plain!, scaled!)).toBeLessThan(0.001);
    expect(changed(plain!, tools.render(onePage(''), 72)[0]!)).not.toBeNull();
  });

  it('takes each font and each picture once, however often it is used', async () => {
    const drawn: Drawn[] = [
      { kind: 'text', text: name },
      { kind: 'signature', ink: { text: name, hand: 'formal' }, caption: `Signed by ${name}` },
      { kind: 'signature', ink: { imagePath: picture }, caption: CAPTION },
      { kind: 'initials', ink: { imagePath: picture } },
    ];
    const marks = drawn.flatMap((mark, index) =>
      [1, 2, 3].map((page): Mark => {
        return { page, box: inPoints(A4, 60, 100 + index * 60, 200, 50), ...mark };
      }),
    );
    const page = signaturePage({ title: name });
    const path = await stamp(onePage('', {}, 3), marks, { page, watermark: true });
    const lines = execFileSync('pdffonts', [path]).toString().split('\n').slice(2, -1);
    const ours = lines.map((line) => line.split(' ')[0]!).filter((font) => font.includes('+'));
    expect(ours.length).toBeGreaterThan(4);
    expect(new Set(ours.map((font) => font.slice(7))).size).toBe(ours.length);
    const images = execFileSync('pdfimages', ['-list', path]).toString().split('\n').slice(2, -1);
    const objects = images
      .filter((line) => / 80 +40 /.test(line))
      .map((line) => line.split(/ +/)[11]);
    expect(objects).toHaveLength(12);
    expect(new Set(objects).size).toBe(1);
    expect(tools.text(path).split(`Signed by ${name}`)).toHaveLength(4);
  });

  it('names a font once a page, however often it is used', async () => {
    const marks = Array.from({ length: 20 }, (_, index): Mark => {
      return { page: 1, box: inPoints(A4, 60, 20 + index * 30, 200, 20), kind: 'text', text: name };
    });
    expect(tools.objects(await stamp(onePage(''), marks))).not.toMatch(/\/Mark\d\d /);
  });

  it('of many pages takes five hundred marks', async () => {
    const kinds = Object.values(KINDS);
    const marks = Array.from({ length: 500 }, (_, index): Mark => {
      const place = Math.floor(index / 50);
      const box = { x: 0.1 + (place % 2) * 0.4, y: 0.1 + place * 0.08, width: 0.3, height: 0.05 };
      return { page: (index % 50) + 1, box, ...kinds[place % kinds.length]! };
    });
    const path = await stamp(onePage('', {}, 50), marks);
    expect(tools.pageCount(path)).toBe(50);
    expect(tools.text(path).split('Dr. Anna Müller, 2026-07-22')).toHaveLength(51);
  });

  it('is crossed by TEST when asked, whatever its signature page says', async () => {
    const blank = onePage('');
    const look = async (watermark: boolean, page: Additions['page']) => {
      const path = await stamp(blank, [], { watermark, page });
      const pages = tools.render(path).map((shown) => reds(shown) > 0.02);
      return [...pages, tools.text(path).includes('TEST – not valid')];
    };
    /** Share of the page in the colour of the mark. */
    const reds = ({ rgb, width, height }: tools.Picture) => {
      let count = 0;
      for (let at = 0; at < rgb.length; at += 3) if (rgb[at]! > rgb[at + 1]! + 20) count += 1;
      return count / (width * height);
    };
    expect(await look(true, null)).toEqual([true, false]);
    expect(await look(false, null)).toEqual([false, false]);
    expect(await look(false, signaturePage({ watermark: true }))).toEqual([false, false, true]);
    expect(await look(true, signaturePage())).toEqual([true, true, false]);
  });

  it.each<[string, Partial<Mark>]>([
    ['on a page that there is not', { page: 2 }],
    ['of a picture that there is not', { kind: 'initials', ink: { imagePath: '/no/picture' } }],
    ['of a picture that is none', { kind: 'initials', ink: { imagePath: fixture('rot0.pdf') } }],
  ])('is not written with a mark %s', async (_, over) => {
    const outputPath = join(folder, 'never.pdf');
    const mark: Mark = { page: 1, box: corner, kind: 'text', text: 'x' };
    const marks = [Object.assign(mark, over)];
    const job = { path: onePage(''), outputPath, marks, page: null, watermark: false };
    await expect(engine.appendSignaturePage(job)).rejects.toMatchObject({ name: 'PdfFailed' });
    expect(existsSync(outputPath)).toBe(false);
  });
});

describe('a sealed document', () => {
  const marks: Mark[] = [
    { page: 1, box: inPoints(A4, 60, 700, 200, 60), ...KINDS['a typed signature']! },
    { page: 1, box: inPoints(A4, 300, 700, 200, 60), ...KINDS['a drawn signature']! },
  ];

  it.each([
    ['with a signature page', signaturePage()],
    ['without one', null],
  ])('%s is sealed with its marks', async (_, page) => {
    for (const file of ['b10_10p', 'rot90', 'crop_offset']) {
      const path = join(folder, `${file}.in.pdf`);
      await engine.prepare({ path: fixture(`${file}.pdf`), mimeType: PDF, outputPath: path });
      const outputPath = join(folder, `${file}.sealed.pdf`);
      const seal = sealing(developmentKey('ecdsa'));
      const job = { path, outputPath, marks, page, watermark: false, seal };
      const sealed = await engine.seal(job);
      expect(sealed.pageCount).toBe(tools.pageCount(path) + (page ? 1 : 0));
      expect(tools.problems(outputPath)).toBe('');
      expect(pdfsig(outputPath)).toContain('Signature is Valid');
      expect(pdfsig(outputPath)).toContain('Total document signed');
      expect((await engine.verify({ path: outputPath })).faults).toEqual([]);
      expect(tools.text(outputPath)).toContain('Signed by Anna Müller');
      const rect = /\/FT \/Sig[\s\S]*?\/Rect \[([^\]]*)\]/.exec(tools.objects(outputPath))?.[1];
      const sides = rect?.trim().split(/\s+/).map(Number);
      expect(sides?.every((side) => side === 0)).toBe(page === null);
    }
  });
});
