import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Issued, openssl } from './openssl.ts';
import './patience.ts';
import { scratch } from './tools.ts';

/** Makes the answer to a request (DER both). */
export type Answer = (request: Buffer, seen: IncomingMessage) => Buffer | Promise<Buffer>;

export type TestTsa = {
  url: string;
  requests: IncomingMessage[];
  /** Redirects whoever asks from now on. */
  moveTo(url: string): void;
  close(): Promise<void>;
};

/** A time-stamping authority: `openssl ts -reply` behind a few lines of HTTP. */
export async function startTsa(answer: Answer): Promise<TestTsa> {
  const requests: IncomingMessage[] = [];
  let elsewhere: string | null = null;
  const server = createServer(async (request, response) => {
    requests.push(request);
    if (elsewhere !== null) {
      response.writeHead(307, { Location: elsewhere }).end();
      return;
    }
    const body = Buffer.concat(await request.toArray());
    response.setHeader('Content-Type', 'application/timestamp-reply');
    try {
      response.end(await answer(body, request));
    } catch (error) {
      response.writeHead(503).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/tsa`,
    requests,
    moveTo: (url) => {
      elsewhere = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type ReplyOptions = {
  /** Of the certificate's hash in the token: sha1 makes RFC 3161's first attribute. */
  essHash?: 'sha1' | 'sha256' | 'sha512';
  digest?: string;
  chain?: boolean;
  accepted?: string;
};

/** Real RFC 3161 answers of the authority whose key and certificate these are. */
export function repliesOf(tsa: Issued, options: ReplyOptions = {}): Answer {
  const { essHash = 'sha256', digest = 'sha256', chain = true, accepted = 'sha256' } = options;
  const folder = scratch();
  const at = (name: string) => join(folder, name);
  const certs = tsa.issuers.map((path) => readFileSync(path, 'utf8')).join('');
  writeFileSync(at('chain.pem'), certs);
  writeFileSync(at('serial'), '01');
  const config = `
[tsa]
default_tsa = tsa1
[tsa1]
serial = ${at('serial')}
signer_cert = ${tsa.certificate}
signer_key = ${tsa.key}
${chain && certs ? `certs = ${at('chain.pem')}` : ''}
signer_digest = ${digest}
default_policy = 1.2.3.4.1
digests = ${accepted}
accuracy = secs:1
ess_cert_id_alg = ${essHash}
ess_cert_id_chain = no
tsa_name = yes
`;
  writeFileSync(at('tsa.cnf'), config);
  return (request) => {
    writeFileSync(at('request.tsq'), request);
    const files = ['-queryfile', at('request.tsq'), '-out', at('reply.tsr')];
    openssl('ts', '-reply', '-config', at('tsa.cnf'), ...files);
    return readFileSync(at('reply.tsr'));
  };
}
