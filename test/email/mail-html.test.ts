import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderMail } from '../../src/email/render-mail.ts';
import { ownerMails, samples } from './sample-mails.ts';

const frame = {
  timeZone: 'Europe/Berlin',
  legal: {
    privacyUrl: 'https://legal.example/privacy',
    imprintUrl: 'https://legal.example/imprint',
  },
};
const cases = [...samples, ...ownerMails].flatMap((sample) =>
  (['en', 'de'] as const).map((locale) => ({ ...sample, locale })),
);
/** Gmail shows no more of a mail than this. */
const CLIPPED_BYTES = 102 * 1024;
const WIDEST = 600;

const page = readFileSync(
  fileURLToPath(new URL('../../src/web/styles/base.css', import.meta.url)),
  'utf8',
);

/** Start tags by name with their attributes, those in comments for Outlook left out. */
function tagsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const shown = html.replace(/<!--.*?-->/gsu, '').replace(/<style>.*?<\/style>/gsu, '<style>');
  return [...shown.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/giu)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      [...rest.matchAll(/([\w-]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [
        key.toLowerCase(),
        value,
      ]),
    ),
  }));
}

/** Inline declarations, `padding-left` and the like taken as `padding`. */
function declarationsOf(style = ''): [property: string, value: string][] {
  return style
    .split(';')
    .filter((part) => part !== '')
    .map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]);
}

describe.each(cases)('$name, sender $toSender, $locale', ({ content, locale }) => {
  const rendering = renderMail(content, { ...frame, locale });

  test('needs nothing from elsewhere, and is short enough to be shown whole', async () => {
    const { html } = await rendering;
    expect(Buffer.byteLength(html)).toBeLessThan(CLIPPED_BYTES);
    const tags = tagsOf(html);
    for (const { name, attributes } of tags) {
      expect(['script', 'link', 'iframe', 'object', 'form', 'video', 'svg']).not.toContain(name);
      for (const key of ['src', 'srcset', 'background', 'poster']) {
        expect(attributes[key]?.startsWith('data:') ?? true, `${name} ${key}`).toBe(true);
      }
      if (name === 'img') expect(attributes).toHaveProperty('alt');
    }
    expect(html).not.toMatch(/@import|url\(|@font-face/u);
  });

  test('has one heading, one style element, and a preheader that is not its first line again', async () => {
    const { html, text } = await rendering;
    const count = (tag: string) => tagsOf(html).filter(({ name }) => name === tag).length;
    expect([count('h1'), count('style'), count('title')]).toEqual([1, 1, 1]);
    const [, preheader = ''] = /<div style="display:none[^"]*"[^>]*>([^<]+)</u.exec(html) ?? [];
    expect(preheader.trim().length).toBeGreaterThan(15);
    expect(html.indexOf(preheader)).toBeLessThan(html.indexOf('<h1'));
    const [, heading = ''] = /<h1[^>]*>([^<]+)</u.exec(html) ?? [];
    expect(heading).not.toBe('');
    expect(preheader).not.toBe(heading);
    expect(text).not.toContain(preheader);
  });

  test('looks the same where style elements are dropped: each colour and size is inline', async () => {
    const { html } = await rendering;
    for (const { name, attributes } of tagsOf(html)) {
      const classes = attributes.class?.split(' ') ?? [];
      const set = declarationsOf(attributes.style).map(([property]) => property);
      const needs = (...properties: string[]) =>
        expect(set, `${name}.${attributes.class}`).toEqual(expect.arrayContaining(properties));
      if (classes.some((one) => ['ink', 'muted', 'link', 'button'].includes(one))) needs('color');
      if (['h1', 'p', 'li', 'blockquote'].includes(name)) needs('font-size', 'line-height');
      if (classes.includes('card')) needs('background-color', 'max-width', 'border');
      if (classes.includes('facts-inside')) needs('background-color', 'padding');
      if (classes.includes('button-table-inside')) needs('background-color');
      if (classes.includes('button')) needs('background-color', 'padding', 'display');
    }
  });

  test('is laid out by tables, no wider than 600 pixels, with room that Outlook keeps', async () => {
    const { html } = await rendering;
    for (const { name, attributes } of tagsOf(html)) {
      if (name === 'table') {
        expect(attributes).toMatchObject({ role: 'presentation', cellpadding: '0', border: '0' });
        expect(attributes.style ?? '', 'Outlook drops margins of tables').not.toMatch(/margin/u);
      }
      const width = /^\d+$/u.test(attributes.width ?? '') ? Number(attributes.width) : 0;
      expect(width).toBeLessThanOrEqual(WIDEST);
      for (const [property, value] of declarationsOf(attributes.style)) {
        expect(['float', 'position', 'gap', 'grid', 'flex']).not.toContain(property);
        expect(value).not.toMatch(/flex|grid|rem\b|var\(|calc\(/u);
        if (property.endsWith('width') && /px$/u.test(value)) {
          expect(Number.parseInt(value, 10)).toBeLessThanOrEqual(WIDEST);
        }
        // Elsewhere Word, which draws for Outlook, ignores it.
        if (property.startsWith('padding') && !/^0(px)?$/u.test(value)) {
          expect(['td', 'a', 'ul'], `${name} {${property}: ${value}}`).toContain(name);
        }
      }
    }
    expect(html).toMatch(/<!--\[if mso\]><style>[^<]*\.card, \.footer \{ width: 560px/u);
  });

  test('has the colours of the signing page and no others', async () => {
    const { html } = await rendering;
    const used = new Set(html.match(/#[0-9a-f]{6}\b/giu));
    expect(used.size).toBeGreaterThan(8);
    for (const colour of used) expect(page).toContain(colour);
  });

  test('has a button that Outlook draws whole, where it has one', async () => {
    const { html } = await rendering;
    const [button] = /<a [^>]*class="button".*?<\/a>/su.exec(html) ?? [];
    expect(button !== undefined).toBe(html.includes('action-link'));
    if (button === undefined) return;
    expect(button).toMatch(/<!--\[if mso\]>.*<!\[endif\]-->.*<!--\[if mso\]>.*<!\[endif\]-->/su);
    const cell = html.slice(0, html.indexOf(button)).match(/<td [^>]*>$/u)?.[0];
    expect(cell).toMatch(/background-color:#1d4f8f/u);
  });
});

test('the longest mail that can be asked for is not clipped', async () => {
  const name = 'ß'.repeat(251);
  const { html } = await renderMail(
    {
      template: 'signing_request',
      role: 'signer',
      reminder: false,
      recipientName: 'x'.repeat(200),
      sender: { name: 'y'.repeat(200), email: 'a@b.example' },
      title: '"'.repeat(255),
      documents: Array.from({ length: 20 }, () => `${name}.pdf`),
      message: '&\n'.repeat(2_000),
      deadline: '2026-06-20T10:00:00Z',
      link: `https://sign.example.com/sign/${'A'.repeat(43)}`,
      linkExpiresAt: '2026-06-01T10:00:00Z',
    },
    { ...frame, locale: 'de' },
  );
  expect(Buffer.byteLength(html)).toBeLessThan(CLIPPED_BYTES);
});
