import { parseBusinessId } from '../kernel/businessId.ts'
import { linkableRights, type Right } from '../kernel/permission.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { audit, auditOther } from './audit.ts'
import { writeMail } from './mail.ts'
import { endLink, linkCompany } from './provision.ts'
import { requireRight } from './rights.ts'
import { requireStaff, requireUser } from './signedIn.ts'

export interface LinkWish {
  readonly masterIdCode: string
  readonly businessId: string
  readonly mandate: string
  /** All that a link may grant when null. */
  readonly rights: readonly Right[] | null
}

const LONGEST_MANDATE = 1000

/** Links between companies and Master-IDs: staff make them, the company may end them, its administrators hear of both. */
export class MasterIdLinkService {
  readonly #database: Database
  readonly #publicUrl: string

  constructor(database: Database, publicUrl: string) {
    this.#database = database
    this.#publicUrl = publicUrl
  }

  /** Ends a running link; refuses with NOT_LINKED when there is none. Needs MANAGE_LINKS in the company. */
  end(scope: Scope, companyId: bigint, masterId: bigint): Promise<Result<true>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_LINKS')
      const user = requireUser(scope)
      const names = await namesOf(unit, companyId, masterId)
      if (!(await endLink(unit, companyId, masterId))) {
        const message = 'The company has no running link to this Master-ID.'
        return err({ code: 'NOT_LINKED', message, field: 'masterId' })
      }
      const subject = { type: 'MasterId', id: masterId, name: names.code }
      const before = { masterId: names.masterId }
      await audit(unit, user, companyId, { action: 'MASTER_ID_LINK_ENDED', subject, before })
      const news = { kind: 'MASTER_ID_LINK_ENDED', ...names } as const
      await writeMail(unit, { companyId, news, publicUrl: this.#publicUrl, at: user.now })
      return ok(true)
    })
  }

  /**
   * Staff link a company to a Master-ID on a mandate; the company's administrators are told by e-mail. Errors:
   * MANDATE_MISSING, RIGHTS_NOT_LINKABLE, MASTER_ID_UNKNOWN, COMPANY_UNKNOWN, ALREADY_LINKED.
   */
  link(scope: Scope, wish: LinkWish): Promise<Result<{ companyId: bigint; masterId: bigint; told: number }>> {
    const { userId, now } = requireStaff(scope)
    return this.#database.agency({ userId }, async (unit) => {
      const mandate = wish.mandate.trim()
      if (mandate === '' || mandate.length > LONGEST_MANDATE)
        return refuse('MANDATE_MISSING', `Record the mandate, at most ${LONGEST_MANDATE} characters.`, 'mandate')
      const rights = [...new Set<Right>(['READ', ...(wish.rights ?? linkableRights)])]
      const beyond = rights.filter((right) => !linkableRights.includes(right))
      if (beyond.length > 0) return refuse('RIGHTS_NOT_LINKABLE', `A link cannot grant ${beyond.join(', ')}.`, 'rights')
      const found = await whatToLink(unit, wish)
      if (found.masterId === null)
        return refuse('MASTER_ID_UNKNOWN', 'There is no Master-ID with this code.', 'masterIdCode')
      if (found.companyId === null)
        return refuse('COMPANY_UNKNOWN', 'There is no company with this business ID.', 'businessId')
      if (found.linked)
        return refuse('ALREADY_LINKED', 'The company is linked to this Master-ID already.', 'businessId')
      const { companyId, masterId } = found
      await linkCompany(unit, { companyId, masterId, mandate, rights })
      const names = await namesOf(unit, companyId, masterId)
      const subject = { type: 'MasterId', id: masterId, name: names.code }
      const act = {
        action: 'MASTER_ID_LINKED',
        subject,
        after: { masterId: names.masterId, mandate, rights: rights.join(' ') },
      } as const
      await auditOther(unit, { staffId: userId, now }, companyId, act)
      const news = { kind: 'MASTER_ID_LINKED', ...names, mandate } as const
      const told = await writeMail(unit, { companyId, news, publicUrl: this.#publicUrl, at: now })
      return ok({ companyId, masterId, told })
    })
  }
}

function refuse(code: string, message: string, field: string): Result<never> {
  return err({ code, message, field })
}

interface Found {
  masterId: bigint | null
  companyId: bigint | null
  linked: boolean
}

async function whatToLink(unit: Unit, { masterIdCode, businessId }: LinkWish): Promise<Found> {
  const row = await unit.row<Found>(
    `SELECT f.master_id AS "masterId", f.company_id AS "companyId", EXISTS (SELECT 1 FROM access.master_id_link l
       WHERE l.company_id = f.company_id AND l.master_id = f.master_id AND l.ended_at = 'infinity') AS linked
     FROM (SELECT (SELECT m.id FROM access.master_id m WHERE m.code = $1) AS master_id,
       (SELECT c.company_id FROM access.company c WHERE c.business_id = $2) AS company_id) f`,
    [masterIdCode.trim(), parseBusinessId(businessId.trim()) ?? ''],
    'access.whatToLink',
  )
  return row ?? { masterId: null, companyId: null, linked: false }
}

async function namesOf(unit: Unit, companyId: bigint, masterId: bigint) {
  const row = await unit.row<{ company: string; masterId: string; code: string }>(
    `SELECT c.name AS company, m.name AS "masterId", m.code FROM access.company c, access.master_id m
     WHERE c.company_id = $1 AND m.id = $2`,
    [companyId, masterId],
    'access.namesOfLink',
  )
  return row ?? { company: '', masterId: '', code: '' }
}
