import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The staff pages. Assets are asked for from the root, so that one build serves `/` and every `/a/<code>/`. */
export default defineConfig({
  root: 'src/web',
  base: '/',
  plugins: [react()],
  build: { outDir: '../../dist/web', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
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
