// Writes src/api/generated.ts: the schema's types and a typed document for every operation beside the pages.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateTypes } from '@duetto/schema/codegen'

const source = fileURLToPath(new URL('./src/', import.meta.url))
const sdl = readFileSync(fileURLToPath(import.meta.resolve('@duetto/schema/schema.graphql')), 'utf8')
const documents = readdirSync(source, { recursive: true })
  .filter((path) => path.endsWith('.graphql'))
  .sort()
  .map((path) => ({ location: path, text: readFileSync(join(source, path), 'utf8') }))

const filename = join(source, 'api', 'generated.ts')
writeFileSync(filename, await generateTypes({ sdl, documents, fileContent: 'File', filename }))
