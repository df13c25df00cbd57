import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The key that signs live mails (RFC 6376), and where its public half is published. */
export type Dkim = { domain: string; selector: string; privateKey: string };

type DkimValues = {
  DKIM_DOMAIN?: string;
  DKIM_SELECTOR?: string;
  DKIM_KEY_FILE?: string;
};

const NAMES = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'] as const;
const LABELS =
  /^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*$/;

/** One line for each wrong or missing value; none where DKIM is not configured at all. */
export function dkimFaults(values: DkimValues): string[] {
  const missing = NAMES.filter((name) => values[name] === undefined);
  if (missing.length === NAMES.length) return [];
  const faults = missing.map((name) => `${name}: is required when another DKIM value is set`);
  for (const name of ['DKIM_DOMAIN', 'DKIM_SELECTOR'] as const) {
    const value = values[name];
    if (value !== undefined && !LABELS.test(value)) faults.push(`${name}: is no name in the DNS`);
  }
  const { DKIM_KEY_FILE: file } = values;
  if (file !== undefined && readKey(file) === null) {
    faults.push('DKIM_KEY_FILE: is no RSA private key in PEM that can be read');
  }
  return faults;
}

/** What {@link dkimFaults} found nothing wrong with; null where it is not configured. */
export function loadDkim(values: DkimValues): Dkim | null {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: file } = values;
  const privateKey = file === undefined ? null : readKey(file);
  return domain && selector && privateKey ? { domain, selector, privateKey } : null;
}

function readKey(file: string): string | null {
  try {
    const pem = readFileSync(file, 'utf8');
    return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : null;
  } catch {
    return null;
  }
}
