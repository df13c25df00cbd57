import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const OPENAPI = fileURLToPath(new URL('../../openapi.json', import.meta.url));
const TYPES = fileURLToPath(new URL('./openapi-types.ts', import.meta.url));

const HEADER = `// biome-ignore-all format: made by openapi-typescript, see generate-types.ts
// biome-ignore-all lint: made by openapi-typescript, see generate-types.ts
`;

/** The types that openapi-typescript makes of the committed openapi.json. */
export async function generateTypes(): Promise<string> {
  const document = JSON.parse(readFileSync(OPENAPI, 'utf8'));
  return HEADER + astToString(await openapiTS(document));
}

export function committedTypes(): string {
  return readFileSync(TYPES, 'utf8');
}

// node --import tsx test/clients/generate-types.ts
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TYPES, await generateTypes());
}
