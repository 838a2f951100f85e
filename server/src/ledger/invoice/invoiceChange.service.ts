import { type AuditAction, audit, auditAmount, changeOf } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { checkReason } from '../../kernel/reason.ts'
import { NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type Books, writePayments } from '../payment/booking.ts'
import { refuse } from '../payment/moneyAct.ts'
import { type CollectionStatus, overdueFrom, statusWhenMoved } from './collectionStatus.ts'
import { creditLossOf } from './creditLoss.ts'
import { asOf, type LedgerInvoice, lockInvoices, type StatusDetail, writeHistory } from './invoice.store.ts'
import type { InvoiceSelection } from './invoiceSelection.ts'
import { eachInvoice, type InvoiceAnswer } from './manyInvoices.ts'
import { paidToService, type ServicePort } from './servicePort.ts'

export interface InvoiceKey {
  readonly companyId: bigint
  readonly invoiceId: bigint
}

const LONGEST_NAME = 200

/** What a person changes on an invoice beyond its status: due date, auxiliary name, a credit loss. */
export class InvoiceChanges {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Moves the due date; whether the invoice is overdue follows from the new one, letters that were sent stay sent. In the
   * service the agency is told. Errors: REASON_MISSING, NOTHING_OPEN, DUE_DATE_SAME, DUE_BEFORE_ISSUE.
   */
  changeDueDate(scope: Scope, key: InvoiceKey, dueOn: CalendarDate, reason: string): Promise<Result<bigint>> {
    return this.#change(scope, key, 'DUE_DATE_CHANGED', async (books, invoice) => {
      const checked = checkReason(reason, 'reason')
      return checked.ok ? moveDueDate(books, invoice, dueOn, checked.value) : checked
    })
  }

  /** The same for many, each answered for. Refused as a whole: a bad reason, and as `eachInvoice` refuses. */
  changeDueDates(
    scope: Scope,
    companyId: bigint,
    selection: InvoiceSelection,
    dueOn: CalendarDate,
    reason: string,
  ): Promise<Result<InvoiceAnswer[]>> {
    const user = requireUser(scope)
    return this.#database.write<InvoiceAnswer[], UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const checked = checkReason(reason, 'reason')
      if (!checked.ok) return checked
      const books = this.#books(unit, companyId, user)
      return eachInvoice(unit, companyId, selection, user.today, async (invoice) => {
        const done = await changeLocked(books, user, invoice, 'DUE_DATE_CHANGED', (one, own) =>
          moveDueDate(one, own, dueOn, checked.value),
        )
        return done.ok ? null : done.error
      })
    })
  }

  /**
   * Writes off what is unpaid. Errors: CREDIT_LOSS_NEEDS_ANSWER in the service, where the agency's answer comes first and
   * then books it by itself (requirement P3); REASON_MISSING, NOTHING_OPEN, DATE_IN_FUTURE, DAY_TOO_EARLY,
   * STATUS_NOT_ALLOWED, PAID_TO_SERVICE.
   */
  bookCreditLoss(scope: Scope, key: InvoiceKey, on: CalendarDate, reason: string): Promise<Result<bigint>> {
    return this.#change(scope, key, 'CREDIT_LOSS_BOOKED', async (books, invoice) => {
      const checked = checkReason(reason, 'reason')
      if (!checked.ok) return checked
      if (invoice.inService) {
        const message = 'The invoice is in the service: ask Duetto first. Its confirmation books the credit loss.'
        return refuse('CREDIT_LOSS_NEEDS_ANSWER', message)
      }
      if (invoice.open === 0n) return refuse('NOTHING_OPEN', 'Nothing of the invoice is unpaid.')
      if (invoice.status === 'UNSENT')
        return refuse('STATUS_NOT_ALLOWED', 'An invoice that was never sent is not a loss.')
      const paid = await paidToService(books, invoice, true)
      if (paid) return { ok: false, error: paid }
      if (on > books.today) return refuse('DATE_IN_FUTURE', 'The date cannot be in the future.', 'on')
      if (on < invoice.issuedOn)
        return refuse('DAY_TOO_EARLY', `The invoice was issued on ${invoice.issuedOn}. Check the year.`, 'on')
      await writePayments(books, [invoice], [{ ...creditLossOf(invoice, on), note: checked.value }])
      return ok(invoice.id)
    })
  }

  /**
   * Chooses or, with null, takes away the auxiliary name that letters show beside the official one (requirement O4).
   * Errors: IN_SERVICE, NAME_NOT_REGISTERED.
   */
  setAuxiliaryName(scope: Scope, key: InvoiceKey, wish: string | null): Promise<Result<bigint>> {
    const name = wish?.trim() || null
    return this.#change(scope, key, 'AUXILIARY_NAME_CHANGED', async (books, invoice) => {
      if (invoice.inService)
        return refuse('IN_SERVICE', 'The letters of an invoice in the service bear the name it was sent with.')
      const { unit, companyId } = books
      const { auxiliaryName: current } = invoice
      if (name !== null && !(await isRegistered(unit, companyId, name)))
        return refuse('NAME_NOT_REGISTERED', `${name} is not among the company's auxiliary names.`, 'name')
      if (current === name) return ok(invoice.id)
      const { status } = asOf(invoice, books.today)
      await unit.rows(
        'UPDATE ledger.sales_invoice i SET auxiliary_name = $3, status = $4 WHERE i.company_id = $1 AND i.id = $2',
        [companyId, invoice.id, name, status],
        'ledger.setAuxiliaryName',
      )
      const detail = { ...(current === null ? {} : { before: current }), ...(name === null ? {} : { after: name }) }
      await note(books, invoice, status, 'AUXILIARY_NAME_CHANGED', detail)
      return ok(invoice.id)
    })
  }

  /** Errors: NAME_MISSING. Registering a name again changes nothing. */
  registerName(scope: Scope, companyId: bigint, wish: string): Promise<Result<string>> {
    const name = wish.trim().replace(/\s+/g, ' ')
    return this.#database.write<string, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      if (name === '' || name.length > LONGEST_NAME)
        return refuse('NAME_MISSING', `Give the name, at most ${LONGEST_NAME} characters.`, 'name')
      await unit.rows(
        'INSERT INTO ledger.auxiliary_name (company_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [companyId, name],
        'ledger.registerAuxiliaryName',
      )
      await audit(unit, requireUser(scope), companyId, { action: 'AUXILIARY_NAME_CHANGED', after: { name } })
      return ok(name)
    })
  }

  /** Invoices that bear the name keep it. Error: NAME_NOT_REGISTERED. */
  removeName(scope: Scope, companyId: bigint, name: string): Promise<Result<string>> {
    return this.#database.write<string, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const gone = await unit.rows(
        'DELETE FROM ledger.auxiliary_name n WHERE n.company_id = $1 AND n.name = $2 RETURNING n.name',
        [companyId, name],
        'ledger.removeAuxiliaryName',
      )
      if (gone.length === 0)
        return refuse('NAME_NOT_REGISTERED', `${name} is not among the company's auxiliary names.`, 'name')
      await audit(unit, requireUser(scope), companyId, { action: 'AUXILIARY_NAME_CHANGED', before: { name } })
      return ok(name)
    })
  }

  #change(
    scope: Scope,
    { companyId, invoiceId }: InvoiceKey,
    action: AuditAction,
    work: Work,
  ): Promise<Result<bigint>> {
    const user = requireUser(scope)
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      return changeLocked(this.#books(unit, companyId, user), user, invoice, action, work)
    })
  }

  #books(unit: Unit, companyId: bigint, { userId, now, today }: UserScope): Books {
    return { unit, companyId, userId, now, today, service: this.#service }
  }
}

type Work = (books: Books, invoice: LedgerInvoice) => Promise<Result<bigint>>

/** Does the work on a locked invoice, and writes down what it changed. */
async function changeLocked(
  books: Books,
  user: UserScope,
  invoice: LedgerInvoice,
  action: AuditAction,
  work: Work,
): Promise<Result<bigint>> {
  const { unit, companyId } = books
  const done = await work(books, invoice)
  if (!done.ok) return done
  const [after = invoice] = await lockInvoices(unit, companyId, [invoice.id])
  const change = changeOf(valuesOf(invoice), valuesOf(after))
  const subject = { type: 'SalesInvoice', id: invoice.id, name: invoice.number }
  // Choosing what is chosen already is no act.
  if (Object.keys({ ...change.before, ...change.after }).length > 0)
    await audit(unit, user, companyId, { action, subject, ...change })
  return done
}

/** Moves the due date of a locked invoice; in the service the agency is told. */
async function moveDueDate(
  books: Books,
  invoice: LedgerInvoice,
  dueOn: CalendarDate,
  reason: string,
): Promise<Result<bigint>> {
  if (invoice.open === 0n) return refuse('NOTHING_OPEN', 'Nothing of the invoice is unpaid.')
  if (dueOn === invoice.dueOn) return refuse('DUE_DATE_SAME', 'That is the due date already.', 'dueOn')
  if (dueOn < invoice.issuedOn)
    return refuse('DUE_BEFORE_ISSUE', `The invoice was issued on ${invoice.issuedOn}.`, 'dueOn')
  const { unit, companyId, today, service } = books
  const to = statusWhenMoved(invoice.status, dueOn, today)
  await unit.rows(
    `UPDATE ledger.sales_invoice i SET due_on = $3, overdue_from = $4, status = $5 WHERE i.company_id = $1 AND i.id = $2`,
    [companyId, invoice.id, dueOn, overdueFrom(dueOn), to],
    'ledger.changeDueDate',
  )
  await note(books, invoice, to, 'DUE_DATE_CHANGED', { before: invoice.dueOn, after: dueOn, note: reason })
  if (invoice.inService) await service.dueDateChanged(unit, companyId, invoice.id, dueOn)
  return ok(invoice.id)
}

function valuesOf({ dueOn, status, open, currency, auxiliaryName }: LedgerInvoice) {
  return { dueOn, status, open: auditAmount(open, currency), auxiliaryName }
}

/** Puts the change into the invoice's history, after the calendar's own change where that was not written down yet. */
async function note(
  { unit, companyId, userId, now, today }: Books,
  invoice: LedgerInvoice,
  to: CollectionStatus,
  reason: 'DUE_DATE_CHANGED' | 'AUXILIARY_NAME_CHANGED',
  detail: StatusDetail,
): Promise<void> {
  const { status: from, late } = asOf(invoice, today)
  const change = { invoiceId: invoice.id, from, to, on: today, reason, detail }
  await writeHistory(unit, companyId, [...late, change], now, userId)
}

async function isRegistered(unit: Unit, companyId: bigint, name: string): Promise<boolean> {
  const row = await unit.row(
    'SELECT 1 FROM ledger.auxiliary_name n WHERE n.company_id = $1 AND n.name = $2',
    [companyId, name],
    'ledger.isAuxiliaryName',
  )
  return row !== undefined
}
