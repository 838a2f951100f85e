import { decodeId } from '../../kernel/globalId.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { FoundDocument } from '../../platform/http/documents.ts'
import { letterDocumentOf } from '../history.store.ts'

/** The paper of a letter by the letter's global id; undefined when there is none that the reader may see. */
export async function findLetterDocument(unit: Unit, id: string): Promise<FoundDocument | undefined> {
  const wanted = decodeId(id)
  if (wanted?.type !== 'Letter') return undefined
  const companyId = BigInt(wanted.companyId)
  const found = await letterDocumentOf(unit, { companyId, id: BigInt(wanted.localId) })
  if (!found) return undefined
  const subject = { type: 'Assignment', id: found.assignmentId, name: found.invoiceNumber }
  return {
    content: found.content,
    name: `${found.kind.toLowerCase()}-${found.sentOn}`,
    opened: { document: 'LETTER', companyId, subject },
  }
}
