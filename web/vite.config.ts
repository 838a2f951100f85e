import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const entry = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4000, // the playground's editor is large and loaded by the playground alone
    rolldownOptions: {
      input: { index: entry('index.html'), playground: entry('playground.html') },
      // The playground's parts carry hints for a compiler that is not used here.
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
    },
  },
  worker: { format: 'es' },
  // Its workers are found by their addresses, which bundling beforehand would lose.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  server: { proxy: { '/graphql': process.env.DUETTO_API ?? 'http://localhost:4000' } },
})
