import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { textsPlugin } from './tools/pages/texts.ts';

/** The staff pages. Assets are asked for from the root, so that one build serves `/` and every `/a/<code>/`. */
export default defineConfig({
  root: 'src/web',
  base: '/',
  plugins: [react(), textsPlugin(import.meta.dirname)],
  resolve: { alias: [{ find: /^zod$/, replacement: path.resolve(import.meta.dirname, 'src/web/plain-zod.ts') }] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // One style sheet: pages that come in any order must not change which rule stands last.
    cssCodeSplit: false,
    manifest: true,
    rollupOptions: {
      output: {
        // What the desk needs comes in a few files and not in forty; other pages share it.
        codeSplitting: {
          groups: [
            { name: 'library', test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack)\// },
            {
              name: 'house',
              test: /src\/web\/(parts|api|time|notices|shell|find|desk\/(?!peek-form)|settings\/(first|use))/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/checkpoint', '/open', '^/a/[^/]+/(api|open|checkpoint)'].map((path) => [
        path,
        { target: `http://127.0.0.1:${process.env.PORT ?? 8800}` },
      ]),
    ),
  },
});
