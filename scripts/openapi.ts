import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../src/http/openapi.ts';

const FILE = fileURLToPath(new URL('../openapi.json', import.meta.url));
const made = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== made) {
    console.error('openapi.json is stale: run npm run openapi and commit it.');
    process.exit(1);
  }
  console.log('openapi.json is what the procedures say.');
} else {
  writeFileSync(FILE, made);
  console.log(`Wrote ${FILE}`);
}
