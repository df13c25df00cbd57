/** The languages a mail can be written in. */
export type Locale = 'en' | 'de';

/** Where privacy notice and imprint are found (`PRIVACY_URL`, `IMPRINT_URL`); null leaves the link out. */
export type LegalLinks = { privacyUrl: string | null; imprintUrl: string | null };

/** What every template needs beside its own facts. `timeZone` is an IANA name. */
export type MailFrame = { locale: Locale; timeZone: string; legal: LegalLinks };

/** A person as stated by the sender. */
export type Person = { name: string; email: string };

/** Who asks. `email` is where replies go; null when the workspace has no address of its own. */
export type Sender = { name: string; email: string | null };

/** To somebody who takes part: never sees the case's name nor another one's reason. */
export type ForParty = { audience: 'party' };

/** To the sender: the case is named, and reasons and people are told. */
export type ForSender = { audience: 'sender'; caseName: string | null };
