// Writes documents.ts, the source of the published package; `--write` first brings the operation files into their canonical form.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { generateTypes } from './codegen.mjs'
import { canonicalText, readOperations } from './operations.mjs'

const here = (path) => new URL(path, import.meta.url)

for (const { name, url, text } of readOperations()) {
  const canonical = `${canonicalText(text)}\n`
  if (text === canonical) continue
  if (!process.argv.includes('--write'))
    throw new Error(`operations/${name} is not canonical: run node generate.mjs --write`)
  writeFileSync(url, canonical)
}

mkdirSync(here('./generated/'), { recursive: true })
const filename = here('./generated/documents.ts').pathname
const sdl = readFileSync(here('./schema.graphql'), 'utf8')
writeFileSync(filename, await generateTypes({ sdl, documents: readOperations(), fileContent: 'Blob', filename }))
