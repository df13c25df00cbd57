import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** Code points, the last of each range included, as in the unicode-range of hands.css. */
type Ranges = readonly (readonly [first: number, last: number])[];

// All letters of Latin names, the capital ẞ among them, with their punctuation.
const LATIN: Ranges = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x300, 0x301],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
];
const CYRILLIC: Ranges = [[0x400, 0x52f]];
const GREEK: Ranges = [
  [0x370, 0x3ff],
  [0x1f00, 0x1fff],
];

const GREAT_VIBES = '@expo-google-fonts/great-vibes/400Regular/GreatVibes_400Regular.ttf';

/** The files that src/pdf/fonts.ts writes with, and what of them the page shows. */
const FONTS: Record<string, { file: string; ranges: Ranges }> = {
  formal: { file: GREAT_VIBES, ranges: LATIN },
  'formal-cyrillic': { file: GREAT_VIBES, ranges: CYRILLIC },
  flowing: {
    file: '@expo-google-fonts/allura/400Regular/Allura_400Regular.ttf',
    ranges: LATIN,
  },
  everyday: {
    file: '@expo-google-fonts/dancing-script/400Regular/DancingScript_400Regular.ttf',
    ranges: LATIN,
  },
  greek: { file: '@expo-google-fonts/mynerve/Mynerve_400Regular.ttf', ranges: GREEK },
};

/**
 * Makes the fonts of typed signatures for the page, as `@hands/<name>.woff2`: a twentieth of the
 * files that the PDF is written with. Ligatures and kerning are left out, since the PDF has none:
 * what is seen on the page stands in the document.
 */
export function handFonts(): Plugin {
  const folder = mkdtempSync(join(tmpdir(), 'hand-fonts-'));
  return {
    name: 'hand-fonts',
    apply: 'build',
    config: () => ({ resolve: { alias: { '@hands': folder } } }),
    buildStart: async () => {
      for (const [name, { file, ranges }] of Object.entries(FONTS)) {
        const font = await subsetFont(readFileSync(require.resolve(file)), textOf(ranges), {
          targetFormat: 'woff2',
          keepFeatures: [],
          noLayoutClosure: true,
          noHinting: true,
          dropTables: ['GSUB', 'GPOS', 'GDEF', 'kern'],
        });
        writeFileSync(join(folder, `${name}.woff2`), font);
      }
    },
    closeBundle: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function textOf(ranges: Ranges): string {
  const points = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  return String.fromCodePoint(...points);
}
