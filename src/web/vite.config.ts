import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { handFonts } from './vite-hand-fonts.ts';

const require = createRequire(import.meta.url);
const pdfjs = dirname(require.resolve('pdfjs-dist/package.json'));
const version: string = require('pdfjs-dist/package.json').version;

/**
 * What pdf.js fetches by name while it draws: character maps, the standard 14 fonts, and the
 * JPEG 2000 and JBIG2 decoders in their JavaScript form. The folder carries the version because
 * everything below /assets is cached for good.
 */
function pdfjsData(): Plugin {
  let outDir = '';
  return {
    name: 'pdfjs-data',
    apply: 'build',
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    writeBundle: () => {
      const target = join(outDir, 'assets', `pdfjs-${version}`);
      for (const folder of ['cmaps', 'standard_fonts']) {
        cpSync(join(pdfjs, folder), join(target, folder), { recursive: true });
      }
      for (const file of ['openjpeg_nowasm_fallback.js', 'jbig2_nowasm_fallback.js']) {
        cpSync(join(pdfjs, 'wasm', file), join(target, 'wasm', file));
      }
    },
  };
}

// The last two are frames that the server fills (src/http/site, src/http/docs, src/http/inbox).
const PAGES = ['index.html', 'verify.html', 'site.html', 'docs.html'];
const root = dirname(fileURLToPath(import.meta.url));

export default defineConfig({
  root,
  base: '/',
  logLevel: 'warn',
  publicDir: false,
  plugins: [react(), pdfjsData(), handFonts()],
  define: { __PDFJS_DATA__: JSON.stringify(`/assets/pdfjs-${version}/`) },
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: 'assets/pdf.worker-[hash].js' } },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    rolldownOptions: {
      input: PAGES.map((page) => join(root, page)),
      // Fonts take their seconds; a warning on each build would say nothing new.
      checks: { pluginTimings: false },
    },
    // Signers come with whatever browser they have: two and a half years old must do.
    target: ['es2022', 'chrome111', 'edge111', 'firefox115', 'safari16.4'],
    sourcemap: false,
    // The content security policy of the page allows no inline script and no data: font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
