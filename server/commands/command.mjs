// Builds the server when it changed and runs one of its commands: node server/commands/command.mjs NAME [ARGUMENTS]
import { build } from './build.mjs'

const [name] = process.argv.splice(2, 1)
if (build(['schema', 'server'])) await import(`../dist/${name}.js`)
else process.exitCode = 1
