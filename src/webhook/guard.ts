import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf, isPublicAddress } from './addresses.ts';

/** All addresses of a host, as the system finds them. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

export const resolveBySystem: Resolve = (host) => systemLookup(host, { all: true });

/** A host leads, or could lead, into a network that is not the public Internet. */
export class AddressRefused extends Error {
  constructor() {
    super('The host is not on the public Internet');
    this.name = 'AddressRefused';
  }
}

/**
 * The addresses of a host, every one of them public.
 *
 * @throws AddressRefused when one is not: a name that mixes both is used to get at the other
 */
export async function resolvePublic(resolve: Resolve, host: string): Promise<LookupAddress[]> {
  const found = await resolve(host);
  if (!found.every(({ address }) => isPublicAddress(address))) throw new AddressRefused();
  return found;
}

/**
 * Looks at where an address of the web leads before it is kept. A name that has no address today
 * passes: it is looked at again on each connection.
 *
 * @throws AddressRefused
 */
export async function checkDestination(resolve: Resolve, url: URL): Promise<void> {
  const host = hostOf(url);
  if (isIP(host) !== 0) {
    if (!isPublicAddress(host)) throw new AddressRefused();
    return;
  }
  await resolvePublic(resolve, host).catch((error) => {
    if (error instanceof AddressRefused) throw error;
  });
}

/**
 * The look-up of a socket. What it finds is what is connected to, so that a name cannot lead
 * elsewhere after it was checked (DNS rebinding).
 */
export function guardedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    const found = allowPrivate ? resolve(host) : resolvePublic(resolve, host);
    found.then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(new Error(`${host} has no address`), '', 0);
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, '', 0),
    );
  };
}
