import { fileURLToPath } from 'node:url';

/** Spares each process of a test the compiling of what an earlier one compiled. */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url)),
};
