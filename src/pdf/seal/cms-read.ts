import { type Certificate, readCertificate } from './certificate.ts';
import { type Der, TAG } from './der.ts';
import { child, DerError, expectTag, items, readDer, readNumber, readOid } from './der-read.ts';
import { OID } from './oids.ts';

/** A CMS SignedData (RFC 5652, 5) with one signer. */
export type SignedData = {
  contentType: string;
  /** What is signed, if it is inside. */
  content: Buffer | null;
  certificates: Certificate[];
  signer: SignerInfo;
};

export type SignerInfo = {
  certificate: Certificate;
  digestAlgorithm: string;
  /** As hashed: a SET OF, whatever tag it carries in place (RFC 5652, 5.4). */
  signedAttributes: Buffer;
  attributes: Attributes;
  signatureAlgorithm: string;
  signature: Buffer;
  unsignedAttributes: Attributes;
};

/** Values by type; each of ours has exactly one. */
export type Attributes = Map<string, Der>;

/**
 * Reads a ContentInfo with SignedData. Where versions and algorithms are said twice, both must
 * agree; nothing may be there that is not known.
 * @throws {DerError}
 */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapped] = items(readDer(bytes));
  if (readOid(type) !== OID.signedData) throw new DerError('not SignedData');
  const [version, digestAlgorithms, contentInfo, ...rest] = items(
    expectTag(wrapped, 0xa0).children[0],
  );
  const [contentType, content] = items(contentInfo);
  const certificates = optional(rest, 0xa0).map(({ raw }) => readCertificate(raw));
  // Revocation lists, if any: not used here.
  optional(rest, 0xa1);
  const [signerInfo, ...more] = expectTag(rest.shift(), TAG.set).children;
  if (!signerInfo || more.length > 0 || rest.length > 0) throw new DerError('not one signer');
  const signer = readSignerInfo(signerInfo, certificates);
  const named = expectTag(digestAlgorithms, TAG.set).children.map(algorithmOf);
  if (named.join() !== signer.digestAlgorithm) throw new DerError('digest algorithms differ');
  const data = readOid(contentType) === OID.data;
  if (readNumber(version) !== (data ? 1 : 3)) throw new DerError('a version that is not');
  return {
    contentType: readOid(contentType),
    content: content ? child(expectTag(content, 0xa0), 0, TAG.octetString).content : null,
    certificates,
    signer,
  };
}

/** Takes the element with this tag off the front, if it is there; gives its children. */
function optional(elements: Der[], tag: number): Der[] {
  return elements[0]?.tag === tag ? (elements.shift()?.children ?? []) : [];
}

function readSignerInfo(node: Der, certificates: Certificate[]): SignerInfo {
  const [version, id, digest, attributes, algorithm, signature, ...rest] = items(node);
  const certificate = certificates.find((each) => isNamedBy(each, id));
  if (!certificate) throw new DerError('the signer’s certificate is missing');
  if (readNumber(version) !== (id?.tag === 0x80 ? 3 : 1))
    throw new DerError('a version that is not');
  const signed = expectTag(attributes, 0xa0);
  const unsigned = optional(rest, 0xa1);
  if (rest.length > 0) throw new DerError('a signer with more to it');
  return {
    certificate,
    digestAlgorithm: algorithmOf(digest),
    signedAttributes: Buffer.concat([Buffer.of(TAG.set), signed.raw.subarray(1)]),
    attributes: readAttributes(signed.children),
    signatureAlgorithm: algorithmOf(algorithm),
    signature: expectTag(signature, TAG.octetString).content,
    unsignedAttributes: readAttributes(unsigned),
  };
}

/** IssuerAndSerialNumber, or [0] the subject key identifier (RFC 5652, 5.3). */
function isNamedBy(certificate: Certificate, id: Der | undefined): boolean {
  if (id?.tag === 0x80) return certificate.subjectKeyIdentifier?.equals(id.content) ?? false;
  const [issuer, serialNumber] = items(id);
  return (
    certificate.issuer.equals(issuer?.raw ?? Buffer.alloc(0)) &&
    certificate.serialNumber.equals(serialNumber?.raw ?? Buffer.alloc(0))
  );
}

/** An AlgorithmIdentifier whose parameters are absent or NULL. */
export function algorithmOf(node: Der | undefined): string {
  const [name, parameters, ...rest] = items(node);
  const bare =
    parameters === undefined || (parameters.tag === TAG.null && parameters.content.length === 0);
  if (!bare || rest.length > 0) throw new DerError('an algorithm with parameters');
  return readOid(name);
}

function readAttributes(nodes: Der[]): Attributes {
  const found: Attributes = new Map();
  for (const node of nodes) {
    const type = readOid(child(node, 0, TAG.oid));
    const [value, ...more] = child(node, 1, TAG.set).children;
    if (!value || more.length > 0 || found.has(type)) throw new DerError('not one value');
    found.set(type, value);
  }
  return found;
}
