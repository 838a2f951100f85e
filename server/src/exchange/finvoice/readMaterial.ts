import { err, ok, type Result } from '../../kernel/result.ts'
import { type Material, material } from '../messages/toAgency.ts'
import { readXmlDocuments, type XmlReading } from '../xml/documents.ts'
import { find, textsOf, type XmlElement } from '../xml/element.ts'
import { FINVOICE_LIMITS } from '../xml/limits.ts'
import { withLines } from './fieldPaths.ts'
import { materialIn } from './materialFields.ts'

const READING: XmlReading<XmlElement | undefined> = {
  limits: FINVOICE_LIMITS,
  resumeAt: /<(?:[\w.-]+:)?Finvoice[\s>]/,
  take: (name) => name === 'Finvoice',
  taken: (element) => [element],
  root: () => [],
  refused: () => [undefined],
  notXml: () => [undefined],
}

/** The one document of a file; undefined when it holds anything else. */
export async function parseMaterial(bytes: Uint8Array): Promise<XmlElement | undefined> {
  const found: (XmlElement | undefined)[] = []
  for await (const element of readXmlDocuments(bytes, READING)) found.push(element)
  return found.length === 1 ? found[0] : undefined
}

/** The material of a Finvoice reminder or collection note. The error says what is wrong, for whoever sent it. */
export async function readMaterial(bytes: Uint8Array): Promise<Result<Material, string>> {
  const root = await parseMaterial(bytes)
  if (!root) return err('It is not one Finvoice document.')
  const type = find(root, 'InvoiceDetails/InvoiceTypeCode')?.text.trim()
  if (type !== 'INV08' && type !== 'INV05')
    return err('It is neither a reminder (INV08) nor a collection note (INV05).')
  const meant = withLines(materialIn(root), textsOf(find(root, 'InvoiceDetails'), 'InvoiceFreeText'))
  const parsed = material.safeParse(meant)
  if (parsed.success) return ok(parsed.data)
  return err(`What it says is no message of version 1: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
}
