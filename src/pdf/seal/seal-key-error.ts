/** Why a P12 file cannot seal. */
export type SealKeyFault =
  | 'not_a_p12'
  | 'unsupported_encryption'
  | 'wrong_passphrase'
  | 'no_key'
  | 'several_keys'
  | 'no_certificate'
  | 'key_mismatch'
  | 'unsupported_key'
  | 'purpose'
  | 'not_yet_valid'
  | 'expired'
  | 'chain_missing';

const SENTENCES: Record<SealKeyFault, string> = {
  not_a_p12: 'is not a PKCS#12 file protected by a passphrase',
  unsupported_encryption:
    'is encrypted with an outdated cipher; convert it: openssl pkcs12 -legacy -in OLD.p12 -nodes -out all.pem && openssl pkcs12 -export -in all.pem -out NEW.p12',
  wrong_passphrase: 'cannot be opened with this passphrase',
  no_key: 'has no private key',
  several_keys: 'has several private keys; keep one',
  no_certificate: 'has no certificate',
  key_mismatch: 'has a private key that fits none of its certificates',
  unsupported_key: 'needs an RSA key of 2048 bits or more, or an EC key on P-256 or P-384',
  purpose: 'has a certificate that is not meant for signatures',
  not_yet_valid: 'has a certificate that is not valid yet',
  expired: 'has a certificate that has expired',
  chain_missing: 'lacks the certificate that issued the one it seals with',
};

/** Its message is the sentence with which a wrong configuration stops the start; no secret in it. */
export class SealKeyError extends Error {
  readonly code: SealKeyFault;

  constructor(code: SealKeyFault, detail = '') {
    super(`The seal’s P12 file ${SENTENCES[code]}${detail && ` (${detail})`}`);
    this.name = 'SealKeyError';
    this.code = code;
  }
}
