import { decodeId } from '../kernel/globalId.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { HttpDocument } from '../platform/http/documents.ts'
import { letterDocumentOf } from './history.store.ts'

/** The paper of a letter by the letter's global id; undefined when there is none that the reader may see. */
export async function findLetterDocument(unit: Unit, id: string): Promise<HttpDocument | undefined> {
  const wanted = decodeId(id)
  if (wanted?.type !== 'Letter') return undefined
  const found = await letterDocumentOf(unit, { companyId: BigInt(wanted.companyId), id: BigInt(wanted.localId) })
  return found && { content: found.content, name: `${found.kind.toLowerCase()}-${found.sentOn}` }
}
