import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAX_LINES = 250;

/** The path of a file from the root of the project, and its text. */
type Sources = Record<string, string>;

/** What a room may import beside itself, and what to do instead of importing anything else. */
type Rule = { may: readonly string[]; instead: string };

const BELOW_CONTEXT = ['domain', 'outbox', 'db', 'lifecycle', 'config'];
const LEAVES = ['email', 'evidence', 'pdf', 'storage', 'webhook'];
const LEAF: Rule = {
  may: [],
  instead: 'take what it needs as a parameter from src/domain or src/worker',
};

// main → http | worker → procedures (http only) → context → domain → outbox → db → lifecycle
const RULES: Record<string, Rule> = {
  main: {
    may: ['http', 'worker', 'context', ...BELOW_CONTEXT],
    instead: 'call what src/http, src/worker or src/context.ts exports',
  },
  http: {
    // The inbox shows captured mails to a developer: a view of files, with no use case behind it.
    may: ['procedures', 'context', ...BELOW_CONTEXT, 'storage', 'src/email/mailbox.ts'],
    instead: 'call a procedure of src/procedures or a use case of src/domain',
  },
  worker: {
    may: ['context', ...BELOW_CONTEXT, ...LEAVES],
    instead: 'call a use case of src/domain; what both http and worker need belongs there',
  },
  procedures: {
    may: ['context', ...BELOW_CONTEXT],
    instead: 'call a use case of src/domain, which may use the leaves',
  },
  context: {
    may: [...BELOW_CONTEXT, ...LEAVES],
    instead: 'pass it in from src/server.ts, or through overrides',
  },
  domain: {
    may: ['outbox', 'db', 'lifecycle', 'config', 'evidence', 'pdf', 'storage', 'webhook'],
    instead:
      'take it from Context (import type), or leave mails to src/worker by a message of src/outbox',
  },
  outbox: {
    may: ['db', 'lifecycle', 'config'],
    instead: 'name it in the message; src/worker acts',
  },
  db: { may: ['lifecycle', 'config'], instead: 'take it as a parameter; src/domain calls src/db' },
  lifecycle: { may: [], instead: 'return it as an event or an effect; src/domain carries it out' },
  email: { ...LEAF, may: ['emails'] },
  evidence: LEAF,
  pdf: LEAF,
  storage: LEAF,
  webhook: LEAF,
  config: { may: [], instead: 'read the environment alone' },
  emails: { may: [], instead: 'take it as a prop; src/email passes it' },
  web: { may: [], instead: 'use `import type` from src/procedures and ask over tRPC' },
};

const MAIN = ['src/main.ts', 'src/server.ts', 'src/node-version.ts'];

/** The room of a file of the project, or undefined where it is in none. */
function roomOf(file: string): string | undefined {
  if (MAIN.includes(file)) return 'main';
  const [, room] = /^src\/([^/]+?)(?:\.tsx?|\/.*)$/.exec(file) ?? [];
  return file.startsWith('emails/') ? 'emails' : room;
}

/** The files of the project that a file imports at run time: types are free. */
function importsOf(file: string, text: string): string[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, kind);
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== TYPE) {
      found.push(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly) {
      found.push(node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && isLoad(node.expression) && node.arguments[0]) {
      found.push(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found
    .map((specifier) => (ts.isStringLiteralLike(specifier) ? specifier.text : '\0'))
    .filter((path) => path === '\0' || path.startsWith('.'))
    .map((path) => (path === '\0' ? path : posix.join(posix.dirname(file), path)));
}

const TYPE = ts.SyntaxKind.TypeKeyword;

function isLoad(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node) && node.text === 'require')
  );
}

/** Every import that the layering forbids, as `file imports other: … Instead: …`. */
function layeringFaults(sources: Sources): string[] {
  const faults: string[] = [];
  for (const [file, text] of Object.entries(sources)) {
    const room = roomOf(file);
    const rule = room === undefined ? undefined : RULES[room];
    if (room === undefined || !rule) {
      faults.push(`${file} is in no room of design.md. Instead: move it into one`);
      continue;
    }
    for (const target of importsOf(file, text)) {
      const other = roomOf(target);
      const allowed =
        target !== '\0' &&
        (other === room || rule.may.includes(target) || rule.may.includes(other ?? ''));
      if (allowed) continue;
      const what = target === '\0' ? 'a path that is not written out' : target;
      faults.push(`${file} imports ${what}: ${room} must not. Instead: ${rule.instead}`);
    }
  }
  return faults;
}

/** Each cycle of imports at run time, as `a → b → a`. */
function importCycles(sources: Sources): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const seen = path.indexOf(file);
    if (seen >= 0) cycles.push([...path.slice(seen), file].join(' → '));
    if (seen >= 0 || done.has(file)) return;
    const text = sources[file];
    const targets = text === undefined ? [] : importsOf(file, text);
    for (const target of targets) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of Object.keys(sources)) walk(file, []);
  return cycles;
}

function overlong(sources: Sources): string[] {
  return Object.entries(sources)
    .map(([file, text]) => ({ file, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ file, lines }) => `${file} has ${lines} lines. Instead: split it by what it does`);
}

describe('the source', () => {
  const files = globSync('{src,emails}/**/*.{ts,tsx}', { cwd: ROOT });
  const sources: Sources = Object.fromEntries(
    files.map((file) => [file, readFileSync(`${ROOT}${file}`, 'utf8')]),
  );

  it('was found, with the imports between its files', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(importsOf('src/server.ts', sources['src/server.ts'] ?? '')).toContain('src/context.ts');
    for (const file of files) {
      for (const target of importsOf(file, sources[file] ?? '')) {
        if (/\.tsx?$/.test(target)) expect(files, `${file} → ${target}`).toContain(target);
      }
    }
  });

  it('imports to the right only', () => {
    expect(layeringFaults(sources)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    expect(overlong(sources)).toEqual([]);
  });
});

describe('the checker', () => {
  const faultOf = (file: string, text: string) => layeringFaults({ [file]: text });

  it('names the file, the forbidden import and what to use instead', () => {
    expect(faultOf('src/domain/sign.ts', "import { render } from '../email/render.ts';")).toEqual([
      'src/domain/sign.ts imports src/email/render.ts: domain must not. Instead: take it from Context (import type), or leave mails to src/worker by a message of src/outbox',
    ]);
  });

  it.each([
    ["import { a } from '../http/app.ts';", 1],
    ["import a, { b } from '../http/app.ts';", 1],
    ["import * as all from '../http/app.ts';", 1],
    ["import '../http/app.ts';", 1],
    ["import {\n  a,\n  b,\n} from '../http/app.ts';", 1],
    ["export { a } from '../http/app.ts';", 1],
    ["export * from '../http/app.ts';", 1],
    ["const a = await import('../http/app.ts');", 1],
    ['const load = () => import(`../http/app.ts`);', 1],
    ["const a = require('../http/app.ts');", 1],
    ['const a = await import(path);', 1],
    // Stays an import when the type is gone (verbatimModuleSyntax).
    ["import { type A } from '../http/app.ts';", 1],
    ["import type { A } from '../http/app.ts';", 0],
    ["export type { A } from '../http/app.ts';", 0],
    ["export type * from '../http/app.ts';", 0],
    ["type A = typeof import('../http/app.ts');", 0],
    ["// import { a } from '../http/app.ts';", 0],
    ['const text = "import { a } from \'../http/app.ts\'";', 0],
    ["import { a } from 'express';", 0],
    ["import { a } from './other.ts';", 0],
  ])('sees what is imported at run time: %s', (text, faults) => {
    expect(faultOf('src/db/cases.ts', text)).toHaveLength(faults);
  });

  const EDGES: [string, string, boolean][] = [
    ['src/main.ts', 'src/server.ts', true],
    ['src/server.ts', 'src/http/app.ts', true],
    ['src/server.ts', 'src/procedures/router.ts', false],
    ['src/http/app.ts', 'src/procedures/router.ts', true],
    ['src/http/app.ts', 'src/db/ids.ts', true],
    ['src/http/app.ts', 'src/storage/file-storage.ts', true],
    ['src/http/app.ts', 'src/email/mailbox.ts', true],
    ['src/http/app.ts', 'src/email/mailer.ts', false],
    ['src/http/app.ts', 'src/pdf/pdf-engine.ts', false],
    ['src/http/app.ts', 'src/worker/worker.ts', false],
    ['src/http/app.ts', 'src/server.ts', false],
    ['src/worker/worker.ts', 'src/http/app.ts', false],
    ['src/worker/worker.ts', 'src/procedures/router.ts', false],
    ['src/worker/deliver.ts', 'src/email/mailer.ts', true],
    ['src/procedures/sign.ts', 'src/domain/sign.ts', true],
    ['src/procedures/sign.ts', 'src/storage/file-storage.ts', false],
    ['src/procedures/sign.ts', 'src/http/app.ts', false],
    ['src/context.ts', 'src/email/mailer.ts', true],
    ['src/context.ts', 'src/procedures/trpc.ts', false],
    ['src/domain/sign.ts', 'src/context.ts', false],
    ['src/domain/sign.ts', 'src/pdf/pdf-engine.ts', true],
    ['src/domain/sign.ts', 'src/config.ts', true],
    ['src/outbox/enqueue.ts', 'src/db/ids.ts', true],
    ['src/outbox/enqueue.ts', 'src/domain/sign.ts', false],
    ['src/db/cases.ts', 'src/lifecycle/state.ts', true],
    ['src/db/cases.ts', 'src/outbox/enqueue.ts', false],
    ['src/lifecycle/decide.ts', 'src/config.ts', false],
    ['src/lifecycle/decide.ts', 'src/db/ids.ts', false],
    ['src/pdf/times.ts', 'src/lifecycle/state.ts', false],
    ['src/pdf/times.ts', 'src/storage/file-storage.ts', false],
    ['src/domain/audit.ts', 'src/evidence/audit-chain.ts', true],
    ['src/worker/deliver.ts', 'src/evidence/audit-chain.ts', true],
    ['src/http/app.ts', 'src/evidence/audit-chain.ts', false],
    ['src/procedures/sign.ts', 'src/evidence/audit-chain.ts', false],
    ['src/evidence/verify-bundle.ts', 'src/pdf/pdf-engine.ts', false],
    ['src/evidence/verify-bundle.ts', 'src/domain/audit.ts', false],
    ['src/email/mailer.ts', 'emails/theme.ts', true],
    ['src/worker/deliver.ts', 'emails/theme.ts', false],
    ['emails/theme.ts', 'src/db/ids.ts', false],
    ['src/config.ts', 'src/db/ids.ts', false],
    ['src/web/app.tsx', 'src/web/flow.ts', true],
    ['src/web/app.tsx', 'src/procedures/router.ts', false],
    ['src/http/pages.ts', 'src/web/app.tsx', false],
  ];
  it.each(EDGES)('of %s → %s says %s', (file, target, allowed) => {
    const path = posix.relative(posix.dirname(file), target);
    const text = `import { a } from '${path.startsWith('.') ? path : `./${path}`}';`;
    expect(faultOf(file, text)).toHaveLength(allowed ? 0 : 1);
    expect(faultOf(file, text.replace('import', 'import type'))).toEqual([]);
  });

  it('refuses a file outside every room', () => {
    expect(faultOf('src/utils/misc.ts', '')).toHaveLength(1);
    expect(faultOf('src/helpers.ts', '')).toHaveLength(1);
  });

  it('finds cycles, long ones and those of dynamic imports, and no others', () => {
    const tree = {
      'a.ts': "import './b.ts'; import './c.ts';",
      'b.ts': "import './c.ts';",
      'c.ts': '',
    };
    expect(importCycles(tree)).toEqual([]);
    expect(importCycles({ ...tree, 'c.ts': "import type { A } from './a.ts';" })).toEqual([]);
    expect(importCycles({ ...tree, 'c.ts': "void import('./a.ts');" })).toEqual([
      'a.ts → b.ts → c.ts → a.ts',
    ]);
    expect(importCycles({ 'a.ts': "import './a.ts';" })).toEqual(['a.ts → a.ts']);
  });

  it('counts lines, with or without a newline at the end', () => {
    expect(overlong({ 'a.ts': 'x\n'.repeat(250) })).toEqual([]);
    expect(overlong({ 'a.ts': 'x\n'.repeat(251) })).toEqual([expect.stringContaining('251 lines')]);
  });
});
