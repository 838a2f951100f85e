import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { helsinkiToday } from '../../kernel/calendarDate.ts'
import { NotSignedIn } from '../../kernel/result.ts'
import type { Credential, Scope } from '../../kernel/scope.ts'
import type { Clock } from '../clock.ts'
import type { Database, IdentityRow } from '../database/database.ts'
import type { Unit } from '../database/unit.ts'

const ENDINGS = {
  pdf: { type: 'application/pdf', disposition: 'inline' },
  csv: { type: 'text/csv; charset=utf-8', disposition: 'attachment' },
  xml: { type: 'application/xml', disposition: 'attachment' },
} as const
export type DocumentEnding = keyof typeof ENDINGS

/** A file for people to read. */
export interface HttpDocument {
  readonly content: Buffer
  /** What it is called when it is saved, without an ending. */
  readonly name: string
}

/** A document and what the books of acts say of its opening. */
export interface FoundDocument extends HttpDocument {
  readonly opened: Omit<Opening, 'ending'>
}

/** That somebody opened a document. */
export interface Opening {
  /** What it is: a code. */
  readonly document: string
  readonly ending: DocumentEnding
  /** Whose it is; absent: of no single company. */
  readonly companyId?: bigint
  /** The agency's assignment that it belongs to. */
  readonly assignmentId?: bigint
  /** What it is about; without an id, its name alone. */
  readonly subject?:
    | { readonly type: string; readonly id: bigint; readonly name?: string }
    | { readonly type?: undefined; readonly id?: undefined; readonly name: string }
}

export interface DocumentRouteParts {
  readonly database: Database
  readonly clock: Clock
  readonly identify: (request: FastifyRequest) => Credential | undefined
  /** The address below which the documents are: `/letters`. */
  readonly path: string
  /** What kind of files; PDF when left out. */
  readonly ending?: DocumentEnding
  /** The document of an id, if the reader may see it. Throws NotAllowed for who may see none of them. */
  readonly find: (unit: Unit, scope: Scope, id: string) => Promise<FoundDocument | undefined>
  /** Writes down who opens it, before it goes out: what cannot be written down is not shown. */
  readonly note: (scope: Scope, opening: Opening) => Promise<void>
}

/** What documents of a room have in common. */
export type DocumentGround = Pick<DocumentRouteParts, 'database' | 'clock' | 'identify' | 'note'>

/**
 * Serves files at `<path>/<id>.pdf` (or another ending) to who is signed in: 401 otherwise, 404 for what does not exist or is not
 * theirs. Row security decides, as in the API.
 */
export function documentRoute(parts: DocumentRouteParts): (http: FastifyInstance) => Promise<void> {
  const ending = parts.ending ?? 'pdf'
  return async (http) => {
    http.get<{ Params: { id: string } }>(`${parts.path}/:id.${ending}`, async (request, reply) => {
      const { scope, found } = await read(parts, request, request.params.id)
      if (!found) return notFound(reply)
      if (request.method === 'GET') await parts.note(scope, { ...found.opened, ending })
      return send(reply, found, ending)
    })
  }
}

async function read(
  parts: DocumentRouteParts,
  request: FastifyRequest,
  id: string,
): Promise<{ scope: Scope; found: FoundDocument | undefined }> {
  const credential = parts.identify(request)
  const { unit, identity } = await parts.database.enter(credential)
  try {
    if (!credential || !identity) throw new NotSignedIn()
    const scope = scopeOf(parts.clock.now(), credential, identity, request.id)
    return { scope, found: await parts.find(unit, scope, id) }
  } finally {
    await unit.end('COMMIT').catch(() => undefined) // Nothing was written.
  }
}

function scopeOf(now: Date, credential: Credential, identity: IdentityRow, requestId: string): Scope {
  const { user_id: userId, staff_role: staffRole, token_id: tokenId } = identity
  const token = tokenId === null ? null : { id: tokenId, readOnly: identity.token_read_only === true }
  return { kind: 'user', userId, credential, token, staffRole, today: helsinkiToday(now), now, requestId }
}

function send(reply: FastifyReply, { content, name }: HttpDocument, ending: DocumentEnding): FastifyReply {
  const { type, disposition } = ENDINGS[ending]
  return reply
    .header('content-type', type)
    .header('content-disposition', `${disposition}; filename="${name}.${ending}"`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(content)
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .send({ errors: [{ message: 'There is no such document.', extensions: { code: 'NOT_FOUND' } }] })
}
