import type { NetvisorStatus } from '../../exchange/netvisor/salesInvoiceList.ts'
import type { CollectionStatus } from '../invoice/collectionStatus.ts'

/** Netvisor's word for an invoice that is not settled: only these are told and taken over. */
const running = ['open', 'overdue', 'reminded', 'requested', 'collected'] as const
type Running = (typeof running)[number]

export function isRunning(status: string | null | undefined): status is Running {
  return running.some((one) => one === status)
}

const taken: Readonly<Record<Running, CollectionStatus>> = {
  open: 'OPEN',
  overdue: 'OPEN', // Between these two the calendar decides, here as there.
  reminded: 'REMINDED',
  requested: 'REQUESTED',
  collected: 'COLLECTED',
}

/** What a word of Netvisor means here; OPEN for both that the calendar tells apart. Undefined for a settled one. */
export function statusFrom(word: NetvisorStatus | undefined): CollectionStatus | undefined {
  return isRunning(word) ? taken[word] : undefined
}

/** What Netvisor should have for a status here, as it has `told`; undefined when there is nothing to tell. */
export function statusToTell(status: CollectionStatus, told: string | null): NetvisorStatus | undefined {
  if (!isRunning(told)) return undefined // Unsent there, or settled: not ours to change.
  const wanted = wordFor(status, told)
  return wanted === told ? undefined : wanted
}

function wordFor(status: CollectionStatus, told: Running): NetvisorStatus | undefined {
  if (status === 'REMINDED') return 'reminded'
  if (status === 'REQUESTED') return 'requested'
  if (status === 'COLLECTED') return 'collected'
  if (status === 'CREDIT_LOSS') return 'creditloss'
  // A letter was taken back; what only fell due Netvisor sees by itself. Paid is what payments make it.
  const isBack = status === 'OPEN' || status === 'OVERDUE'
  return isBack && told !== 'open' && told !== 'overdue' ? 'overdue' : undefined
}

const FIRST_TRY_MS = 5 * 60_000
const LONGEST_TRY_MS = 12 * 60 * 60_000

export function nextTryAfter(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(FIRST_TRY_MS * 2 ** Math.max(0, attempts - 1), LONGEST_TRY_MS))
}
