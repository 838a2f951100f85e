import { addYears, type CalendarDate, compareDates, helsinkiToday } from '../kernel/calendarDate.ts'
import { err, NotFound, ok, type Result } from '../kernel/result.ts'
import type { Scope, UserScope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { API_TOKEN_COLUMNS, type ApiTokenRow } from './apiToken.type.ts'
import { keepUntil } from './audit.ts'
import { makeToken } from './secret.ts'
import { auditOneself } from './securityLog.ts'
import { requireSession } from './signedIn.ts'

export interface NewApiToken {
  readonly name: string
  readonly readOnly: boolean
  /** The companies it is limited to; undefined for every company of its owner. */
  readonly companyIds: readonly bigint[] | undefined
  /** The last day on which it works, in Finland. */
  readonly expiresOn: CalendarDate
}

const MOST_COMPANIES = 1_000

/** Personal API tokens. Only a person who signed in makes and revokes them; the database refuses a token that tries. */
export class ApiTokenService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Makes a token; the secret is in the answer and nowhere else. Refuses with NAME_REQUIRED, EXPIRY_OUT_OF_RANGE (from
   * today to a year ahead), NO_COMPANIES, TOO_MANY_COMPANIES. Throws NotFound for a company out of reach.
   */
  async create(scope: Scope, wish: NewApiToken): Promise<Result<{ token: ApiTokenRow; secret: string }>> {
    const session = requireSession(scope)
    const problem = problemIn(wish, session.today)
    if (problem) return err(problem)
    const { token: secret, prefix, hash } = makeToken()
    return this.#database.write(session, null, async (unit) => {
      const token = await unit.row<ApiTokenRow>(
        `INSERT INTO access.api_token (user_id, name, secret_hash, prefix, read_only, every_company, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, ($7::date + 1)::timestamp AT TIME ZONE 'Europe/Helsinki')
         RETURNING ${API_TOKEN_COLUMNS}`,
        [session.userId, wish.name.trim(), hash, prefix, wish.readOnly, wish.companyIds === undefined, wish.expiresOn],
      )
      if (!token) throw new Error('The database gave no row for a new token.')
      if (wish.companyIds) await limitTo(unit, token.id, session.userId, wish.companyIds)
      await auditToken(unit, session, 'API_TOKEN_MADE', token)
      return ok({ token, secret })
    })
  }

  /** Revokes a token of the actor's own; one already revoked stays as it is. Throws NotFound for anybody else's. */
  async revoke(scope: Scope, tokenId: bigint): Promise<ApiTokenRow> {
    const session = requireSession(scope)
    const revoked = await this.#database.write(session, null, async (unit) => {
      const token = await unit.row<ApiTokenRow>(
        `UPDATE access.api_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING ${API_TOKEN_COLUMNS}`,
        [tokenId],
      )
      if (token) await auditToken(unit, session, 'API_TOKEN_REVOKED', token)
      return ok(
        token ??
          (await unit.row<ApiTokenRow>(`SELECT ${API_TOKEN_COLUMNS} FROM access.api_token WHERE id = $1`, [tokenId])),
      )
    })
    if (!revoked.ok || !revoked.value) throw new NotFound('There is no such token.')
    return revoked.value
  }
}

/** In the owner's own log, and in the trail of the companies that the token is good for. */
async function auditToken(
  unit: Unit,
  owner: UserScope,
  action: 'API_TOKEN_MADE' | 'API_TOKEN_REVOKED',
  { id, name, prefix, read_only: readOnly, every_company: everyCompany, expires_at: expiresAt }: ApiTokenRow,
): Promise<void> {
  const facts = {
    prefix,
    access: readOnly ? 'READ_ONLY' : 'READ_WRITE',
    reach: everyCompany ? 'EVERY_COMPANY' : 'LISTED_COMPANIES',
    // The last day on which it works: it expires at the midnight after.
    expiresOn: helsinkiToday(new Date(expiresAt.getTime() - 1)),
  }
  await auditOneself(unit, owner, { action, name, [action === 'API_TOKEN_MADE' ? 'after' : 'before']: facts })
  await unit.rows(
    'SELECT access.note_token($1, $2, $3, $4, $5)',
    [id, action, owner.now, keepUntil(owner.now), JSON.stringify(facts)],
    'access.noteToken',
  )
}

async function limitTo(unit: Unit, tokenId: bigint, userId: bigint, companyIds: readonly bigint[]): Promise<void> {
  const wanted = [...new Set(companyIds)]
  const limited = await unit.count(
    `INSERT INTO access.api_token_company (company_id, token_id, user_id)
     SELECT c.company_id, $1, $2 FROM access.company c WHERE c.company_id = ANY ($3)`,
    [tokenId, userId, wanted],
  )
  if (limited < wanted.length) throw new NotFound('There is no such company.')
}

function problemIn(wish: NewApiToken, today: CalendarDate) {
  const length = wish.name.trim().length
  if (length < 1 || length > 100) {
    return { code: 'NAME_REQUIRED', message: 'A token needs a name of 1 to 100 characters.', field: 'name' }
  }
  const isTooLate = compareDates(wish.expiresOn, addYears(today, 1)) > 0
  if (compareDates(wish.expiresOn, today) < 0 || isTooLate) {
    return {
      code: 'EXPIRY_OUT_OF_RANGE',
      message: 'A token expires between today and a year from now.',
      field: 'expiresOn',
    }
  }
  if (wish.companyIds?.length === 0) {
    return {
      code: 'NO_COMPANIES',
      message: 'List at least one company, or leave the list out for all.',
      field: 'companyIds',
    }
  }
  if (wish.companyIds && wish.companyIds.length > MOST_COMPANIES) {
    return {
      code: 'TOO_MANY_COMPANIES',
      message: `A token lists at most ${MOST_COMPANIES} companies.`,
      field: 'companyIds',
    }
  }
  return undefined
}
