import { randomUUID } from 'node:crypto'
import { type ToldByAgency, toldByAgency } from '../../exchange/messages/account.ts'
import type { Carrier } from '../../exchange/messages/carrier.ts'
import type { FromAgency, MessageLetter } from '../../exchange/messages/fromAgency.ts'
import { MessageRefused } from '../../exchange/messages/refused.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Assignment } from '../case/assignment.ts'
import { collectedOf } from '../funds/collected.ts'
import { type InvoiceFiles, invoiceFiles } from '../invoice/invoice.store.ts'
import { papersOf } from '../letter/letter.store.ts'

type BodyOf<Kind extends FromAgency['kind']> = Extract<FromAgency, { kind: Kind }>['body']

/** A message before it has its id and sequence. */
export type Outgoing = { [Kind in FromAgency['kind']]: { kind: Kind; body: BodyOf<Kind> } }[FromAgency['kind']]

/** The task that carries a creditor's waiting messages to the company side. Payload: `{ companyId }` as decimal text. */
export const DELIVER = 'agency.deliver'

/** Puts the next message of a locked assignment into the outbox, and a job to carry it, in this transaction. */
export async function putMessage(unit: Unit, assignment: Assignment, message: Outgoing, at: Date): Promise<void> {
  const { companyId, id, uid, creditor } = assignment
  const next = await unit.row<{ sequence: number }>(
    `UPDATE agency.assignment SET sent_sequence = sent_sequence + 1 WHERE company_id = $1 AND id = $2
     RETURNING sent_sequence AS sequence`,
    [companyId, id],
    'agency.nextSequence',
  )
  if (!next) throw new Error('A message needs its assignment.')
  const header = {
    id: randomUUID(),
    version: 1 as const,
    creditor: creditor.businessId,
    assignment: uid,
    sequence: next.sequence,
    sentAt: at.toISOString(),
  }
  const state = { ...message.body.state, collected: await collectedOf(unit, assignment) }
  const told = { ...header, kind: message.kind, body: { ...message.body, state } }
  await unit.rows(
    `INSERT INTO agency.outbox (company_id, uid, assignment, sequence, kind, message, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [companyId, header.id, uid, next.sequence, message.kind, JSON.stringify(told), at],
    'agency.insertOutbox',
  )
  await enqueueDelivery(unit, companyId)
}

export async function enqueueDelivery(unit: Unit, companyId: bigint): Promise<void> {
  await unit.enqueue(DELIVER, { companyId: companyId.toString() }, { key: `${DELIVER}:${companyId}` })
}

interface Waiting {
  readonly id: bigint
  readonly message: ToldByAgency
}

interface Attempt {
  readonly id: bigint
  /** Null: stored by the receiver. */
  readonly error: string | null
  /** The receiver can never store it: it is not tried again until a person says so. */
  readonly isRefused: boolean
  readonly cause: unknown
}

function letterIn(message: ToldByAgency): MessageLetter | null {
  return message.kind === 'EVENT' ? message.body.letter : null
}

/** Papers are kept once, in the archive: a message gets its own when it sets out. */
function withPaper(message: ToldByAgency, papers: ReadonlyMap<string, Buffer>): ToldByAgency {
  const letter = letterIn(message)
  const paper = letter && papers.get(letter.id)
  if (message.kind !== 'EVENT' || !letter?.document || !paper) return message
  const document = { ...letter.document, content: paper.toString('base64') }
  return { ...message, body: { ...message.body, letter: { ...letter, document } } }
}

/** The same for an invoice and its e-invoice. */
function withFiles(message: ToldByAgency, files: ReadonlyMap<string, InvoiceFiles>): ToldByAgency {
  const found = message.kind === 'AGENCY_INVOICE' ? files.get(message.body.invoiceId) : undefined
  if (message.kind !== 'AGENCY_INVOICE' || !found) return message
  const { body } = message
  const pdf = { ...body.pdf, content: found.pdf.toString('base64') }
  const finvoice = { ...body.finvoice, content: found.finvoice.toString('base64') }
  return { ...message, body: { ...body, pdf, finvoice } }
}

const PAGE = 100

/**
 * Carries the outbox to the company side. The carrier is called outside any transaction; whoever dies between the call
 * and the mark carries the message again, and the receiver answers a repeat without a second effect.
 */
export class Outbox {
  readonly #database: Database
  readonly #carrier: Carrier<ToldByAgency>
  readonly #clock: Clock

  constructor(database: Database, carrier: Carrier<ToldByAgency>, clock: Clock) {
    this.#database = database
    this.#carrier = carrier
    this.#clock = clock
  }

  /** One message that does not get through leaves the others their turn; its failure is thrown at the end. */
  async deliver(companyId: bigint): Promise<void> {
    const failures: unknown[] = []
    let after = 0n
    for (;;) {
      const page = await this.#waiting(companyId, after)
      const attempts: Attempt[] = []
      for (const { id, message } of page) {
        const outcome = await this.#attempt(message)
        attempts.push({ id, ...outcome })
        if (outcome.error !== null && !outcome.isRefused) failures.push(outcome.cause)
        // A closed road is not tried a hundred times.
        if (failures.length >= 3) break
      }
      await this.#record(companyId, attempts)
      const last = page.at(-1)
      if (!last || page.length < PAGE || failures.length >= 3) break
      after = last.id
    }
    if (failures.length > 0) throw failures[0]
  }

  async #attempt(message: ToldByAgency): Promise<Omit<Attempt, 'id'>> {
    try {
      await this.#carrier(message)
      return { error: null, isRefused: false, cause: null }
    } catch (cause) {
      const text = cause instanceof Error ? cause.message.slice(0, 500) : 'Unknown failure'
      const isRefused = cause instanceof MessageRefused
      return { error: isRefused ? `${cause.code}: ${text}` : text, isRefused, cause }
    }
  }

  #waiting(companyId: bigint, after: bigint): Promise<Waiting[]> {
    return this.#database.agency('system', async (unit) => {
      const rows = await unit.rows<{ id: bigint; message: unknown }>(
        `SELECT id, message FROM agency.outbox
         WHERE company_id = $1 AND delivered_at IS NULL AND refused_at IS NULL AND id > $2 ORDER BY id LIMIT ${PAGE}`,
        [companyId, after],
        'agency.outboxWaiting',
      )
      const waiting = rows.map(({ id, message }) => ({ id, message: toldByAgency.parse(message) }))
      const papers = await papersOf(
        unit,
        waiting.flatMap(({ message }) => letterIn(message)?.id ?? []),
      )
      const files = await invoiceFiles(
        unit,
        waiting.flatMap(({ message }) => (message.kind === 'AGENCY_INVOICE' ? message.body.invoiceId : [])),
      )
      return waiting.map(({ id, message }) => ({ id, message: withFiles(withPaper(message, papers), files) }))
    })
  }

  async #record(companyId: bigint, attempts: readonly Attempt[]): Promise<void> {
    if (attempts.length === 0) return
    await this.#database.agency('system', (unit) =>
      unit.rows(
        `UPDATE agency.outbox o SET attempts = o.attempts + 1, last_error = t.error,
           delivered_at = CASE WHEN t.error IS NULL THEN coalesce(o.delivered_at, $5) ELSE o.delivered_at END,
           refused_at = CASE WHEN t.refused THEN $5::timestamptz END
         FROM unnest($2::bigint[], $3::text[], $4::boolean[]) AS t (id, error, refused)
         WHERE o.company_id = $1 AND o.id = t.id`,
        [
          companyId,
          attempts.map(({ id }) => id),
          attempts.map(({ error }) => error),
          attempts.map(({ isRefused }) => isRefused),
          this.#clock.now(),
        ],
        'agency.outboxRecord',
      ),
    )
  }
}
