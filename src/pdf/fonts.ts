import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type EmbeddedFont, PDF } from '@libpdf/core';
import type { Hand } from './types.ts';

const GOOGLE = '@expo-google-fonts';
/** TrueType files of the packages (all OFL or Bitstream Vera licence), read when first needed. */
const FILES = {
  sans: `${GOOGLE}/noto-sans/400Regular/NotoSans_400Regular.ttf`,
  sansBold: `${GOOGLE}/noto-sans/700Bold/NotoSans_700Bold.ttf`,
  cjk: `${GOOGLE}/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf`,
  cjkBold: `${GOOGLE}/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf`,
  formal: `${GOOGLE}/great-vibes/400Regular/GreatVibes_400Regular.ttf`,
  flowing: `${GOOGLE}/allura/400Regular/Allura_400Regular.ttf`,
  everyday: `${GOOGLE}/dancing-script/400Regular/DancingScript_400Regular.ttf`,
  greekHand: `${GOOGLE}/mynerve/Mynerve_400Regular.ttf`,
  japaneseHand: `${GOOGLE}/klee-one/400Regular/KleeOne_400Regular.ttf`,
  mono: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  last: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
};

export type FontId = keyof typeof FILES;
export type Style = 'text' | 'bold' | 'mono' | Hand;
/** A stretch of text that one font covers. */
export type Run = { text: string; font: FontId };

/** For the names that no hand of Latin letters covers; the formal one has Cyrillic ones too. */
const OTHER_HANDS: FontId[] = ['greekHand', 'japaneseHand', 'cjk', 'last'];
/** In order of preference; the first that covers a name writes all of it. */
const CHAINS: Record<Style, FontId[]> = {
  text: ['sans', 'cjk', 'last'],
  bold: ['sansBold', 'cjkBold', 'last'],
  mono: ['mono', 'sans', 'cjk', 'last'],
  formal: ['formal', ...OTHER_HANDS],
  flowing: ['flowing', 'formal', ...OTHER_HANDS],
  everyday: ['everyday', 'formal', ...OTHER_HANDS],
};
/** Shaping or reordering we cannot do would show another word: these are marked as missing. */
const UNSHAPED =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const MISSING = '\uFFFD';
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

const loaded = new Map<FontId, Uint8Array>();
/** Asked about coverage and widths only, so that a document embeds no font that it merely tried. */
const measured = new Map<FontId, EmbeddedFont>();

export function fontBytes(id: FontId): Uint8Array {
  const known = loaded.get(id);
  if (known) return known;
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(FILES[id])));
  loaded.set(id, bytes);
  return bytes;
}

/**
 * A copy of the font for a document, which keeps account of the glyphs that it uses. What the
 * library reads of the file, which takes longer than all else on a page, is read once a process.
 */
export function embedFont(pdf: PDF, id: FontId): EmbeddedFont {
  const font = pdf.embedFont(fontBytes(id));
  return Object.assign(font, { fontProgram: measure(id).program });
}

/** Width in points. */
export function runWidth({ text, font }: Run, size: number): number {
  return measure(font).widthOfTextAtSize(text, size);
}

/** A copy to ask about signs and widths; it belongs to no document. */
export function measure(id: FontId): EmbeddedFont {
  const known = measured.get(id);
  if (known) return known;
  const font = PDF.create().embedFont(fontBytes(id));
  measured.set(id, font);
  return font;
}

/** Whether text of this style is written as by hand. */
export function isHand(style: Style): style is Hand {
  return style === 'formal' || style === 'flowing' || style === 'everyday';
}

/** Composed (NFC), on one line, without invisible characters that hide or reorder others. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim();
}

export function graphemes(text: string): string[] {
  return [...GRAPHEMES.segment(text)].map(({ segment }) => segment);
}

/**
 * Splits text into runs: one font for all of it where one covers it, else one a word, else one a
 * character. What no font covers becomes U+FFFD, visibly. Never throws.
 */
export function toRuns(text: string, style: Style): Run[] {
  const whole = covering(text, style);
  // The last resort is for single signs; it does not take the rest of a name with it.
  if (whole && whole !== 'last') return [{ text, font: whole }];
  const words = text.split(/(?<=\s)/u).flatMap((word) => {
    const font = covering(word, style);
    return font ? [{ text: word, font }] : graphemes(word).map((char) => characterRun(char, style));
  });
  return mergeRuns(words);
}

function characterRun(char: string, style: Style): Run {
  const font = covering(char, style);
  return font ? { text: char, font } : { text: MISSING, font: covering(MISSING, style) ?? 'last' };
}

function covering(text: string, style: Style): FontId | undefined {
  if (UNSHAPED.test(text)) return undefined;
  return CHAINS[style].find((id) => measure(id).canEncode(text));
}

function mergeRuns(runs: Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last?.font === run.font) last.text += run.text;
    else merged.push({ ...run });
  }
  return merged;
}
