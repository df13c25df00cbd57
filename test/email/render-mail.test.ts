import { describe, expect, test } from 'vitest';
import { type MailContent, renderMail } from '../../src/email/render-mail.ts';
import {
  caseName,
  declineReason,
  link,
  ownerMails,
  type Sample,
  samples,
  senderName,
  title,
  voidReason,
} from './sample-mails.ts';

const legal = {
  privacyUrl: 'https://legal.example/privacy',
  imprintUrl: 'https://legal.example/imprint',
};
const cases = samples.flatMap((sample) =>
  (['en', 'de'] as const).map((locale) => ({ ...sample, locale })),
);
const common = { timeZone: 'Europe/Berlin', legal };

/** What a reader sees: without markup, entities decoded. */
function visible(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/gsu, '')
    .replace(/<[^>]*>/gu, '')
    .replace(/&#x27;/gu, "'")
    .replace(/&quot;/gu, '"')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&amp;/gu, '&');
}

describe.each(ownerMails)('$name', ({ content, dates }) => {
  test.each(['en', 'de'] as const)(
    'tells the owner which address, since when and why, in %s',
    async (locale) => {
      const { subject, html, text } = await renderMail(content, { ...common, locale });
      expect(subject).toMatch(/^Webhook .*: kanzlei\.example$/);
      for (const part of [visible(html), text]) {
        expect(part).toContain('https://kanzlei.example/hooks/signing');
        expect(part).toMatch(/410|fünf Tage|five days|nicht mehr gibt|no longer exists/);
        for (const [en, de] of dates) expect(part).toContain(locale === 'en' ? en : de);
        expect(part).not.toMatch(/undefined|null|\[object|NaN/u);
      }
    },
  );
});

describe.each(cases)('$name, sender $toSender, $locale', (sample) => {
  const rendering = renderMail(sample.content, { ...common, locale: sample.locale });

  test('says what it is about in both parts', async () => {
    const { subject, html, text } = await rendering;
    expect(subject).toContain(title);
    expect(html).toContain(`<html dir="ltr" lang="${sample.locale}">`);
    for (const part of [visible(html), text]) {
      expect(part).toContain(title);
      expect(part).toContain(sample.toSender ? caseName : senderName);
      for (const [en, de] of sample.dates) expect(part).toContain(sample.locale === 'en' ? en : de);
      expect(part).not.toMatch(/undefined|null|\[object|NaN/u);
    }
  });

  test('shows a link by one button and once as text, or none at all', async () => {
    const { html, text } = await rendering;
    expect(html.split(`href="${link}"`).length - 1).toBe(sample.hasLink ? 2 : 0);
    expect(text.split(link).length - 1).toBe(sample.hasLink ? 1 : 0);
    for (const anchor of html.match(/<a [^>]*>/gu) ?? [])
      expect(anchor).toContain('target="_blank"');
  });

  test('keeps the case and other people’s reasons to the sender', async () => {
    const { subject, html, text } = await rendering;
    const everything = subject + html + text;
    expect(everything.includes(caseName)).toBe(sample.toSender);
    const declined = sample.content.template === 'declined_notice';
    expect(everything.includes(declineReason)).toBe(declined && sample.toSender);
    expect(everything.includes('John Smith')).toBe(namesSomebody(sample));
    expect(everything.includes('john@example.com')).toBe(namesSomebody(sample));
    expect(everything.includes(voidReason)).toBe(sample.content.template === 'voided_notice');
  });

  test('claims nothing it must not claim, and loads nothing from elsewhere', async () => {
    const { html, text } = await rendering;
    expect(visible(html) + text).not.toMatch(
      /legally binding|qualified|advanced|qualifiziert|fortgeschritten|rechtsverbindlich|rechtsgültig/iu,
    );
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/u);
  });

  test('links privacy notice and imprint when they are set, and only then', async () => {
    const { html, text } = await rendering;
    const none = { privacyUrl: null, imprintUrl: null };
    const without = await renderMail(sample.content, {
      ...common,
      locale: sample.locale,
      legal: none,
    });
    for (const url of Object.values(legal)) {
      expect(html).toContain(`href="${url}"`);
      expect(text.split(url).length - 1).toBe(1);
    }
    expect(without.html).not.toMatch(/Privacy|Datenschutz|Imprint|Impressum/u);
  });

  test('escapes what people wrote', async () => {
    const hostile = '<script>alert("x")</script>';
    const { html, text } = await renderMail(withHostileText(sample.content, hostile), {
      ...common,
      locale: sample.locale,
    });
    expect(html).not.toContain('<script>');
    expect(visible(html)).toContain(hostile);
    expect(text).toContain(hostile);
  });
});

function namesSomebody({ content, toSender }: Sample): boolean {
  return (
    toSender &&
    ['declined_notice', 'expired_notice', 'disowned_notice', 'undeliverable_notice'].includes(
      content.template,
    )
  );
}

function withHostileText(content: MailContent, hostile: string): MailContent {
  const own = {
    title: hostile,
    recipientName: hostile,
    sender: { name: hostile, email: 'a@b.example' },
  };
  if (content.template === 'signing_request') return { ...content, ...own, message: hostile };
  return { ...content, ...own };
}

const invitation: Extract<MailContent, { template: 'signing_request' }> = {
  template: 'signing_request',
  role: 'signer',
  reminder: false,
  recipientName: 'Johanna Schmidt',
  sender: { name: senderName, email: null },
  title,
  documents: ['vertrag.pdf'],
  message: null,
  deadline: '2026-06-20T10:00:00Z',
  link,
  linkExpiresAt: '2026-06-20T10:00:00Z',
};
const english = { ...common, locale: 'en' } as const;

test('a message stays plain text, with its line breaks', async () => {
  const message = 'See http://phish.example/a now\nor <a href="http://phish.example">here</a>';
  const { html, text } = await renderMail({ ...invitation, message }, english);
  expect(html).not.toMatch(/<a [^>]*phish/u);
  expect(html).toMatch(/now<br\/>or &lt;a/u);
  expect(text).toContain('> See http://phish.example/a now\n> or <a href="http://phish.example">');
});

test('the text part introduces the link by what it does', async () => {
  expect((await renderMail(invitation, english)).text).toContain(`\nRead and sign:\n${link}\n`);
});

test('what the sender alone may know stays out of the others’ mails even when it is handed over', async () => {
  const declinedBy = { name: 'John Smith', email: 'john@example.com' };
  const secrets = { caseName, declinedBy, outstanding: [declinedBy] };
  for (const { content, toSender } of samples) {
    if (toSender || content.template === 'voided_notice') continue;
    const overfull = { ...content, ...secrets, reason: declineReason };
    const { html, text } = await renderMail(overfull, english);
    for (const secret of [caseName, declineReason, 'John Smith', 'john@example.com']) {
      expect(html + text).not.toContain(secret);
    }
  }
});

test('replies are offered only where there is an address for them', async () => {
  const withAddress = { ...invitation, sender: { name: senderName, email: 'a@b.example' } };
  expect((await renderMail(invitation, english)).text).not.toContain('Reply');
  expect((await renderMail(withAddress, english)).text).toContain('Reply to this e-mail');
});

test('the end of the link is told only where it comes before the deadline', async () => {
  const linkExpiresAt = '2026-06-01T10:00:00Z';
  expect((await renderMail(invitation, english)).text).not.toContain('works until');
  expect((await renderMail({ ...invitation, linkExpiresAt }, english)).text).toContain(
    'works until 1 June 2026, 12:00 (CEST)',
  );
});

test('a fresh link for somebody who has acted asks for nothing any more', async () => {
  for (const role of ['signer', 'approver'] as const) {
    for (const documents of [['a.pdf'], ['a.pdf', 'b.pdf']]) {
      const { reminder, message, ...facts } = invitation;
      const fresh = { ...facts, template: 'fresh_link' as const, role, documents };
      const asking = await renderMail({ ...fresh, acted: false }, english);
      const reading = await renderMail({ ...fresh, acted: true }, english);
      expect(asking.text).toMatch(/asks you to (sign|approve)/);
      const everything = reading.subject + visible(reading.html) + reading.text;
      expect(everything).not.toMatch(/asks you|Please (sign|approve)|and (sign|approve)\b/);
      expect(everything).not.toContain('Deadline');
      expect(reading.text).toContain(role === 'signer' ? 'already signed' : 'already approved');
      const what = documents.length === 1 ? 'Read the document' : 'Read the documents';
      expect(reading.text).toContain(`\n${what}:\n${link}\n`);
      // At the deadline the request ends: no page can send a new link then.
      expect(reading.text).toContain('works until 20 June 2026, 12:00 (CEST).\n');
    }
  }
});

test('times are told in the zone asked for', async () => {
  const { text } = await renderMail(invitation, { ...english, timeZone: 'Asia/Kolkata' });
  expect(text).toContain('20 June 2026, 15:30 (GMT+5:30)');
});

test.each([
  ['a long title', 'x'.repeat(255)],
  ['emoji at the cut', `${'👩‍👩‍👧‍👦'.repeat(30)}`],
  ['line breaks', 'Contract\r\nBcc: victim@example.com'],
])('the subject is one short line: %s', async (_what, hostile) => {
  const { subject } = await renderMail({ ...invitation, title: hostile }, english);
  expect(subject.length).toBeLessThanOrEqual(120);
  expect(subject).not.toMatch(/[\r\n]/u);
  expect(subject).not.toMatch(/\p{Surrogate}/u);
  expect(subject).not.toMatch(/\u200d…$/u);
  expect(subject.endsWith('…')).toBe(hostile.length > 120);
});

test('a copy too large to attach says that it is behind the link', async () => {
  const copy = samples.find(({ name }) => name === 'completed_copy party')!.content;
  if (copy.template !== 'completed_copy') throw new Error('wrong sample');
  const attached = await renderMail(copy, english);
  const linked = await renderMail({ ...copy, attached: false }, english);
  expect(attached.text).toContain('are attached');
  expect(linked.text).not.toContain('attached');
  expect(linked.text).toContain('with the link below');
});
