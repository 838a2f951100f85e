import { readCommand, runImport } from './ledger/import/importCli.ts'
import { ImportServer } from './ledger/import/importServer.ts'

const command = readCommand(process.argv.slice(2), process.env)
if (typeof command === 'string') {
  process.stderr.write(command)
  process.exitCode = 2
} else {
  process.exitCode = await runImport(
    command.patterns,
    new ImportServer(command.url, command.token),
    process.stdout,
    process.stderr,
  )
}
