// Builds what changed and starts the product in this same process, so that Ctrl-C reaches it directly.
import { build } from './build.mjs'

if (build()) await import('../dist/main.js')
else process.exitCode = 1
