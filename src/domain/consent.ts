import type { Locale } from '../db/envelopes.ts';

export type Consent = { version: string; locale: Locale; text: string };

type ActingRole = 'signer' | 'approver';

/**
 * What a person agrees to when acting. A text is immutable: a changed wording gets a new version
 * and the old one stays here, so that every version ever agreed to can be shown. The version names
 * role, language and number; the newest of a role and language is the current one.
 */
const CONSENTS: readonly (Consent & { role: ActingRole; locale: Locale })[] = [
  {
    version: 'signer-en-1',
    role: 'signer',
    locale: 'en',
    text: 'I have read the documents and agree to sign them electronically with a simple electronic signature (eIDAS Art. 3(10)). I was identified by access to a link that was mailed to my address. My name, my address, the time, my IP address and my browser are recorded as evidence. This does not replace the written form where the law requires it (§§ 126, 126a BGB).',
  },
  {
    version: 'signer-de-1',
    role: 'signer',
    locale: 'de',
    text: 'Ich habe die Dokumente gelesen und bin einverstanden, sie elektronisch mit einer einfachen elektronischen Signatur (eIDAS Art. 3 Nr. 10) zu unterzeichnen. Identifiziert wurde ich durch den Zugang zu einem Link, der an meine Adresse gesendet wurde. Mein Name, meine Adresse, der Zeitpunkt, meine IP-Adresse und mein Browser werden als Nachweis gespeichert. Eine gesetzlich vorgeschriebene Schriftform (§§ 126, 126a BGB) wird dadurch nicht ersetzt.',
  },
  {
    version: 'approver-en-1',
    role: 'approver',
    locale: 'en',
    text: 'I have read the documents and approve them. I do not sign them. I was identified by access to a link that was mailed to my address. My name, my address, the time, my IP address and my browser are recorded as evidence.',
  },
  {
    version: 'approver-de-1',
    role: 'approver',
    locale: 'de',
    text: 'Ich habe die Dokumente gelesen und gebe sie frei. Ich unterzeichne sie nicht. Identifiziert wurde ich durch den Zugang zu einem Link, der an meine Adresse gesendet wurde. Mein Name, meine Adresse, der Zeitpunkt, meine IP-Adresse und mein Browser werden als Nachweis gespeichert.',
  },
];

/** The text a signer or approver is shown now. */
export function currentConsent(role: ActingRole, locale: Locale): Consent {
  const found = CONSENTS.findLast((each) => each.role === role && each.locale === locale);
  if (!found) throw new Error(`There is no consent text for ${role} in ${locale}`);
  return { version: found.version, locale, text: found.text };
}

/** The current text of that version in any language, or null where it is outdated or unknown. */
export function acceptedConsent(role: ActingRole, version: string): Consent | null {
  const locales: readonly Locale[] = ['en', 'de'];
  const current = locales.map((locale) => currentConsent(role, locale));
  return current.find((consent) => consent.version === version) ?? null;
}

/** The text of any version ever agreed to. */
export function consentText(version: string): string | null {
  return CONSENTS.find((consent) => consent.version === version)?.text ?? null;
}
