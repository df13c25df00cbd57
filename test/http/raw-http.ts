import { connect } from 'node:net';
import type { TestApp } from '../support/start-app.ts';

const PATIENCE_MS = 20_000;

/** An answer read off the socket. */
export type RawAnswer = { status: number; head: string; body: string };

/**
 * Writes bytes that no HTTP client would and reads until the answer's head and its body, by its
 * Content-Length, are there. The request needs no end: the socket stays open until then.
 */
export function sendRaw(app: TestApp, request: string | Uint8Array): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => {
      socket.write(request);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const answer = parse(text);
      if (!answer) return;
      socket.destroy();
      resolve(answer);
    });
    // A server that waits for the rest of the request would wait for ever.
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`Closed after: ${text}`)));
  });
}

function parse(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  if (Buffer.byteLength(body) < length) return null;
  return { status: Number(head.split(' ')[1]), head, body };
}

/** Sends part of a request and drops the connection. */
export function sendAndHangUp(app: TestApp, request: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => {
      socket.write(request, () => setTimeout(() => socket.resetAndDestroy(), 50));
    });
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
}
