import { readFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names, versions and licence texts of everything that ends in the bundle, as a file beside it. */
function thirdParty(): Plugin {
  return {
    name: 'sluice-third-party',
    apply: 'build',
    generateBundle() {
      const lock = JSON.parse(readFileSync(here('./package-lock.json'), 'utf8'));
      const parts = Object.entries<{ dev?: boolean; version?: string; license?: string }>(lock.packages)
        .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev)
        .map(([path, entry]) => {
          const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE']
            .map(name => here(`./${path}/${name}`))
            .find(existsSync);
          const title = `${path.replace(/^.*node_modules\//, '')} ${entry.version} (${entry.license ?? 'see its text'})`;
          return `${title}\n${'-'.repeat(title.length)}\n${text ? readFileSync(text, 'utf8').trim() : 'No licence text in the package.'}\n`;
        });
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: parts.join('\n\n') });
    },
  };
}

/** The chosen theme is applied before the first paint, so a reload does not flash the other one. */
function paintAfterEntry(): Plugin {
  return {
    name: 'sluice-paint-after-entry',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: html => html.replace('<script type="module"', '<script blocking="render" type="module"'),
    },
  };
}

export default defineConfig({
  plugins: [svelte(), thirdParty(), paintAfterEntry()],
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: {
    alias: { $phrases: here('../cep-grammar/src/main/resources/io/sluice/grammar/phrases.json') },
    conditions: process.env.VITEST ? ['browser'] : undefined,
  },
  server: {
    fs: { allow: [here('..')] },
    proxy: { '/v1': { target: 'http://127.0.0.1:7070', ws: true }, '/docs': 'http://127.0.0.1:7070' },
  },
  build: {
    outDir: 'target/classes/console',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
  },
  // a busy machine is slow, not wrong
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
