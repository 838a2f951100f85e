import { type CalendarDate, helsinkiToday } from '../../kernel/calendarDate.ts'
import { money, sum } from '../../kernel/money.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { activationState } from '../activation/activation.store.ts'
import { priceLists } from '../activation/priceList.store.ts'
import { transferFee } from '../activation/priceList.ts'
import { handOver, judgeLocked } from './sendBatch.ts'
import { notActive } from './sendRefusals.ts'
import {
  answerItems,
  type ItemAnswer,
  lockSend,
  type RunningSend,
  waitingItems,
  writeProgress,
} from './sendWork.store.ts'

/** The task that sends the next invoices of a long send. Payload: `{ companyId, sendId }` as decimal text. */
export const SEND = 'duetto.send'

/** One transaction each: short enough that payments and other sends never wait for long. */
const BATCH = 50

/** Then the job queues itself again: other work gets its turn, and a process that is to stop need not wait for long. */
const BATCHES_AT_ONCE = 20

export async function enqueueSend(unit: Unit, companyId: bigint, sendId: bigint): Promise<void> {
  const payload = { companyId: companyId.toString(), sendId: sendId.toString() }
  await unit.enqueue(SEND, payload, { key: `${SEND}:${companyId}:${sendId}` })
}

/**
 * Works a long send off, batch by batch. Each batch commits its assignments, its material and its answers together:
 * whoever dies in between begins again at the first invoice that has no answer.
 */
export class SendWork {
  readonly #database: Database
  readonly #now: () => Date

  constructor(database: Database, now: () => Date) {
    this.#database = database
    this.#now = now
  }

  async run(companyId: bigint, sendId: bigint): Promise<void> {
    for (let batches = 0; batches < BATCHES_AT_ONCE; batches += 1) {
      if (!(await this.sendBatch(companyId, sendId))) return
    }
    await this.#database.job(companyId, (unit) => enqueueSend(unit, companyId, sendId))
  }

  /** Sends the next invoices. Answers whether more of them wait. */
  sendBatch(companyId: bigint, sendId: bigint): Promise<boolean> {
    const at = this.#now()
    return this.#database.job(companyId, async (unit) => {
      const send = await lockSend(unit, companyId, sendId)
      if (send?.state !== 'SENDING') return false
      const ids = await waitingItems(unit, companyId, sendId, BATCH + 1)
      const answers = await answerBatch(unit, send, ids.slice(0, BATCH), helsinkiToday(at), at)
      await answerItems(unit, companyId, sendId, answers)
      const isLast = ids.length <= BATCH
      await writeProgress(unit, companyId, sendId, await progressOf(unit, send, answers, isLast ? at : null))
      return !isLast
    })
  }
}

async function answerBatch(
  unit: Unit,
  send: RunningSend,
  ids: readonly bigint[],
  on: CalendarDate,
  at: Date,
): Promise<ItemAnswer[]> {
  if (ids.length === 0) return []
  const { companyId, sendId, kind, afterReminder } = send
  const state = await activationState(unit, companyId, on)
  // The company may have left the service since; what waits stays with it.
  if (state !== 'ACTIVE') return ids.map((invoiceId) => ({ invoiceId, sent: null, refusal: notActive(state) }))
  const judged = await judgeLocked(unit, { companyId, kind, on }, ids)
  const sendable = judged.filter(({ problems }) => problems.length === 0).map(({ invoice }) => invoice)
  const assignmentIds = await handOver(unit, { companyId, sendId, kind, afterReminder, on, at }, sendable)
  return judged.map(({ invoice, problems }): ItemAnswer => {
    const assignmentId = assignmentIds.get(invoice.id)
    const sent = assignmentId === undefined ? null : { assignmentId, open: money(invoice.open, invoice.currency) }
    return { invoiceId: invoice.id, sent, refusal: problems[0] ?? null }
  })
}

/** The fee goes by the price list of the day on which the send was asked for, its VAT rounded on the whole sum. */
async function progressOf(unit: Unit, send: RunningSend, answers: readonly ItemAnswer[], finishedAt: Date | null) {
  const list = (await priceLists(unit)).find(({ id }) => id === send.priceListId)
  if (!list) throw new Error(`Send ${send.sendId} has no price list.`)
  const sent = answers.flatMap((answer) => (answer.sent ? [answer.sent.open] : []))
  const sentCount = send.sentCount + sent.length
  const { fee, vat } = transferFee(list, sentCount)
  return {
    sentCount,
    refusedCount: send.refusedCount + answers.length - sent.length,
    principal: send.principal + sum(sent).minor,
    fee: fee.minor,
    vat: vat.minor,
    finishedAt,
  }
}
