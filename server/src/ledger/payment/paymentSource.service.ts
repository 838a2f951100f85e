import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { addDays, type CalendarDate } from '../../kernel/calendarDate.ts'
import { err, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import { findConnection, forgetPaymentsRead } from '../netvisor/netvisor.store.ts'
import { newestMoneyFrom, readMaster, readSources, writeMaster, writeSource } from './paymentSource.store.ts'
import { type PaymentOrigin, type StatusMaster, sourceOn } from './paymentSource.ts'

/** How far ahead a change of source may be planned. */
const FURTHEST_DAYS = 62

/** Which system a company's payments and statuses come from: always exactly one. */
export class Sources {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * From `from` on payments come from `source`. Refused: NOT_CONNECTED, SOURCE_UNCHANGED, FROM_TOO_LATE, and
   * SOURCE_OVERLAPS when money of that day or later has come from the other source already.
   */
  setPaymentSource(
    scope: Scope,
    companyId: bigint,
    source: PaymentOrigin,
    from: CalendarDate,
  ): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_CONNECTIONS')
      // No import may be in the middle of the days that change hands.
      await lockBooks(unit, companyId)
      if (source === 'NETVISOR' && !(await findConnection(unit, companyId))) return err(notConnected('source'))
      const sources = await readSources(unit, companyId)
      const before = sourceOn(sources, from)
      const later = sources.filter((one) => one.from > from)
      if (before === source && later.length === 0) return err(SOURCE_UNCHANGED)
      if (from > addDays(user.today, FURTHEST_DAYS)) return err(FROM_TOO_LATE)
      const other: PaymentOrigin = source === 'NETVISOR' ? 'BANK_FILES' : 'NETVISOR'
      const newest = await newestMoneyFrom(unit, companyId, other)
      if (newest !== undefined && newest >= from) return err(overlaps(addDays(newest, 1)))
      await writeSource(unit, companyId, { from, source }, user)
      await forgetPaymentsRead(unit, companyId)
      await audit(unit, user, companyId, {
        action: 'PAYMENT_SOURCE_SET',
        before: { source: before },
        after: { source, from },
      })
      return ok(companyId)
    })
  }

  /** Refused: NOT_CONNECTED, MASTER_UNCHANGED. */
  setStatusMaster(scope: Scope, companyId: bigint, master: StatusMaster): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'MANAGE_CONNECTIONS')
      if (master === 'NETVISOR' && !(await findConnection(unit, companyId))) return err(notConnected('master'))
      const before = await readMaster(unit, companyId)
      if (before === master) return err(MASTER_UNCHANGED)
      await writeMaster(unit, companyId, master, user)
      await audit(unit, user, companyId, { action: 'STATUS_MASTER_SET', before: { master: before }, after: { master } })
      return ok(companyId)
    })
  }
}

function notConnected(field: string): UserError {
  return { code: 'NOT_CONNECTED', message: 'The company is not connected to Netvisor. Connect it first.', field }
}

const SOURCE_UNCHANGED: UserError = {
  code: 'SOURCE_UNCHANGED',
  message: 'Payments of that day come from this source already.',
  field: 'source',
}

const MASTER_UNCHANGED: UserError = {
  code: 'MASTER_UNCHANGED',
  message: 'The statuses are mastered there already.',
  field: 'master',
}

const FROM_TOO_LATE: UserError = {
  code: 'FROM_TOO_LATE',
  message: `Choose a day within ${FURTHEST_DAYS} days.`,
  field: 'from',
}

function overlaps(earliest: CalendarDate): UserError {
  return {
    code: 'SOURCE_OVERLAPS',
    message: `Money has come from the other source until the day before ${earliest}: change on ${earliest} or later.`,
    field: 'from',
    values: { earliest },
  }
}
