/**
 * How Vite builds and serves the page (renderer/). Runs under Node, in `npm run build` and `npm run dev`.
 * The rule: everything the page needs becomes a file beside it, since app:// serves a fixed list of files.
 */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { manualFilesPlugin } from './manual-page.mjs';
import { markFiles } from './mark-files.mjs';
import { OUT, PROJECT } from './project.mjs';

/**
 * core-js, inside pdf.js's legacy build, asks for the global object by `Function('return this')()` where all else
 * failed, which it never does here. The build refuses code made from text wherever it stands, so it goes.
 * @returns {import('vite').Plugin}
 */
const withoutCodeFromText = () => ({
  name: 'without-code-from-text',
  transform: (code, id) =>
    /\/pdfjs-dist\/legacy\//.test(id)
      ? { code: code.replaceAll("Function('return this')()", 'globalThis'), map: null }
      : null,
});

/**
 * React and its kin are CommonJS, which Rolldown wraps as `wrap((exports => {…}))`. The brackets ask V8 to compile the
 * function at once and not to skim it first, but V8 11 heeds them for `function` alone: React's 200 KB were read twice,
 * 8 ms of the first screen. Ends with Electron 25, or when Rolldown's `pifeForModuleWrappers` writes functions.
 * @returns {import('vite').Plugin}
 */
const wrappedByFunctions = () => ({
  name: 'wrapped-by-functions',
  renderChunk: (code) => ({
    code: code.replace(
      /(__commonJS\w*\(\()\(?([\w$, ]*)\)? => \{/g,
      (_whole, start, parameters) => `${start}function(${parameters}) {`,
    ),
    map: null,
  }),
});

/** The app's pages. look.html, with every component in every state, is for `npm run dev` alone. */
const PAGES = ['index.html', 'popup.html', 'mini.html', 'region.html'];

/**
 * Chromium 114 is the engine of the development runtime, the oldest one that the page must run in.
 * @param {string} [outDir] where the built page goes
 * @param {readonly string[]} [pages]
 * @returns {import('vite').InlineConfig}
 */
export function pageConfig(outDir = path.join(OUT, 'renderer'), pages = PAGES) {
  return {
    configFile: false,
    root: path.join(PROJECT, 'renderer'),
    // Relative, so that no address of the page is fixed at build time.
    base: './',
    publicDir: false,
    plugins: [react(), markFiles(), manualFilesPlugin(), wrappedByFunctions()],
    cacheDir: path.join(PROJECT, 'node_modules', '.cache', 'vite'),
    build: {
      target: 'chrome114',
      outDir,
      emptyOutDir: true,
      assetsDir: 'assets',
      // The page's policy has no `data:` fonts or scripts; small files stay files. The scanner inlines on request.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: pages.map((file) => path.join(PROJECT, 'renderer', file)),
      },
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4096,
    },
    worker: { format: 'es', plugins: () => [withoutCodeFromText()] },
  };
}
