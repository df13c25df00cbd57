import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../src/config.ts';

const made: string[] = [];
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'signing-config-'));
  made.push(dataDir);
});
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

const load = (env: Record<string, string | undefined> = {}) =>
  loadConfig({ DATA_DIR: dataDir, ...env });

/** The faults of an environment that must be refused. */
function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  throw new Error('The environment was accepted');
}

/** The names of the variables that are at fault, one an entry. */
const namesOf = (env: Record<string, string | undefined>) =>
  faultsOf(env).map((fault) => fault.split(':')[0]);

const SECRET = 'S3cr3t-S3cr3t-S3cr3t-S3cr3t-S3cr3t';
const PUBLIC_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();
const PRODUCTION = {
  NODE_ENV: 'production',
  SMTP_URL: 'smtps://user:pass@mail.example.com',
  APP_SECRET: SECRET,
  PUBLIC_URL: 'https://sign.example.com',
  SEAL_P12_FILE: '/run/secrets/seal.p12',
};

describe('an empty environment', () => {
  it('gives what a developer needs, on this machine alone', () => {
    const { appSecret, ...config } = load();
    expect(appSecret.length).toBeGreaterThanOrEqual(32);
    expect(config).toEqual({
      dkim: null,
      production: false,
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir,
      databaseUrl: `file:${dataDir}/signing.db`,
      storageDir: `${dataDir}/files`,
      smtpUrl: null,
      mailDir: `${dataDir}/mail`,
      mailFrom: { name: 'Signing', email: 'signing@localhost.localdomain' },
      jwt: { secret: null, publicKey: null, issuer: null, audience: null },
      seal: { p12File: null, passphrase: '' },
      tsaUrl: null,
      trustProxy: false,
      webhookAllowPrivate: false,
      privacyUrl: null,
      imprintUrl: null,
      logLevel: 'info',
      metricsToken: null,
      stopDelayMs: 0,
      limits: {
        fileBytes: 26_214_400,
        jsonBytes: 1_048_576,
        documents: 20,
        signers: 50,
        pages: 500,
        fields: 500,
        freshLinksPerDay: 3,
      },
    });
  });

  it('is what empty values are too, as compose files have them', () => {
    const empty = {
      PORT: '',
      HOST: '',
      PUBLIC_URL: '',
      SMTP_URL: '',
      TRUST_PROXY: '',
      MAIL_FROM: '',
    };
    expect(load({ ...empty, JWT_SECRET: '', APP_SECRET: '', LOG_LEVEL: '' })).toEqual(load());
    expect(namesOf({ ...PRODUCTION, APP_SECRET: '' })).toEqual(['APP_SECRET']);
  });
});

describe('values', () => {
  it('are taken as given', () => {
    const config = load({
      ...PRODUCTION,
      PORT: '8080',
      HOST: '::',
      DATABASE_URL: 'postgres://db/signing',
      STORAGE_URL: 'file:/srv/files',
      JWT_SECRET: SECRET,
      JWT_ISSUER: 'https://id.example.com',
      JWT_AUDIENCE: 'signing',
      WEBHOOK_ALLOW_PRIVATE: 'true',
      PRIVACY_URL: 'https://example.com/privacy',
      IMPRINT_URL: 'https://example.com/imprint',
      LOG_LEVEL: 'warn',
      LIMIT_FILE_BYTES: '2048',
      LIMIT_PAGES: '7',
      SEAL_P12_PASSPHRASE: 'p12 pass',
      TSA_URL: 'https://tsa.example.com/tsr',
    });
    expect(config).toMatchObject({
      production: true,
      port: 8080,
      host: '::',
      publicUrl: 'https://sign.example.com',
      databaseUrl: 'postgres://db/signing',
      storageDir: '/srv/files',
      smtpUrl: 'smtps://user:pass@mail.example.com',
      appSecret: SECRET,
      jwt: { secret: SECRET, issuer: 'https://id.example.com', audience: 'signing' },
      webhookAllowPrivate: true,
      privacyUrl: 'https://example.com/privacy',
      imprintUrl: 'https://example.com/imprint',
      logLevel: 'warn',
      limits: { fileBytes: 2048, pages: 7 },
      seal: { p12File: '/run/secrets/seal.p12', passphrase: 'p12 pass' },
      tsaUrl: 'https://tsa.example.com/tsr',
    });
  });

  it('follow each other where they are not given', () => {
    expect(load({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(load(PRODUCTION).host).toBe('0.0.0.0');
    expect(load({ PUBLIC_URL: 'https://sign.example.com/' }).publicUrl).toBe(
      'https://sign.example.com',
    );
    expect(loadConfig({ DATA_DIR: './data', APP_SECRET: SECRET }).dataDir).toBe(
      join(process.cwd(), 'data'),
    );
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'sign.example.com'],
    ['PUBLIC_URL', 'ftp://sign.example.com'],
    ['PUBLIC_URL', 'https://sign.example.com/app'],
    ['PUBLIC_URL', 'https://sign.example.com?x=1'],
    ['DATABASE_URL', 'postgres://u:pw@h:notaport/db'],
    ['DATABASE_URL', 'mysql://db/signing'],
    ['DATABASE_URL', 'file:'],
    ['DATABASE_URL', './signing.db'],
    ['STORAGE_URL', 's3://bucket'],
    ['SMTP_URL', 'mail.example.com:25'],
    ['APP_SECRET', 'too short'],
    ['JWT_SECRET', 'too short'],
    ['JWT_PUBLIC_KEY', 'not a PEM'],
    ['JWT_PUBLIC_KEY', '-----BEGIN PUBLIC KEY-----\ngarbage\n-----END PUBLIC KEY-----'],
    ['JWT_PUBLIC_KEY', '-----BEGIN PRIVATE KEY-----'],
    ['WEBHOOK_ALLOW_PRIVATE', 'yes'],
    ['PRIVACY_URL', 'javascript:alert(1)'],
    ['IMPRINT_URL', '/imprint'],
    ['LOG_LEVEL', 'loud'],
    ['LIMIT_FILE_BYTES', '0'],
    ['LIMIT_SIGNERS', 'many'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'TRUE'],
    ['TRUST_PROXY', ' true '],
    ['TRUST_PROXY', '10.0.0.1, true'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.1,'],
    ['MAIL_FROM', 'Kanzlei'],
    ['MAIL_FROM', 'Kanzlei <kanzlei>'],
    ['MAIL_FROM', 'a@example.com, b@example.com'],
    ['MAIL_FROM', 'Kanzlei <a@example.com> b@example.com'],
    ['MAIL_FROM', 'Kanzlei\r\nBcc: x <a@example.com>'],
  ])('that are wrong stop the start by name: %s=%j', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: \\S`));
  });

  it.each([
    ['0', 0],
    ['2', 2],
    ['false', false],
    ['loopback', ['loopback']],
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.0/8, fd00::/8, uniquelocal', ['10.0.0.0/8', 'fd00::/8', 'uniquelocal']],
  ])('name the proxies to trust: TRUST_PROXY=%s', (value, expected) => {
    expect(load({ TRUST_PROXY: value }).trustProxy).toEqual(expected);
  });

  it.each([
    ['kanzlei@example.com', 'kanzlei@example.com', 'kanzlei@example.com'],
    ['<kanzlei@example.com>', 'kanzlei@example.com', 'kanzlei@example.com'],
    ['Kanzlei Müller <kanzlei@example.com>', 'Kanzlei Müller', 'kanzlei@example.com'],
    ['"Müller, Jäger & Co." <kanzlei@example.com>', 'Müller, Jäger & Co.', 'kanzlei@example.com'],
    ['  Kanzlei   <kanzlei@example.com>  ', 'Kanzlei', 'kanzlei@example.com'],
  ])('name the sender of mails: MAIL_FROM=%s', (value, name, email) => {
    expect(load({ MAIL_FROM: value }).mailFrom).toEqual({ name, email });
  });

  it('of JWT_SECRET and JWT_PUBLIC_KEY are accepted alone and refused together', () => {
    expect(load({ JWT_SECRET: SECRET }).jwt).toMatchObject({ secret: SECRET, publicKey: null });
    expect(load({ JWT_PUBLIC_KEY: PUBLIC_KEY }).jwt).toMatchObject({ publicKey: PUBLIC_KEY });
    const oneLine = PUBLIC_KEY.replaceAll('\n', '\\n');
    expect(load({ JWT_PUBLIC_KEY: oneLine }).jwt).toMatchObject({ publicKey: PUBLIC_KEY });
    expect(namesOf({ JWT_SECRET: SECRET, JWT_PUBLIC_KEY: PUBLIC_KEY })).toEqual(['JWT_SECRET']);
  });
});

describe('faults', () => {
  it('are named all at once, one line each, of every kind', () => {
    const env = {
      NODE_ENV: 'production',
      PORT: 'http',
      LOG_LEVEL: 'loud',
      APP_SECRET: 'too short',
      JWT_SECRET: SECRET,
      JWT_PUBLIC_KEY: PUBLIC_KEY,
      TRUST_PROXY: 'true',
      MAIL_FROM: 'nobody',
    };
    expect(namesOf(env).toSorted()).toEqual([
      'APP_SECRET',
      'JWT_SECRET',
      'LOG_LEVEL',
      'MAIL_FROM',
      'PORT',
      'PUBLIC_URL',
      'SEAL_P12_FILE',
      'SMTP_URL',
      'TRUST_PROXY',
    ]);
    for (const fault of faultsOf(env)) expect(fault).not.toContain('\n');
  });

  it('never repeat a secret', () => {
    const env = { APP_SECRET: 'hunter2', JWT_SECRET: 'hunter2', SMTP_URL: 'user:hunter2@mail' };
    expect(faultsOf({ ...env, DATABASE_URL: 'mysql://u:hunter2@db' }).join('\n')).not.toContain(
      'hunter2',
    );
  });
});

describe('DKIM', () => {
  const keyFile = (type: 'rsa' | 'ec', options = { modulusLength: 2048, namedCurve: 'P-256' }) => {
    const { privateKey } =
      type === 'rsa' ? generateKeyPairSync('rsa', options) : generateKeyPairSync('ec', options);
    const file = join(dataDir, `${type}.pem`);
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return file;
  };

  it('is off by default, and needs all of its three values', () => {
    expect(load().dkim).toBeNull();
    const all = {
      DKIM_DOMAIN: 'example.com',
      DKIM_SELECTOR: 'sign._2026',
      DKIM_KEY_FILE: keyFile('rsa'),
    };
    expect(load({ ...all, DKIM_SELECTOR: 'sign2026' }).dkim).toEqual({
      domain: 'example.com',
      selector: 'sign2026',
      privateKey: readFileSync(all.DKIM_KEY_FILE, 'utf8'),
    });
    for (const name of Object.keys(all)) {
      expect(namesOf({ ...all, DKIM_SELECTOR: 's1', [name]: undefined })).toEqual([name]);
    }
    expect(namesOf(all)).toEqual(['DKIM_SELECTOR']);
  });

  it('refuses what is no RSA key, and names that are none', () => {
    const others = { DKIM_DOMAIN: 'example.com', DKIM_SELECTOR: 's1' };
    for (const file of [keyFile('ec'), join(dataDir, 'nothing.pem'), dataDir]) {
      expect(namesOf({ ...others, DKIM_KEY_FILE: file })).toEqual(['DKIM_KEY_FILE']);
    }
    const DKIM_KEY_FILE = keyFile('rsa');
    expect(namesOf({ DKIM_DOMAIN: 'a b', DKIM_SELECTOR: 's;d=x', DKIM_KEY_FILE })).toEqual([
      'DKIM_DOMAIN',
      'DKIM_SELECTOR',
    ]);
  });
});

describe('production', () => {
  it('needs SMTP, a secret, its address and a seal', () => {
    expect(load(PRODUCTION).production).toBe(true);
    expect(namesOf({ NODE_ENV: 'production' }).toSorted()).toEqual([
      'APP_SECRET',
      'PUBLIC_URL',
      'SEAL_P12_FILE',
      'SMTP_URL',
    ]);
    for (const name of ['APP_SECRET', 'PUBLIC_URL', 'SEAL_P12_FILE', 'SMTP_URL']) {
      expect(namesOf({ ...PRODUCTION, [name]: undefined })).toEqual([name]);
    }
  });

  it('never makes a secret of its own', () => {
    expect(namesOf({ ...PRODUCTION, APP_SECRET: undefined })).toEqual(['APP_SECRET']);
    load(PRODUCTION);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is nothing but NODE_ENV=production', () => {
    for (const NODE_ENV of ['Production', 'prod', 'test', 'staging']) {
      expect(load({ NODE_ENV }).production).toBe(false);
    }
  });
});

describe('the secret outside production', () => {
  it('is made once, for its owner alone, and used again', () => {
    const { appSecret } = load();
    expect(load().appSecret).toBe(appSecret);
    expect(readdirSync(dataDir)).toEqual(['app-secret']);
    const file = join(dataDir, 'app-secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(appSecret);
    expect(Buffer.from(appSecret, 'base64url')).toHaveLength(32);
  });

  it('is another one for another data directory', () => {
    expect(load({ DATA_DIR: join(dataDir, 'a') }).appSecret).not.toBe(
      load({ DATA_DIR: join(dataDir, 'b') }).appSecret,
    );
  });

  it('is not made when one is given, nor when something else is wrong', () => {
    expect(load({ APP_SECRET: SECRET }).appSecret).toBe(SECRET);
    expect(namesOf({ PORT: 'http' })).toEqual(['PORT']);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is refused when its file was cut short', () => {
    writeFileSync(join(dataDir, 'app-secret'), '');
    expect(namesOf({})).toEqual(['APP_SECRET']);
  });
});
