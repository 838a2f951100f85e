import { randomUUID } from 'node:crypto'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { NotFound, type UserError } from '../../kernel/result.ts'
import {
  enterService,
  type InvoiceForSend,
  invoicesForSend,
  readInvoicesForSend,
} from '../../ledger/invoice/serviceLink.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey } from '../../platform/graphql/loader.ts'
import { lessCollected } from '../assignment/allocation.service.ts'
import type { AssignmentKind } from '../assignment/assignment.enums.ts'
import { costFacts, markCostsSent, waitingCosts } from '../cost/cost.store.ts'
import { materialOf } from '../road/material.ts'
import { enqueueDelivery, envelope, insertMessages } from '../road/outbox.ts'
import { refusals, remarks } from './eligibility.ts'
import {
  creditorOf,
  type HandOver,
  insertAssignments,
  type NewAssignment,
  previousOf,
  serviceLettersOf,
} from './send.store.ts'
import { sendFacts } from './sendFacts.ts'

export interface Judged {
  readonly invoice: InvoiceForSend
  /** Every reason against sending it; empty: it goes. */
  readonly problems: readonly UserError[]
  /** What a person should know although it goes. */
  readonly remarks: readonly UserError[]
}

/** Every invoice asked for, locked, with the reasons against sending it. Throws NotFound for one that is not the company's. */
export async function judgeLocked(
  unit: Unit,
  { companyId, kind, on }: Pick<HandOver, 'companyId' | 'kind' | 'on'>,
  ids: readonly bigint[],
): Promise<Judged[]> {
  const invoices = await invoicesForSend(unit, companyId, ids, on)
  if (invoices.length < ids.length) throw new NotFound('An invoice to send does not exist in this company.')
  const byId = new Map((await judge(unit, kind, invoices, on)).map((one) => [one.invoice.id, one]))
  return ids.map((id) => byId.get(id) as Judged)
}

/** The same without locks, for showing; ids that are not the company's are left out. */
export async function judgeUnlocked(
  unit: Unit,
  { companyId, kind, on }: Pick<HandOver, 'companyId' | 'kind' | 'on'>,
  ids: readonly bigint[],
): Promise<Judged[]> {
  const keys = ids.map((id) => ({ companyId, id }))
  return judge(unit, kind, await readInvoicesForSend(unit, keys, on), on)
}

async function judge(
  unit: Unit,
  kind: AssignmentKind,
  found: readonly InvoiceForSend[],
  on: CalendarDate,
): Promise<Judged[]> {
  const invoices = await lessCollected(unit, found)
  const keys = invoices.map(({ companyId, id }) => ({ companyId, id }))
  const ids = keys.map(({ id }) => id)
  const letters = allByKey(ids, await serviceLettersOf(unit, keys), (letter) => letter.invoiceId)
  const costs = await costFacts(unit, keys)
  return invoices.map((invoice, index) => {
    const facts = sendFacts(invoice, letters[index] ?? [], costs[index])
    return { invoice, problems: refusals(kind, facts, on), remarks: remarks(kind, facts) }
  })
}

/** Opens the assignments and puts their material into the outbox. Returns their ids by invoice. */
export async function handOver(
  unit: Unit,
  send: HandOver,
  sendable: readonly InvoiceForSend[],
): Promise<Map<bigint, bigint>> {
  if (sendable.length === 0) return new Map()
  const { companyId } = send
  const invoiceIds = sendable.map((invoice) => invoice.id)
  const creditor = await creditorOf(unit, companyId)
  const previous = new Map((await previousOf(unit, companyId, invoiceIds)).map((row) => [row.invoiceId, row]))
  const assignments = sendable.map((invoice): NewAssignment => {
    return { uid: randomUUID(), invoice, previousId: previous.get(invoice.id)?.id ?? null }
  })
  const ids = await insertAssignments(unit, send, assignments)
  const costs = await waitingCosts(
    unit,
    invoiceIds.map((id) => ({ companyId, id })),
  )
  const messages = assignments.map(({ uid, invoice }) => {
    const own = costs.filter((cost) => cost.invoiceId === invoice.id)
    const body = materialOf(send, creditor, invoice, previous.get(invoice.id)?.uid ?? null, own)
    return envelope({ uid, sequence: 1, businessId: creditor.businessId }, { kind: 'MATERIAL', body }, send.at)
  })
  await insertMessages(unit, companyId, messages, send.at)
  const withAssignment = costs.map((cost) => ({ ...cost, assignmentId: ids.get(cost.invoiceId) as bigint }))
  await markCostsSent(unit, companyId, withAssignment)
  await enqueueDelivery(unit, companyId)
  await enterService(unit, companyId, invoiceIds, send.on, send.at)
  return ids
}
