import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ladderPage } from './agency/case/ladderDiagram.ts'

await writeFile(fileURLToPath(new URL('../../docs/ladder.md', import.meta.url)), ladderPage())
