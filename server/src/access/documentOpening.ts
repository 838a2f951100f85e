import type { Database } from '../platform/database/database.ts'
import type { DocumentRouteParts } from '../platform/http/documents.ts'
import { keepUntil } from './audit.ts'
import { requireStaff, requireUser } from './signedIn.ts'
import { auditStaff } from './staffAudit.ts'

type NoteOpening = DocumentRouteParts['note']

/** Writes down in a company's trail that somebody opened a document of it, by one statement. */
export function companyOpening(database: Database): NoteOpening {
  return async (scope, { companyId, document, ending, subject }) => {
    const { userId, token, now } = requireUser(scope)
    const { type = null, id = null, name = null } = subject ?? {}
    const facts = JSON.stringify({ document, format: ending })
    await database.job(0n, (unit) =>
      unit.rows(
        'SELECT access.note_opening($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [companyId, userId, token?.id ?? null, now, keepUntil(now), type, id, name, facts],
        'access.noteOpening',
      ),
    )
  }
}

/** The same in the agency's book, of its staff. */
export function staffOpening(database: Database): NoteOpening {
  return async (scope, { document, ending, ...opened }) => {
    const { userId } = requireStaff(scope)
    const act = { ...opened, action: 'DOCUMENT_OPENED', after: { document, format: ending } } as const
    await database.agency({ userId }, (unit) => auditStaff(unit, scope, act))
  }
}
