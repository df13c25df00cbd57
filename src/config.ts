import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Dkim, dkimFaults, loadDkim } from './config/dkim.ts';
import {
  isAddressRange,
  isOrigin,
  isPublicKey,
  parseMailbox,
  parseTrustProxy,
  withLineBreaks,
} from './config/values.ts';

/** What may be configured of a limit; each has a default that suits a law firm. */
export type Limits = {
  fileBytes: number;
  jsonBytes: number;
  documents: number;
  signers: number;
  pages: number;
  /** Of one document. */
  fields: number;
  freshLinksPerDay: number;
};

export type Config = {
  production: boolean;
  port: number;
  host: string;
  /** Origin and path under which signers reach the server, without a slash at the end. */
  publicUrl: string;
  dataDir: string;
  databaseUrl: string;
  storageDir: string;
  smtpUrl: string | null;
  /** Where mails go that are not sent: without SMTP, and in test mode. */
  mailDir: string;
  mailFrom: { name: string; email: string };
  /** null: mails are not signed here; the relay may do it. */
  dkim: Dkim | null;
  /** At least 32 bytes; keys for single purposes are derived from it. */
  appSecret: string;
  jwt: {
    secret: string | null;
    publicKey: string | null;
    issuer: string | null;
    audience: string | null;
  };
  /** The P12 file that seals live documents; null: the development certificate does. */
  seal: { p12File: string | null; passphrase: string };
  /** Time-stamping authority (RFC 3161); null: seals carry the server's time alone. */
  tsaUrl: string | null;
  /** As Express takes it: a number of hops, or addresses. */
  trustProxy: number | string[] | false;
  /** Lets webhooks go into private networks, and over plain http in live mode. */
  webhookAllowPrivate: boolean;
  privacyUrl: string | null;
  imprintUrl: string | null;
  logLevel: string;
  /** Who may read `/metrics`; null: nobody. */
  metricsToken: string | null;
  /** How long requests are still taken once a stop was asked for and readiness says so. */
  stopDelayMs: number;
  limits: Limits;
};

/** Every fault of the environment at once, one line each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const wholeNumber = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: wholeNumber(1, 65_535, 3000),
  HOST: z.string().optional(),
  PUBLIC_URL: webUrl.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.|postgres(ql)?:\/\/.)/, 'must be file:PATH or postgres://…')
    .optional(),
  STORAGE_URL: z
    .string()
    .regex(/^file:./, 'must be file:PATH')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'must be smtp://… or smtps://…')
    .optional(),
  MAIL_FROM: z.string().default('Signing <signing@localhost.localdomain>'),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  APP_SECRET: z.string().min(32, 'must have at least 32 bytes').optional(),
  JWT_SECRET: z.string().min(32, 'must have at least 32 bytes').optional(),
  JWT_PUBLIC_KEY: z.string().optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  SEAL_P12_FILE: z.string().optional(),
  SEAL_P12_PASSPHRASE: z.string().default(''),
  TSA_URL: webUrl.optional(),
  TRUST_PROXY: z.string().optional(),
  WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).default('false'),
  PRIVACY_URL: webUrl.optional(),
  IMPRINT_URL: webUrl.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 bytes').optional(),
  STOP_DELAY_SECONDS: z.coerce.number().int().min(0).max(60).optional(),
  LIMIT_FILE_BYTES: wholeNumber(1024, 1024 ** 3, 25 * 1024 ** 2),
  LIMIT_JSON_BYTES: wholeNumber(1024, 100 * 1024 ** 2, 1024 ** 2),
  LIMIT_DOCUMENTS: wholeNumber(1, 1000, 20),
  LIMIT_SIGNERS: wholeNumber(1, 1000, 50),
  LIMIT_PAGES: wholeNumber(1, 10_000, 500),
  LIMIT_FIELDS: wholeNumber(1, 10_000, 500),
});

type Environment = z.infer<typeof environment>;

/** The environment as it came, without what is empty. */
type Given = Record<string, string | undefined>;

/**
 * The configuration of an environment. Outside production the secret that is missing is made once
 * and kept under the data directory.
 *
 * @throws ConfigError naming every wrong or missing value
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  // An empty value in a compose file or a unit means: not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { data, error } = environment.safeParse(given);
  const faults = [
    ...(error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...productionFaults(given),
    ...otherFaults(given),
    ...dkimFaults(given),
  ];
  if (!data || faults.length > 0) throw new ConfigError(faults);
  return toConfig(data);
}

function toConfig(values: Environment): Config {
  const dataDir = resolve(values.DATA_DIR);
  const storageUrl = values.STORAGE_URL ?? `file:${join(dataDir, 'files')}`;
  return {
    production: values.NODE_ENV === 'production',
    port: values.PORT,
    host: values.HOST ?? (values.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    dataDir,
    databaseUrl: values.DATABASE_URL ?? `file:${join(dataDir, 'signing.db')}`,
    storageDir: resolve(storageUrl.slice('file:'.length)),
    smtpUrl: values.SMTP_URL ?? null,
    mailDir: join(dataDir, 'mail'),
    mailFrom: parseMailbox(values.MAIL_FROM) ?? { name: 'Signing', email: '' },
    dkim: loadDkim(values),
    appSecret: values.APP_SECRET ?? developmentSecret(dataDir),
    jwt: {
      secret: values.JWT_SECRET ?? null,
      publicKey: values.JWT_PUBLIC_KEY === undefined ? null : withLineBreaks(values.JWT_PUBLIC_KEY),
      issuer: values.JWT_ISSUER ?? null,
      audience: values.JWT_AUDIENCE ?? null,
    },
    seal: {
      p12File: values.SEAL_P12_FILE === undefined ? null : resolve(values.SEAL_P12_FILE),
      passphrase: values.SEAL_P12_PASSPHRASE,
    },
    tsaUrl: values.TSA_URL ?? null,
    trustProxy: parseTrustProxy(values.TRUST_PROXY),
    webhookAllowPrivate: values.WEBHOOK_ALLOW_PRIVATE === 'true',
    privacyUrl: values.PRIVACY_URL ?? null,
    imprintUrl: values.IMPRINT_URL ?? null,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN ?? null,
    stopDelayMs: 1000 * (values.STOP_DELAY_SECONDS ?? (values.NODE_ENV === 'production' ? 3 : 0)),
    limits: {
      fileBytes: values.LIMIT_FILE_BYTES,
      jsonBytes: values.LIMIT_JSON_BYTES,
      documents: values.LIMIT_DOCUMENTS,
      signers: values.LIMIT_SIGNERS,
      pages: values.LIMIT_PAGES,
      fields: values.LIMIT_FIELDS,
      freshLinksPerDay: 3,
    },
  };
}

function productionFaults(values: Given): string[] {
  if (values.NODE_ENV !== 'production') return [];
  const required = ['SMTP_URL', 'APP_SECRET', 'PUBLIC_URL', 'SEAL_P12_FILE'] as const;
  return required
    .filter((name) => values[name] === undefined)
    .map((name) => `${name}: is required when NODE_ENV is production`);
}

function otherFaults(values: Given): string[] {
  const faults: string[] = [];
  if (values.JWT_SECRET !== undefined && values.JWT_PUBLIC_KEY !== undefined) {
    faults.push('JWT_SECRET: not together with JWT_PUBLIC_KEY; the key fixes the algorithm');
  }
  if (values.MAIL_FROM !== undefined && parseMailbox(values.MAIL_FROM) === null) {
    faults.push('MAIL_FROM: must be an address, or Name <address>');
  }
  if (values.DATABASE_URL?.startsWith('postgres') && !URL.canParse(values.DATABASE_URL)) {
    faults.push('DATABASE_URL: is no address of the form postgres://user:password@host/database');
  }
  if (values.PUBLIC_URL !== undefined && !isOrigin(values.PUBLIC_URL)) {
    faults.push('PUBLIC_URL: must end with the host; the pages are served from /');
  }
  if (values.JWT_PUBLIC_KEY !== undefined && !isPublicKey(values.JWT_PUBLIC_KEY)) {
    faults.push('JWT_PUBLIC_KEY: is no RSA or EC public key in PEM');
  }
  // `true` would let any client name its own address in X-Forwarded-For.
  const proxies = parseTrustProxy(values.TRUST_PROXY);
  if (Array.isArray(proxies) && !proxies.every(isAddressRange)) {
    faults.push('TRUST_PROXY: must be a number of hops or a list of addresses, not true');
  }
  return faults;
}

function developmentSecret(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'app-secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = readFileSync(file, 'utf8');
  if (secret.length >= 32) return secret;
  throw new ConfigError([`APP_SECRET: ${file} was cut short; delete it and start again`]);
}
