import type { Page } from 'playwright-core';
import {
  actedOf,
  deadLanding,
  fieldOf,
  happyScript,
  landingOf,
  refuse,
  sessionOf,
  sessionWithFields,
} from './script.ts';
import type { Landing, Script, Session } from './stub-server.ts';

export type Locale = Session['locale'];

/** One state of the signing page: what the server answers, and what somebody does to get there. */
export type Scene = {
  name: string;
  script(locale: Locale): Partial<Script>;
  /** Default: the link. */
  path?: string;
  /** Shown as far as the screen goes, and not the whole page. */
  view?: true;
  steps?(page: Page, locale: Locale): Promise<void>;
};

const WORDS = {
  en: {
    open: 'Open documents',
    name: 'Your full name',
    place: 'Place of birth',
    check: 'Check and sign',
    approve: 'Check and approve',
    sign: 'Sign',
    decline: 'Decline',
    reason: 'Your reason',
    goOn: 'Continue',
    next: 'Next field',
    notNow: 'Not now',
    notMe: 'This is not me',
    fresh: 'Send me a fresh link',
    draw: 'Draw',
    upload: 'Upload',
  },
  de: {
    open: 'Dokumente öffnen',
    name: 'Ihr vollständiger Name',
    place: 'Place of birth',
    check: 'Prüfen und unterschreiben',
    approve: 'Prüfen und freigeben',
    sign: 'Unterschreiben',
    decline: 'Ablehnen',
    reason: 'Ihr Grund',
    goOn: 'Weiter',
    next: 'Nächstes Feld',
    notNow: 'Nicht jetzt',
    notMe: 'Das bin ich nicht',
    fresh: 'Neuen Link anfordern',
    draw: 'Zeichnen',
    upload: 'Hochladen',
  },
} as const;

const button = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).filter({ visible: true }).last();

async function open(page: Page, locale: Locale): Promise<void> {
  await button(page, WORDS[locale].open).click();
  await page.locator('.signing, .reading, .downloads, [data-acted]').first().waitFor();
  const canvas = page.locator('canvas').first();
  if (await page.locator('.sheet').count()) await canvas.waitFor();
}

async function fill(page: Page, locale: Locale): Promise<void> {
  await open(page, locale);
  await page.getByRole('textbox', { name: 'Place of birth' }).fill('Passau');
  await page.getByRole('checkbox', { name: 'I have read the house rules' }).check();
  await page.getByRole('textbox', { name: 'IBAN' }).fill('DE89 3704 0044 0532 0130 00');
  await page.getByLabel(WORDS[locale].name).fill('Maximiliane Müller-Lüdenscheidt');
}

async function review(page: Page, locale: Locale): Promise<void> {
  await fill(page, locale);
  await page.locator('.panel').getByRole('button', { name: WORDS[locale].check }).click();
  await page.getByRole('dialog').waitFor();
}

async function sign(page: Page, locale: Locale): Promise<void> {
  await review(page, locale);
  await page.getByRole('dialog').getByRole('checkbox').check();
  await page.getByRole('dialog').getByRole('button', { name: WORDS[locale].sign }).click();
}

const withFields = (locale: Locale): Partial<Script> => ({
  open: () => sessionWithFields(locale),
  session: () => sessionWithFields(locale),
});

function acted(
  status: 'signed' | 'approved' | 'declined',
  envelope: Session['envelope']['status'],
) {
  return (locale: Locale): Partial<Script> => ({
    session: () => {
      const session = sessionOf(locale, actedOf(status, 'in_progress'));
      return { ...session, envelope: { ...session.envelope, status: envelope } };
    },
  });
}

function dead(state: Landing['state'], changes: Partial<Landing> = {}): Scene {
  const name = `dead: ${state}${changes.kind ? ` (${changes.kind})` : ''}`;
  return {
    name,
    script: (locale) => ({ landing: () => ({ ...deadLanding(locale, state), ...changes }) }),
  };
}

function failing(code: Parameters<typeof refuse>[0], status?: string): Scene {
  return {
    name: `dead: ${code}${status ? ` ${status}` : ''}`,
    path: '/sign',
    script: () => ({ session: refuse(code, status) }),
  };
}

const LONG_NAME = `Donaudampfschifffahrtsgesellschaftskapitän ${'von und zu '.repeat(6)}Hohenlohe`;
const LONG_FILE = `${'Vertrag_über_die_Überlassung_von_Räumen_'.repeat(5)}final.pdf`;

function manyDocuments(locale: Locale): Session {
  const session = sessionOf(locale);
  const documents = Array.from({ length: 10 }, (_, index) => ({
    id: `sigdoc_${index + 1}`,
    filename: index === 3 ? LONG_FILE : `Anlage ${index + 1}.pdf`,
    page_count: 1,
    signed: false,
  }));
  const fields = Array.from({ length: 50 }, (_, index) =>
    fieldOf(`fld_${index}`, {
      label: `Angabe ${index + 1}`,
      document_id: `sigdoc_${1 + (index % 10)}`,
      y: 0.1 + 0.12 * Math.floor(index / 10),
    }),
  );
  return { ...session, envelope: { ...session.envelope, documents }, fields };
}

function copies(signed: boolean): (locale: Locale) => Partial<Script> {
  return (locale) => ({
    landing: () => landingOf(locale, { kind: 'copy' }),
    open: () => {
      const session = sessionOf(locale, actedOf('signed', 'completed'));
      const documents = session.envelope.documents.map((each) => ({ ...each, signed }));
      const envelope = { ...session.envelope, status: 'completed' as const, documents };
      return { ...session, kind: 'copy', certificate: signed, envelope };
    },
  });
}

/** Every state of the signing page. */
export const SCENES: Scene[] = [
  { name: 'landing', script: () => ({}) },
  {
    name: 'landing: approver',
    script: (locale) => ({
      landing: () =>
        landingOf(locale, {
          signer: { name: 'Anna Weber', role: 'approver', status: 'pending' },
        }),
    }),
  },
  {
    name: 'landing: long names',
    script: (locale) => ({
      landing: () => {
        const landing = landingOf(locale, {
          signer: { name: LONG_NAME, role: 'signer', status: 'pending' },
        });
        const sender = { name: LONG_NAME, email: `${'kanzlei.'.repeat(8)}@example.com` };
        const title = LONG_FILE;
        return { ...landing, envelope: landing.envelope && { ...landing.envelope, title, sender } };
      },
    }),
  },
  {
    name: 'landing: this is not me',
    script: () => ({}),
    steps: async (page, locale) => {
      await button(page, WORDS[locale].notMe).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'landing: told the sender',
    script: () => ({}),
    steps: async (page, locale) => {
      await button(page, WORDS[locale].notMe).click();
      await page.getByRole('dialog').getByRole('button').last().click();
      await page.locator('[data-notice="not_me"]').waitFor();
    },
  },
  {
    name: 'landing: has acted',
    script: (locale) => ({
      landing: () =>
        landingOf(locale, {
          state: 'acted',
          signer: { name: 'John Smith', role: 'signer', status: 'signed' },
        }),
    }),
  },
  { name: 'documents: without fields', script: () => ({}), steps: open },
  { name: 'documents: every kind of field', script: withFields, steps: open },
  { name: 'documents: filled in', script: withFields, steps: fill },
  {
    name: 'documents: at the next field',
    view: true,
    script: withFields,
    steps: async (page, locale) => {
      await open(page, locale);
      await button(page, WORDS[locale].next).click();
    },
  },
  {
    name: 'documents: drawn',
    script: withFields,
    steps: async (page, locale) => {
      await open(page, locale);
      await page.getByRole('radio', { name: WORDS[locale].draw }).first().check();
    },
  },
  {
    name: 'documents: uploaded',
    script: withFields,
    steps: async (page, locale) => {
      await open(page, locale);
      await page.getByRole('radio', { name: WORDS[locale].upload }).first().check();
    },
  },
  {
    name: 'documents: something missing',
    script: withFields,
    steps: async (page, locale) => {
      await open(page, locale);
      await page.locator('.panel').getByRole('button', { name: WORDS[locale].check }).click();
    },
  },
  {
    name: 'documents: ten of them, fifty fields',
    script: (locale) => ({
      open: () => manyDocuments(locale),
      session: () => manyDocuments(locale),
      document: () => 'b1_1p.pdf',
    }),
    steps: async (page, locale) => {
      await open(page, locale);
      await page.locator('.panel').getByRole('button', { name: WORDS[locale].check }).click();
    },
  },
  {
    name: 'documents: approver',
    script: (locale) => ({ open: () => sessionOf(locale, { role: 'approver' }) }),
    steps: open,
  },
  {
    name: 'documents: one cannot be shown',
    script: () => ({ document: () => 500 }),
    steps: async (page, locale) => {
      await button(page, WORDS[locale].open).click();
      await page.locator('.document-failed').first().waitFor();
    },
  },
  { name: 'review', script: withFields, steps: review },
  {
    name: 'review: consent missing',
    script: withFields,
    steps: async (page, locale) => {
      await review(page, locale);
      await page.getByRole('dialog').getByRole('button', { name: WORDS[locale].sign }).click();
    },
  },
  {
    name: 'review: the server fails',
    script: (locale) => ({ ...withFields(locale), sign: refuse('INTERNAL') }),
    steps: async (page, locale) => {
      await sign(page, locale);
      await page.locator('.review .error.box').waitFor();
    },
  },
  {
    name: 'refused: an entry',
    script: (locale) => ({ ...withFields(locale), sign: refuse('VALIDATION_FAILED') }),
    steps: async (page, locale) => {
      await sign(page, locale);
      await page.locator('.panel .error.box').waitFor();
    },
  },
  {
    name: 'decline: reason',
    script: () => ({}),
    steps: async (page, locale) => {
      await open(page, locale);
      await button(page, WORDS[locale].decline).click();
    },
  },
  {
    name: 'decline: second look',
    script: () => ({}),
    steps: async (page, locale) => {
      await open(page, locale);
      await button(page, WORDS[locale].decline).click();
      await page.getByLabel(WORDS[locale].reason).fill('Nicht wie besprochen:\nSeite 2 fehlt.');
      await button(page, WORDS[locale].goOn).click();
    },
  },
  {
    name: 'not now',
    script: () => ({}),
    steps: async (page, locale) => {
      await open(page, locale);
      await button(page, WORDS[locale].notNow).click();
    },
  },
  {
    name: 'done: signed',
    script: withFields,
    steps: async (page, locale) => {
      await sign(page, locale);
      await page.locator('[data-acted]').waitFor();
    },
  },
  { name: 'done: approved before', path: '/sign', script: acted('approved', 'in_progress') },
  { name: 'done: all have signed', path: '/sign', script: acted('signed', 'completed') },
  { name: 'done: then withdrawn', path: '/sign', script: acted('signed', 'voided') },
  { name: 'done: declined', path: '/sign', script: acted('declined', 'declined') },
  { name: 'copies', script: copies(true), steps: open },
  { name: 'copies: not ready', script: copies(false), steps: open },
  dead('not_your_turn'),
  dead('link_expired'),
  dead('link_expired', { kind: 'copy' }),
  {
    name: 'dead: link_expired, a fresh one asked for',
    script: (locale) => ({ landing: () => deadLanding(locale, 'link_expired') }),
    steps: async (page, locale) => {
      await button(page, WORDS[locale].fresh).click();
      await page.getByRole('status').first().waitFor();
    },
  },
  dead('completed'),
  dead('declined'),
  dead('expired'),
  dead('voided'),
  { name: 'dead: unknown link', script: () => ({ landing: refuse('LINK_INVALID') }) },
  failing('SESSION_REQUIRED'),
  failing('SESSION_EXPIRED'),
  failing('ENVELOPE_STATE_CONFLICT', 'voided'),
  failing('RATE_LIMIT_EXCEEDED'),
  failing('INTERNAL'),
];

/** The script of a scene: what it does not say goes well. */
export function scriptOf(scene: Scene, locale: Locale): Script {
  return { ...happyScript(locale), ...scene.script(locale) };
}
