import { defineConfig } from 'vite';
import { budget } from './budget.mjs';

/** Chromium 109 is the last on Windows 7, which counters still have. */
const OLDEST = ['chrome109', 'safari15.4'];

export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: OLDEST,
    cssTarget: OLDEST,
    outDir: 'dist',
    emptyOutDir: true,
    // Inlined fonts and pictures would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      onLog(level, log, handle) {
        // Components say where a server would stop rendering them: there is none.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
  plugins: [budget()],
  server: { proxy: { '/api': process.env['REDRESS_API'] ?? 'http://127.0.0.1:4780' } },
});
