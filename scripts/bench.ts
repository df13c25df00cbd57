import '../src/node-version.ts';
import { benchPage } from './bench/page.ts';
import { benchSeal } from './bench/seal.ts';
import { runScript } from './run-script.ts';

/** What can be measured, by its name on the command line. */
const BENCHES: Record<string, () => Promise<void>> = { page: benchPage, seal: benchSeal };

runScript(async () => {
  const name = process.argv[2] ?? '';
  const bench = BENCHES[name];
  if (!bench) throw new Error(`npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  await bench();
});
