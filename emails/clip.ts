const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Returns the text on one line, at most `max` UTF-16 units long, ended by `…` where something was
 * cut. Never cuts through a character as a reader sees it (an emoji, a letter with its accent).
 */
export function clip(text: string, max: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= max) return line;
  let kept = '';
  for (const { segment } of segmenter.segment(line)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
