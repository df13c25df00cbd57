import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CA, type Issued, issue, type KeyKind, openssl, SEAL } from './openssl.ts';
import './patience.ts';
import { scratch } from './tools.ts';

type Listed = { issued: Issued; serial: string; revokedAt: Date | null };

/** A certificate authority of openssl's that answers over HTTP who was revoked. */
export type Authority = {
  root: Issued;
  /** A certificate of it that names where to ask. */
  issue(name: string, kind: KeyKind, sources: ('crl' | 'ocsp')[], extensions?: string[]): Issued;
  revoke(issued: Issued, at: Date): void;
  /** What answers from now on, if not openssl. */
  instead: { crl: Answer | null; ocsp: Answer | null };
  /** Who signs OCSP answers, if not the authority itself. */
  responder: Issued | null;
  /** How long answers hold from now on, in days; lists of 0 are out of date. */
  days: number;
  /** Addresses asked. */
  requests: string[];
  crl(): Buffer;
  ocsp(request: Buffer): Buffer;
  close(): Promise<void>;
};

type Answer = (request: Buffer, response: ServerResponse) => Buffer | null;

export async function startAuthority(name: string, kind: KeyKind = 'p256'): Promise<Authority> {
  const folder = scratch();
  const at = (file: string) => join(folder, file);
  const listed: Listed[] = [];
  const root = issue(name, kind, { extensions: CA });
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function writeIndex(): void {
    const day = (date: Date) => `${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`;
    const lines = listed.map(({ serial, revokedAt }) => {
      const state = revokedAt ? `R\t301231235959Z\t${day(revokedAt)}` : 'V\t301231235959Z\t';
      return `${state}\t${serial}\tunknown\t/O=Test/CN=${serial}\n`;
    });
    writeFileSync(at('index.txt'), lines.join(''));
    writeFileSync(at('index.txt.attr'), 'unique_subject = no\n');
    const section = `database = ${at('index.txt')}\ndefault_md = sha256\ndefault_crl_days = 7\n`;
    writeFileSync(at('ca.cnf'), `[ca]\ndefault_ca = own\n[own]\n${section}`);
  }

  const authority: Authority = {
    root,
    instead: { crl: null, ocsp: null },
    responder: null,
    days: 7,
    requests: [],
    issue(subject, keyKind, sources, extensions = SEAL) {
      const named = {
        crl: `crlDistributionPoints=URI:${base()}/crl`,
        ocsp: `authorityInfoAccess=OCSP;URI:${base()}/ocsp`,
      };
      const all = [...extensions, ...sources.map((source) => named[source])];
      const issued = issue(subject, keyKind, { issuer: root, extensions: all });
      const { serialNumber: serial } = new X509Certificate(readFileSync(issued.certificate));
      listed.push({ issued, serial, revokedAt: null });
      return issued;
    },
    revoke(issued, revokedAt) {
      const found = listed.find((each) => each.issued === issued);
      if (found) found.revokedAt = revokedAt;
    },
    crl() {
      writeIndex();
      const keys = ['-cert', root.certificate, '-keyfile', root.key];
      const past = ['-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20200201000000Z'];
      const days = authority.days > 0 ? ['-crldays', String(authority.days)] : past;
      openssl('ca', '-config', at('ca.cnf'), ...keys, '-gencrl', ...days, '-out', at('crl.pem'));
      openssl('crl', '-in', at('crl.pem'), '-outform', 'DER', '-out', at('crl.der'));
      return readFileSync(at('crl.der'));
    },
    ocsp(request) {
      writeIndex();
      writeFileSync(at('request.der'), request);
      const signer = authority.responder ?? root;
      const keys = ['-rsigner', signer.certificate, '-rkey', signer.key, '-CA', root.certificate];
      const files = ['-reqin', at('request.der'), '-respout', at('response.der')];
      const days = ['-ndays', String(authority.days)];
      openssl('ocsp', '-index', at('index.txt'), ...keys, ...files, ...days);
      return readFileSync(at('response.der'));
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  const server = createServer(async (request: IncomingMessage, response) => {
    const body = Buffer.concat(await request.toArray());
    authority.requests.push(request.url ?? '');
    const kindAsked = request.url === '/crl' ? 'crl' : 'ocsp';
    const own = () => (kindAsked === 'crl' ? authority.crl() : authority.ocsp(body));
    try {
      const other = authority.instead[kindAsked];
      const answer = other ? other(body, response) : own();
      if (answer) response.end(answer);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return authority;
}
