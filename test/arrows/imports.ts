import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type ModuleItem, parseSync } from '@swc/core'

/** One file's import of another file of the project. */
export interface Import {
  readonly from: string
  readonly to: string
  /** Names of types alone leave no trace in the program. */
  readonly isTypeOnly: boolean
}

const SOURCE = /\.(ts|tsx|mts|mjs)$/
const LEFT_OUT = /(^|\/)(node_modules|dist)(\/|$)|\.d\.ts$/

/** The source files of a folder, by their path from `root`. */
export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => SOURCE.test(path) && !LEFT_OUT.test(path))
    .sort()
}

/** What a file imports of the project by relative paths; imports of packages are left out. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const { body } = parseSync(text, {
    syntax: 'typescript',
    tsx: file.endsWith('.tsx'),
    decorators: true,
    target: 'es2022',
  })
  const stated = body.flatMap(statedImport)
  const dynamic = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map((match) => ({
    source: match[1] ?? '',
    isTypeOnly: false,
  }))
  return [...stated, ...dynamic]
    .filter(({ source }) => source.startsWith('.'))
    .map(({ source, isTypeOnly }) => ({
      from: file,
      to: relative(root, resolve(root, dirname(file), source)),
      isTypeOnly,
    }))
}

function statedImport(item: ModuleItem): { source: string; isTypeOnly: boolean }[] {
  if (item.type === 'ImportDeclaration') {
    const names = item.specifiers
    const hasOnlyTypes = names.length > 0 && names.every((name) => name.type === 'ImportSpecifier' && name.isTypeOnly)
    return [{ source: item.source.value, isTypeOnly: item.typeOnly || hasOnlyTypes }]
  }
  if (item.type === 'ExportAllDeclaration') return [{ source: item.source.value, isTypeOnly: false }]
  if (item.type === 'ExportNamedDeclaration' && item.source) {
    return [{ source: item.source.value, isTypeOnly: (item as unknown as { typeOnly: boolean }).typeOnly }]
  }
  return []
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components). */
export function circles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to])
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (file: string): void => {
    index.set(file, index.size)
    low.set(file, index.size - 1)
    stack.push(file)
    for (const to of targets.get(file) ?? []) {
      if (!index.has(to)) visit(to)
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0))
    }
    if (low.get(file) !== index.get(file)) return
    const group = stack.splice(stack.indexOf(file))
    if (group.length > 1 || targets.get(file)?.includes(file)) found.push(group.sort())
  }
  for (const file of targets.keys()) if (!index.has(file)) visit(file)
  return found
}
