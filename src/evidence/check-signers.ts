import { X509Certificate } from 'node:crypto';
import { checkSigner } from './check-seal.ts';
import type { FoundFile } from './look-at-files.ts';
import { MANIFEST, SEAL_CERTIFICATES } from './manifest.ts';
import { fault, type Line, ok, plural } from './report.ts';
import type { Signer } from './tools.ts';

type Signed = { path: string; signer: Signer };

/**
 * Whose key signed the manifest and sealed the files: one and the same, or several of which each is
 * trusted, as after a change of keys.
 * @param certificates the text of seal-certificates.pem; null when it is not there
 */
export function checkSigners(
  manifest: Signer | null,
  found: readonly FoundFile[],
  certificates: string | null,
): Line[] {
  const signed: Signed[] = manifest ? [{ path: MANIFEST, signer: manifest }] : [];
  for (const { path, seal } of found) {
    if (seal === null || typeof seal === 'string' || seal.signer === null) continue;
    // A seal that does not hold is nobody's.
    if (seal.faults.length === 0) signed.push({ path, signer: seal.signer });
  }
  const byKey = Map.groupBy(signed, ({ signer }) => signer.fingerprint);
  return [
    ...[...byKey.values()].flatMap(linesOfKey),
    ...differences([...byKey.values()]),
    ...(certificates === null ? [] : namedCertificates(certificates, byKey)),
  ];
}

function linesOfKey(signed: Signed[]): Line[] {
  const [first] = signed;
  if (!first) return [];
  const files = signed.filter(({ path }) => path !== MANIFEST);
  const manifest = files.length < signed.length;
  const sealed = files.length > 0 ? `sealed ${plural(files.length, 'file')}` : '';
  const what = [manifest ? 'signed the manifest' : '', sealed].filter(Boolean).join(' and ');
  return checkSigner(first.signer, what);
}

function differences(keys: Signed[][]): Line[] {
  const [first, ...others] = keys;
  if (!first || others.length === 0) return [];
  if (keys.every(([signed]) => signed?.signer.trusted === true)) {
    const message = `${keys.length} different keys signed, as after a change of keys; each is trusted.`;
    return [ok('signer', 'signers_differ', message)];
  }
  return others.flat().map(({ path }) => {
    const message = `Another key than that of ${first[0]?.path} signed this, and not both are trusted.`;
    return fault('signer', 'signers_differ', message, path);
  });
}

/** Whoever checks with other tools takes the certificates from the bundle's own file. */
function namedCertificates(pem: string, byKey: ReadonlyMap<string, Signed[]>): Line[] {
  const named = new Set(fingerprintsOf(pem));
  const missing = [...byKey].filter(([fingerprint]) => !named.has(fingerprint));
  return missing.map(([fingerprint]) => {
    const message = `The certificate ${fingerprint}, which signed, is not among these.`;
    return fault('signer', 'certificate_not_named', message, SEAL_CERTIFICATES);
  });
}

function fingerprintsOf(pem: string): string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) =>
      new X509Certificate(block).fingerprint256.replaceAll(':', '').toLowerCase(),
    );
  } catch {
    return [];
  }
}
