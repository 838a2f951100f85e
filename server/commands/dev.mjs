// Reloads the server when it was compiled anew, and the pages as they are written. The pages of Vite ask the server.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, root } from './build.mjs'

if (!build(['schema', 'server'])) process.exit(1)

const port = process.env.PORT ?? '4000'
const bin = (folder, name) => join(root, folder, 'node_modules', '.bin', name)
const children = [
  [bin('.', 'tsc'), ['-p', 'server/tsconfig.build.json', '--watch', '--preserveWatchOutput'], root],
  [process.execPath, ['--watch', '--enable-source-maps', 'server/dist/main.js'], root],
  [process.execPath, ['generate.mjs'], join(root, 'web')],
  [bin('web', 'vite'), [], join(root, 'web')],
].map(([command, args, cwd]) =>
  spawn(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PORT: port, DUETTO_API: `http://localhost:${port}` },
  }),
)
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => children.forEach((child) => void child.kill(signal)))
}
