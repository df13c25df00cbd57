import '../src/node-version.ts';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { plural, printReport, type Report } from '../src/evidence/report.ts';
import type { Tools } from '../src/evidence/tools.ts';
import { verifyFile } from '../src/evidence/verify-file.ts';
import { createPdfEngine } from '../src/pdf/pdf-engine.ts';
import { toolsOf } from './verify-tools.ts';

const USAGE = `npm run verify -- FILE.zip|FILE.pdf… [--trust CERTIFICATE.pem]… [--strict] [--json]

Verifies evidence bundles and sealed PDFs without a network.
  --trust   whose signatures count: the seal's certificate, the time stamp's, or their roots
  --strict  a warning counts as a fault
  --json    one JSON document instead of lines
Ends with 0: nothing is wrong; 1: something is; 2: nothing could be verified.`;

/** What became of one file of the command line. */
type Outcome = { file: string; report: Report } | { file: string; unreadable: string };

/** Certificates of a file, PEM (several) or DER. */
function readCertificates(path: string): X509Certificate[] {
  const bytes = readFileSync(path);
  const blocks = bytes
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  return (blocks ?? [bytes]).map((block) => new X509Certificate(block));
}

function readArguments() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      trust: { type: 'string', multiple: true, default: [] },
      strict: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) throw new Error('Which file?');
  const trusted = values.trust.flatMap((path) => {
    try {
      return readCertificates(path);
    } catch (error) {
      throw new Error(`--trust ${path}: ${messageOf(error)}`);
    }
  });
  return { files: positionals, trusted, strict: values.strict, json: values.json };
}

async function verify(file: string, tools: Tools, trusted: X509Certificate[]): Promise<Outcome> {
  try {
    return { file, report: await verifyFile(resolve(file), tools, { trusted }) };
  } catch (error) {
    return { file, unreadable: messageOf(error) };
  }
}

function print(outcome: Outcome, strict: boolean): string {
  if ('report' in outcome) return printReport(outcome.file, outcome.report, strict);
  return `${outcome.file}: NOT VERIFIED, ${outcome.unreadable}`;
}

function exitCode(outcomes: Outcome[], strict: boolean): number {
  const reports = outcomes.flatMap((outcome) => ('report' in outcome ? outcome.report : []));
  const bad = reports.some(({ faults, warnings }) => faults > 0 || (strict && warnings > 0));
  if (bad) return 1;
  return reports.length < outcomes.length ? 2 : 0;
}

function summaryOf(outcomes: Outcome[], strict: boolean): string {
  const ok = outcomes.filter((outcome) => exitCode([outcome], strict) === 0).length;
  return `${plural(outcomes.length, 'file')}: ${ok} ok, ${outcomes.length - ok} not`;
}

async function main(): Promise<number> {
  const { files, trusted, strict, json } = readArguments();
  const engine = createPdfEngine({ maxPages: Number.MAX_SAFE_INTEGER });
  try {
    const outcomes: Outcome[] = [];
    for (const file of files) {
      const outcome = await verify(file, toolsOf(engine), trusted);
      if (!json) console.log(print(outcome, strict));
      outcomes.push(outcome);
    }
    if (json) console.log(JSON.stringify(outcomes, null, 2));
    else if (files.length > 1) console.log(summaryOf(outcomes, strict));
    return exitCode(outcomes, strict);
  } finally {
    await engine.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`${messageOf(error)}\n\n${USAGE}`);
    process.exitCode = 2;
  },
);
