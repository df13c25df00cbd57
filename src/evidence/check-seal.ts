import { fault, type Line, ok, plural, warning } from './report.ts';
import type { Party, PdfVerdict, Signer } from './tools.ts';

/** What the faults of a seal mean, in sentences. */
const SEAL_FAULTS: Partial<Record<string, string>> = {
  no_seal: 'It carries no seal.',
  byte_range: 'Its seal does not say in the usual way what it covers.',
  changed_after: 'Bytes were added after it was sealed.',
  contents: 'The seal is not as it was made.',
  content_type: 'The seal is over something else than a document.',
  digest: 'It was changed after it was sealed.',
  signing_certificate: 'The seal does not name the certificate it was made with.',
  unsupported_algorithm: 'The seal was made with an algorithm that this program does not know.',
  signature: 'The seal was not made with the key of its certificate.',
  certificate_expired: 'It was time-stamped when the certificate of the seal was not valid.',
  time_stamp: 'The time stamp of the seal does not hold.',
  structure: 'A reader that follows its structure sees something else than what was sealed.',
};

/** Whether one PDF is as it was sealed. @param seal a text: why it could not be looked at */
export function checkSeal(seal: PdfVerdict | string, file: string | null): Line[] {
  if (typeof seal === 'string') {
    return [fault('integrity', 'pdf_unreadable', `It could not be looked at: ${seal}.`, file)];
  }
  if (seal.faults.length > 0) {
    return seal.faults.map((code) => {
      const message = SEAL_FAULTS[code] ?? `Its seal does not hold (${code}).`;
      return fault('integrity', `seal_${code}`, message, file);
    });
  }
  const lines = [
    ok('integrity', 'sealed', `Sealed (PAdES ${seal.level}), and not changed since.`, file),
  ];
  if (seal.earlierSignatures > 0) {
    const who = plural(seal.earlierSignatures, 'signature');
    const message = `It had ${who} of others when it was sealed; they are not looked at here.`;
    lines.push(ok('integrity', 'earlier_signatures', message, file));
  }
  return lines;
}

/** When one PDF was sealed, and who says so. */
export function checkTime({ time: { claimed, stamped } }: PdfVerdict, file: string | null): Line {
  if (stamped === null) {
    const clock = claimed === null ? 'no time is stated' : `${claimed} is what the server's clock`;
    const message = `No time stamp: ${clock}${claimed === null ? '' : ' said'}.`;
    return warning('time', 'no_time_stamp', message, file);
  }
  const server = claimed === null ? '' : ` The server's clock said ${claimed}.`;
  const message = `Time-stamped at ${stamped.at} by ${stamped.subject}.${server}`;
  return ok('time', 'time_stamped', message, file);
}

/** Whose key sealed. @param what was signed with it, for the sentence */
export function checkSigner(signer: Signer, what: string): Line[] {
  const { trusted, development } = signer;
  const who = `${nameOf(signer)} ${what}`;
  const lines: Line[] = [];
  if (trusted === true) {
    lines.push(
      ok('signer', 'signer_trusted', `${who}; a certificate named by --trust leads to it.`),
    );
  } else if (trusted === null) {
    const message = `Unknown key: ${who}. Whose it is must be known from elsewhere: name its certificate with --trust.`;
    lines.push(warning('signer', 'signer_unknown', message));
  } else {
    const message = `Unknown key: ${who}. No certificate named by --trust leads to it.`;
    lines.push(fault('signer', 'signer_unknown', message));
  }
  if (development) {
    const message = 'It is a development certificate, which proves nothing to anybody else.';
    lines.push(warning('signer', 'signer_development', message));
  }
  return lines;
}

/** Whom the time is taken from, a line for each authority. */
export function checkAuthorities(authorities: readonly Party[]): Line[] {
  const known = new Map(authorities.map((party) => [party.fingerprint, party]));
  return [...known.values()].map((party) => {
    const who = `The time-stamping authority ${nameOf(party)}`;
    if (party.trusted === true) {
      const message = `${who} is trusted: a certificate named by --trust leads to it.`;
      return ok('time', 'authority_trusted', message);
    }
    const message = `${who} is unknown: name its certificate, or its root's, with --trust.`;
    return warning('time', 'authority_unknown', message);
  });
}

function nameOf({ subject, fingerprint }: Party): string {
  return `${subject} (certificate SHA-256 ${fingerprint})`;
}
