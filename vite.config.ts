import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The office client. `npm run build` writes dist/web, which the server serves; `vite` proxies the API of a running server. */
export default defineConfig({
  root: fileURLToPath(new URL('src/web', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome100', 'firefox115', 'safari15'],
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '/api': process.env.SHOUWANG_URL ?? 'http://127.0.0.1:8686' } },
});
