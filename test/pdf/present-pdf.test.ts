import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { FONT, says, stream, writePdf } from './support/build-pdf.ts';
import { additions } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture, PDF } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const folder = tools.scratch();
afterAll(() => engine.close());
let files = 0;

async function present(path: string): Promise<string> {
  files += 1;
  const outputPath = join(folder, `out${files}.pdf`);
  await engine.prepare({ path, mimeType: PDF, outputPath });
  expect(tools.problems(outputPath)).toBe('');
  return outputPath;
}

function build(objects: (string | Buffer)[], trailer = ''): string {
  files += 1;
  return writePdf(join(folder, `in${files}.pdf`), objects, trailer);
}

/** One page (3) with these entries; its text is object 4, its font object 5, more from 6 on. */
function onePage(page: string, more: (string | Buffer)[], catalog = ''): string {
  return build([
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>${page}>>`,
    says('the text', 300),
    FONT,
    ...more,
  ]);
}

describe('active content', () => {
  it.each(['js_attach', 'xfa_static', 'acroform', 'linearized_form'])('leaves %s', async (name) => {
    const before = tools.objects(fixture(`${name}.pdf`));
    const after = tools.objects(await present(fixture(`${name}.pdf`)));
    const active = /\/(JavaScript|JS|OpenAction|EmbeddedFiles?|Launch|XFA|AcroForm|AA|Filespec)\b/g;
    expect(before).toMatch(active);
    expect(after.match(active)).toBeNull();
  });

  it('leaves every place an action can hide in', async () => {
    const script = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
    const path = onePage(
      `/AA<</O ${script}>>/AF[8 0 R]/Annots[6 0 R 7 0 R 9 0 R]`,
      [
        `<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://ok.example)/Next ${script}>>/PA<</S/URI/URI(https://pa.example)>>>>`,
        '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>',
        '<</Type/Filespec/F(evil.exe)/EF<</F 10 0 R>>>>',
        '<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 8 0 R>>',
        stream('/Type/EmbeddedFile', 'MZ evil'),
        `<</Type/Outlines/First 12 0 R/Last 12 0 R/Count 1>>`,
        `<</Title(x)/Parent 11 0 R/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>>>`,
      ],
      `/OpenAction ${script}/AA<</WC ${script}>>/URI<</Base(file:)>>/Outlines 11 0 R/Names<</JavaScript<</Names[(a) ${script}]>>/EmbeddedFiles<</Names[(e) 8 0 R]>>>>`,
    );
    const after = tools.objects(await present(path));
    expect(after).toContain('https://ok.example');
    expect(after).not.toMatch(
      /JavaScript|alert|cmd\.exe|evil|GoToR|EmbeddedFile|pa\.example|\/AA|\/AF/,
    );
  });

  it('keeps web links and jumps within the document, as plain destinations', async () => {
    const path = onePage('/Annots[6 0 R 7 0 R 8 0 R]', [
      '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://ok.example)>>>>',
      '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]>>>>',
      '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(javascript:alert)>>>>',
    ]);
    const after = tools.objects(await present(path));
    expect(after).toContain('(https://ok.example)');
    expect(after.match(/\/Subtype \/Link/g)).toHaveLength(3);
    expect(after).toMatch(/\/Dest \[/);
    expect(after).not.toMatch(/GoTo|javascript:/);
  });
});

describe('forms', () => {
  const widget = (more: string) =>
    `<</Type/Annot/Subtype/Widget/Rect[50 50 350 90]/P 3 0 R${more}>>`;
  const catalog = '/AcroForm<</Fields[6 0 R]/DA(/Helv 0 Tf 0 g)/DR<</Font<</Helv 5 0 R>>>>>>';
  const field = '/FT/Tx/T(f)/DA(/Helv 12 Tf 0 g)';

  it('keep the values of acroform as page content', async () => {
    const path = await present(fixture('acroform.pdf'));
    expect(tools.text(path)).toContain('Prefilled by sender');
    expect(tools.objects(path)).not.toMatch(/\/Widget|\/Annots \[\s+\d/);
  });

  it('show a value that no appearance shows, read-only or not', async () => {
    const shown = widget(`${field}/V(only a value)`);
    expect(tools.text(await present(onePage('/Annots[6 0 R]', [shown], catalog)))).toContain(
      'only a value',
    );
    const fixed = widget(`${field}/Ff 1/V(read only)`);
    expect(tools.text(await present(onePage('/Annots[6 0 R]', [fixed], catalog)))).toContain(
      'read only',
    );
  });

  it('show the value where the appearance is said to be out of date', async () => {
    const stale = stream(
      '/Type/XObject/Subtype/Form/BBox[0 0 300 40]/Resources<</Font<</F1 5 0 R>>>>',
      'BT /F1 12 Tf 5 5 Td (outdated) Tj ET',
    );
    const objects = [widget(`${field}/V(up to date)/AP<</N 7 0 R>>`), stale];
    const needs = catalog.replace('/Fields', '/NeedAppearances true/Fields');
    const words = tools.text(await present(onePage('/Annots[6 0 R]', objects, needs)));
    expect(words).toContain('up to date');
    expect(words).not.toContain('outdated');
  });

  it('show values in any script', async () => {
    const greek = `FEFF${Buffer.from('Παππάς Иван', 'utf16le').swap16().toString('hex')}`;
    const path = onePage('/Annots[6 0 R]', [widget(`${field}/V<${greek}>`)], catalog);
    expect(tools.text(await present(path))).toContain('Παππάς Иван');
  });
});

describe('annotations', () => {
  const square = (bbox: string, more = '') =>
    stream(
      `/Type/XObject/Subtype/Form/BBox[${bbox}]/Resources<<>>${more}`,
      '1 0 0 rg 0 0 100 50 re f 0 0 1 rg 0 50 100 50 re f',
    );
  const stamp = '<</Type/Annot/Subtype/Stamp/Rect[100 100 200 200]/F 4/AP<</N 7 0 R>>>>';

  it.each([
    ['as it is', '0 0 100 100', ''],
    ['with a reversed BBox', '100 100 0 0', ''],
    ['turned by its matrix', '0 0 100 100', '/Matrix[0 1 -1 0 0 0]'],
  ])('are drawn where and how they were: %s', async (_name, bbox, more) => {
    const path = onePage('/Annots[6 0 R]', [stamp, square(bbox, more)]);
    const after = await present(path);
    expect(tools.pixel(tools.render(path)[0]!, 0.3, 0.7)).not.toEqual([255, 255, 255]);
    expect(tools.difference(tools.render(path)[0]!, tools.render(after)[0]!)).toBe(0);
    expect(tools.objects(after)).not.toContain('/Stamp');
  });

  it('that are hidden stay unseen', async () => {
    const hidden = stamp.replace('/F 4', '/F 2');
    const after = await present(onePage('/Annots[6 0 R]', [hidden, square('0 0 100 100')]));
    expect(tools.pixel(tools.render(after)[0]!, 0.3, 0.7)).toEqual([255, 255, 255]);
  });

  it('in a hidden layer stay unseen', async () => {
    const layered = stamp.replace('/F 4', '/F 4/OC 8 0 R');
    const off = '/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>';
    const layer = '<</Type/OCG/Name(hidden)>>';
    const objects = [layered, square('0 0 100 100'), layer];
    const after = await present(onePage('/Annots[6 0 R]', objects, off));
    expect(tools.pixel(tools.render(after)[0]!, 0.3, 0.7)).toEqual([255, 255, 255]);
  });

  it('are not displaced by content that leaves its graphics state open', async () => {
    const path = build([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents[4 0 R 5 0 R]/Resources<<>>/Annots[6 0 R]>>',
      stream('', 'Q 0.5 0 0 0.5 50 50 cm q q 0 1 0 rg 0 0 100 100 re f'),
      stream('', '2 0 0 2 9 9 cm 0 0 10 10 re W n'),
      stamp,
      square('0 0 100 100'),
    ]);
    const after = await present(path);
    expect(tools.difference(tools.render(path)[0]!, tools.render(after)[0]!)).toBe(0);
  });
});

describe('page trees', () => {
  const page = (number: number, type = '/Type/Page') =>
    `<<${type}/Parent 2 0 R/MediaBox[0 0 300 300]/Contents ${number} 0 R/Resources<</Font<</F1 9 0 R>>>>>>`;
  const tree = (kids: string, count: number, third: string, ...more: string[]) =>
    build([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Kids ${kids}/Count ${count}>>`,
      third,
      page(8),
      says('unused'),
      says('unused'),
      says('first page', 200),
      says('second page', 200),
      FONT,
      ...more,
    ]);

  it.each([
    ['indirect kids', () => tree('10 0 R', 2, page(7), '[3 0 R 4 0 R]'), 'second page'],
    ['a direct kid', () => tree(`[3 0 R ${page(8)}]`, 2, page(7)), 'second page'],
    ['an untyped kid', () => tree('[3 0 R 4 0 R]', 2, page(7, '')), 'second page'],
    ['a repeated kid', () => tree('[3 0 R 3 0 R]', 2, page(7)), 'first page'],
  ])('with %s keep every page', async (_name, make, second) => {
    const path = make();
    const file = { path, mimeType: PDF };
    expect(await engine.inspect(file)).toMatchObject({ pageCount: 2, signable: true });
    const after = await present(path);
    expect(tools.pageCount(after)).toBe(2);
    expect(tools.text(after)).toContain('first page');
    expect(tools.text(after, 2)).toContain(second);
  });

  it.each([
    ['a kid that is gone', () => tree('[3 0 R 99 0 R]', 2, page(7))],
    ['a kid that is no page', () => tree('[3 0 R 9 0 R]', 2, page(7))],
    ['no pages', () => tree('[]', 0, page(7))],
    ['content that is gone', () => tree('[3 0 R]', 1, page(99))],
  ])('with %s are refused', async (_name, make) => {
    const inspection = await engine.inspect({ path: make(), mimeType: PDF });
    expect(inspection).toMatchObject({ signable: false, reason: 'damaged' });
  });
});

describe('the TEST mark', () => {
  it.each(['rot0', 'rot90', 'crop_offset', 'leaky_q'])('is in the middle of %s', async (name) => {
    const presented = await present(fixture(`${name}.pdf`));
    const outputPath = join(folder, `mark-${name}.pdf`);
    const job = { path: presented, outputPath, ...additions({ watermark: true }) };
    await engine.appendSignaturePage(job);
    const [was, is] = [tools.render(presented)[0]!, tools.render(outputPath)[0]!];
    const marked: [number, number][] = [];
    for (let y = 0.005; y < 1; y += 0.01) {
      for (let x = 0.005; x < 1; x += 0.01) {
        if (tools.pixel(was, x, y).join() !== tools.pixel(is, x, y).join()) marked.push([x, y]);
      }
    }
    const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
    expect(marked.length).toBeGreaterThan(300);
    expect(middle(marked.map(([x]) => x))).toBeCloseTo(0.5, 1);
    expect(middle(marked.map(([, y]) => y))).toBeCloseTo(0.5, 1);
    // Written from the lower left to the upper right of the page as displayed.
    marked.sort(([a], [b]) => a - b);
    const [first, last] = [marked.slice(0, 40), marked.slice(-40)];
    const height = (points: [number, number][]) => middle(points.map(([, y]) => y));
    expect(height(first)).toBeGreaterThan(height(last) + 0.1);
    expect(tools.text(outputPath, 2)).toContain('TEST – not valid');
  });
});
