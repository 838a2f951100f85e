import { parseBusinessId } from '../kernel/businessId.ts'
import { err, NotFound, ok, type Result } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { MasterIdKind } from './access.enums.ts'
import { writePersonMail } from './mail.ts'
import type { PersonMailNews } from './mailNews.ts'
import type { MasterIdRequestRow } from './masterIdRequest.type.ts'
import { addMember, createMasterId } from './provision.ts'
import { auditOneself } from './securityLog.ts'
import { requireSession, requireStaff, requireStaffReader } from './signedIn.ts'
import { auditStaff } from './staffAudit.ts'

export interface MasterIdWish {
  readonly name: string
  readonly businessId: string
  readonly kind: MasterIdKind
  readonly companies: readonly string[]
  readonly mandate: string
}

export interface MasterIdAnswer {
  readonly id: bigint
  readonly grant: boolean
  readonly code: string | null
  readonly note: string | null
}

const LONGEST_TEXT = 1000
const MOST_COMPANIES = 500

export const REQUEST_COLUMNS = `r.id, r.name, r.business_id, r.kind, r.companies, r.mandate, r.state, r.note,
  r.requested_at, r.answered_at, (SELECT m.code FROM access.master_id m WHERE m.id = r.master_id) AS code`

/** Wishes for a Master-ID, and staff's answers to them (requirement M2). */
export class MasterIdRequests {
  readonly #database: Database
  readonly #publicUrl: string

  constructor(database: Database, publicUrl: string) {
    this.#database = database
    this.#publicUrl = publicUrl
  }

  /** Errors: NAME_MISSING, BUSINESS_ID_INVALID, COMPANIES_MISSING, MANDATE_MISSING. */
  request(scope: Scope, wish: MasterIdWish): Promise<Result<MasterIdRequestRow>> {
    const user = requireSession(scope)
    return this.#database.write(user, null, async (unit) => {
      const checked = checkWish(wish)
      if (!checked.ok) return checked
      const { name, businessId, kind, companies, mandate } = checked.value
      const row = await unit.row<MasterIdRequestRow>(
        `INSERT INTO access.master_id_request AS r (requested_by, requested_at, name, business_id, kind, companies, mandate)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${REQUEST_COLUMNS}`,
        [user.userId, user.now, name, businessId, kind, companies, mandate],
        'access.requestMasterId',
      )
      if (!row) throw new Error('The request was not stored.')
      const after = { businessId, kind, companies: String(companies.length) }
      await auditOneself(unit, user, { action: 'MASTER_ID_REQUESTED', name, after })
      const news = { kind: 'MASTER_ID_REQUESTED', organisation: name } as const
      await writePersonMail(unit, { userId: user.userId, news, publicUrl: this.#publicUrl, at: user.now })
      return ok(row)
    })
  }

  /** Requests for staff: those that wait first, then the newest answered ones; at most two hundred. */
  list(scope: Scope): Promise<MasterIdRequestRow[]> {
    const { userId } = requireStaffReader(scope)
    return this.#database.agency({ userId }, (unit) =>
      unit.rows<MasterIdRequestRow>(
        `SELECT ${REQUEST_COLUMNS} FROM access.master_id_request r ORDER BY (r.state <> 'WAITING'), r.requested_at DESC, r.id LIMIT 200`,
        [],
        'access.masterIdRequests',
      ),
    )
  }

  /**
   * Granting makes the Master-ID, with the person who asked as its first member; companies are linked one by one, each
   * on its mandate. Errors: ALREADY_ANSWERED, CODE_MISSING, CODE_USED. Throws NotFound.
   */
  answer(scope: Scope, answer: MasterIdAnswer): Promise<Result<MasterIdRequestRow>> {
    const { userId, now } = requireStaff(scope)
    return this.#database.agency({ userId }, async (unit) => {
      const request = await unit.row<MasterIdRequestRow & { requested_by: bigint }>(
        `SELECT r.requested_by, ${REQUEST_COLUMNS} FROM access.master_id_request r WHERE r.id = $1 FOR UPDATE`,
        [answer.id],
        'access.lockMasterIdRequest',
      )
      if (!request) throw new NotFound('There is no such request.')
      if (request.state !== 'WAITING')
        return refuse('ALREADY_ANSWERED', 'The request has been answered before.', 'requestId')
      const granted = answer.grant ? await grant(unit, request, answer.code?.trim() ?? '') : ok(null)
      if (!granted.ok) return granted
      const row = await unit.row<MasterIdRequestRow>(
        `UPDATE access.master_id_request r SET state = $2, note = $3, answered_by = $4, answered_at = $5, master_id = $6
         WHERE r.id = $1 RETURNING ${REQUEST_COLUMNS}`,
        [answer.id, answer.grant ? 'GRANTED' : 'REFUSED', answer.note?.trim() || null, userId, now, granted.value],
        'access.answerMasterIdRequest',
      )
      if (!row) throw new Error('The answer was not stored.')
      await auditAnswer(unit, scope, row, granted.value)
      const news = answerNews(row)
      await writePersonMail(unit, { userId: request.requested_by, news, publicUrl: this.#publicUrl, at: now })
      return ok(row)
    })
  }
}

function answerNews({ name: organisation, code, note }: MasterIdRequestRow): PersonMailNews {
  return code === null
    ? { kind: 'MASTER_ID_REFUSED', organisation, note }
    : { kind: 'MASTER_ID_GRANTED', organisation, code }
}

async function auditAnswer(unit: Unit, scope: Scope, row: MasterIdRequestRow, masterId: bigint | null): Promise<void> {
  const { id, state, name, code, business_id: businessId, kind } = row
  const subject =
    masterId === null
      ? { type: 'MasterIdRequest', id, name }
      : { type: 'MasterId', id: masterId, ...(code === null ? {} : { name: code }) }
  const before = { state: 'WAITING' }
  const action = masterId === null ? 'MASTER_ID_REFUSED' : 'MASTER_ID_GRANTED'
  await auditStaff(unit, scope, { action, subject, before, after: { state, businessId, kind } })
}

async function grant(
  unit: Unit,
  request: MasterIdRequestRow & { requested_by: bigint },
  code: string,
): Promise<Result<bigint>> {
  if (!/^[\w-]{2,40}$/.test(code))
    return refuse('CODE_MISSING', 'Give the Master-ID a code: 2 to 40 letters, digits, - or _.', 'code')
  const used = await unit.row('SELECT 1 FROM access.master_id m WHERE m.code = $1', [code], 'access.masterIdByCode')
  if (used) return refuse('CODE_USED', `The code ${code} is in use.`, 'code')
  const { name, business_id: businessId, kind } = request
  const masterId = await createMasterId(unit, { code, name, businessId, kind })
  await addMember(unit, masterId, request.requested_by)
  return ok(masterId)
}

function checkWish(wish: MasterIdWish): Result<MasterIdWish> {
  const name = wish.name.trim()
  if (name === '' || name.length > 200) return refuse('NAME_MISSING', "Give the organisation's name.", 'name')
  const businessId = parseBusinessId(wish.businessId.trim())
  if (!businessId)
    return refuse('BUSINESS_ID_INVALID', 'A business ID is seven digits, a hyphen and a check digit.', 'businessId')
  const companies = wish.companies.map((one) => parseBusinessId(one.trim()) ?? one.trim()).filter((one) => one !== '')
  const wrong = companies.find((one) => parseBusinessId(one) === undefined)
  if (wrong !== undefined) return refuse('BUSINESS_ID_INVALID', `${wrong} is not a business ID.`, 'companies')
  if (companies.length === 0 || companies.length > MOST_COMPANIES)
    return refuse('COMPANIES_MISSING', `Name the companies to be linked, 1 to ${MOST_COMPANIES}.`, 'companies')
  const mandate = wish.mandate.trim()
  if (mandate === '' || mandate.length > LONGEST_TEXT)
    return refuse('MANDATE_MISSING', `Say what the mandate is, at most ${LONGEST_TEXT} characters.`, 'mandate')
  return ok({ name, businessId, kind: wish.kind, companies: [...new Set(companies)], mandate })
}

function refuse(code: string, message: string, field: string): Result<never> {
  return err({ code, message, field })
}
