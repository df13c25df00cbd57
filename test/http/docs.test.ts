import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/domain/errors.ts';
import { curlExample } from '../../src/http/docs/curl.ts';
import { operationsOf, readDocument } from '../../src/http/docs/document.ts';
import { typeLabel } from '../../src/http/docs/type-label.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { openAs } from '../support/client.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const operations = operationsOf(readDocument(openApiDocument()));

describe('the reference of the API', () => {
  let app: TestApp;
  let html: string;
  beforeAll(async () => {
    app = await startApp('sqlite');
    html = await (await fetch(`${app.url}/docs`)).text();
  });
  afterAll(() => app.stop());

  const ids = () => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id);

  it('shows every operation of the document once', () => {
    expect(operations.length).toBeGreaterThan(30);
    const shown = [...html.matchAll(/<section class="operation" aria-labelledby="([^"]*)"/g)];
    expect(shown.map(([, id]) => id).sort()).toEqual(operations.map((o) => o.operationId).sort());
  });

  it('has no id twice, and no link within it that leads nowhere', () => {
    expect(new Set(ids()).size).toBe(ids().length);
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id = '']) => id);
    expect(links.length).toBeGreaterThan(100);
    for (const link of links) expect(ids()).toContain(link);
  });

  it('explains every code, and shows every member of a nested request', () => {
    for (const code of Object.keys(ERRORS)) expect(ids()).toContain(`error-${code}`);
    const create = html.slice(
      html.indexOf('<section class="operation" aria-labelledby="envelopes-create"'),
      html.indexOf('<section class="operation" aria-labelledby="envelopes-promote"'),
    );
    for (const name of ['signing_order', 'fields', 'anchor', 'occurrence', 'metadata']) {
      expect(create).toContain(`<code class="name">${name}</code>`);
    }
    expect(create).toContain('href="#error-FIELD_NOT_PLACEABLE"');
    expect(create).toContain('href="#object-Envelope"');
  });

  it('names the address at which this server is reached', () => {
    expect(html).toContain(`<code>${app.url}/api/v1</code>`);
  });

  it.each(operations.map((each) => [`${each.method} ${each.path}`, each] as const))(
    'the example of %s is one that a shell reads and the server knows',
    async (_name, operation) => {
      const mode = operation.path.startsWith('/test/') ? 'test' : 'live';
      const { key } = await app.createKey({ mode });
      const directory = await mkdtemp(join(tmpdir(), 'curl-'));
      try {
        await copyFile(join(root, 'test/fixtures/b1_1p.pdf'), join(directory, 'contract.pdf'));
        await run('touch', [join(directory, 'cookies.txt')]);
        const script = `${curlExample(operation)} -s -o answer -w '%{http_code}'`.replace(
          ' \\\n  -OJ',
          '',
        );
        const { stdout } = await run('bash', ['-c', script], {
          cwd: directory,
          env: { PATH: process.env.PATH, API: `${app.url}/api/v1`, KEY: key },
        });
        // What it names does not exist; everything else about the call must be right.
        const documented = Object.keys(operation.responses);
        expect(documented).toContain(stdout);
        expect(['200', '201', '202', '204', '404', '401']).toContain(stdout);
        if (operation.security.some((each) => 'bearer' in each)) expect(stdout).not.toBe('401');
        const answer = stdout === '204' ? '' : await readFile(join(directory, 'answer'), 'utf8');
        expect(answer).not.toMatch(/ROUTE_NOT_FOUND|VALIDATION_FAILED/);
      } finally {
        await rm(directory, { recursive: true });
      }
    },
  );
});

describe('the guide', () => {
  const guide = readFile(join(root, 'src/http/openapi-guide.md'), 'utf8');
  const blocksOf = (text: string, language: string) =>
    [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\``, 'gms'))].map(
      ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    );

  it('leads a shell from a key to the signed PDF', async () => {
    const app = await startApp('sqlite');
    const directory = await mkdtemp(join(tmpdir(), 'guide-'));
    try {
      const { key } = await app.createKey();
      await copyFile(
        join(root, 'test/fixtures/b1_1p.pdf'),
        join(directory, 'employment_agreement.pdf'),
      );
      const steps = blocksOf(await guide, 'sh').slice(0, 5);
      const env = { PATH: process.env.PATH, API: `${app.url}/api/v1`, KEY: key };
      const shell = async (script: string, more = {}) =>
        (await run('bash', ['-euc', script], { cwd: directory, env: { ...env, ...more } })).stdout;

      const sent = await shell(`${steps.slice(0, 3).join('')}echo $ENVELOPE`);
      const ENVELOPE = sent.trim();
      expect(ENVELOPE).toMatch(/^env_/);
      for (const email of ['john.smith@example.com', 'hr@company.de']) {
        await app.settled();
        expect((await (await openAs(app, email)).sign()).status).toBe(200);
      }
      await app.settled();
      expect(JSON.parse(await shell(steps[3] ?? '', { ENVELOPE }))).toMatchObject({
        status: 'completed',
        signers: [{ name: 'John Smith', status: 'signed' }, { status: 'signed' }],
        documents: [{ seal_status: 'sealed' }],
      });
      await shell(steps[4] ?? '', { ENVELOPE });
      const signed = await readFile(join(directory, 'signed.pdf'), 'latin1');
      expect(signed).toMatch(/^%PDF-/);
      expect(signed).toContain('/DocMDP');
    } finally {
      await rm(directory, { recursive: true });
      await app.stop();
    }
  });

  it('and the README begin with the same commands', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const linesOf = (text: string) => text.split('\n').map((line) => line.trim());
    const shown = linesOf(readme);
    const [first = '', second = '', third = ''] = blocksOf(await guide, 'sh');
    const [client = ''] = blocksOf(await guide, 'ts');
    for (const line of linesOf([first, second, third, client].join('\n'))) {
      expect(shown).toContain(line);
    }
  });
});

describe('a type in words', () => {
  it.each([
    [{ type: 'string', minLength: 1, maxLength: 255 }, 'string, 1 to 255 characters'],
    [{ type: 'string', maxLength: 1 }, 'string, at most 1 character'],
    [{ type: 'array', minItems: 1, items: { type: 'string' } }, 'list, at least 1 item, of string'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [
      { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }] },
      'integer, at least 0; or string',
    ],
    [{ type: 'integer', maximum: Number.MAX_SAFE_INTEGER }, 'integer'],
    [{ enum: ['a', '<b>'] }, 'one of <code>a</code>, <code>&#60;b&#62;</code>'],
    [{ $ref: '#/components/schemas/Case' }, '<a href="#object-Case">Case</a>'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'object with values of string'],
  ])('%j', (schema, words) => {
    expect(typeLabel(schema).markup).toBe(words);
  });
});
