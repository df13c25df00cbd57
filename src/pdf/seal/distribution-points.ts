import type { Certificate } from './certificate.ts';
import type { Der } from './der.ts';
import { items, readDer, readOid } from './der-read.ts';
import { OID } from './oids.ts';

/** uniformResourceIdentifier of a GeneralName (RFC 5280, 4.2.1.6). */
const URI = 0x86;

/** Every http(s) address in it, however deep. */
export function urlsIn({ tag, content, children }: Der): string[] {
  if (tag !== URI) return children.flatMap(urlsIn);
  const url = content.toString('latin1');
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? [url] : [];
}

/** Where a certificate says that its revocation can be asked for (RFC 5280, 4.2.1.13, 4.2.2.1). */
export function revocationSources({ extensions }: Certificate): { ocsp: string[]; crl: string[] } {
  const access = extensions.get(OID.authorityInformationAccess);
  const points = extensions.get(OID.crlDistributionPoints);
  const responders = (access ? items(readDer(access.value)) : []).filter(
    (description) => readOid(items(description)[0]) === OID.ocsp,
  );
  return {
    ocsp: responders.flatMap(urlsIn),
    crl: points ? urlsIn(readDer(points.value)) : [],
  };
}
