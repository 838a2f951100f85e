import type { NetvisorQuestion } from '../../exchange/netvisor/questions.ts'
import type { XmlElement } from '../../exchange/xml/element.ts'
import { helsinkiToday } from '../../kernel/calendarDate.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import type { Books } from '../payment/booking.ts'
import { type Connection, NO_COUNTS, noteProgress, type RunCounts, type Through } from './netvisor.store.ts'
import type { AskNetvisor, NetvisorFailure } from './netvisorClient.ts'
import type { Seller } from './netvisorDocument.ts'
import { type FetchProgress, nextPhase } from './netvisorProgress.ts'

/** The service gave no answer: the run ends here, and the next one goes on from where it was. */
export class NetvisorSilent extends Error {
  readonly failure: NetvisorFailure

  constructor(failure: NetvisorFailure) {
    super(failure.words)
    this.name = 'NetvisorSilent'
    this.failure = failure
  }
}

export interface RunParts {
  readonly database: Database
  readonly clock: Clock
  readonly service: ServicePort
  readonly companyId: bigint
  readonly runId: bigint
  readonly connection: Connection
  readonly seller: Seller
  readonly client: AskNetvisor
}

/** One run of one company: asks, and stores batch by batch, each with how far it has come. */
export class Run {
  readonly parts: RunParts

  constructor(parts: RunParts) {
    this.parts = parts
  }

  /** Throws NetvisorSilent. */
  async ask(question: NetvisorQuestion): Promise<XmlElement> {
    const answer = await this.parts.client(question)
    if (!answer.ok) throw new NetvisorSilent(answer.error)
    return answer.value
  }

  /** Reads or writes without noting progress. */
  look<T>(work: (books: Books) => Promise<T>): Promise<T> {
    return this.parts.database.job(this.parts.companyId, (unit) => work(this.#books(unit)))
  }

  /** One transaction: what the work stores, and that it is stored. Throws RunReplaced. */
  store(progress: FetchProgress, work: (books: Books) => Promise<RunCounts>): Promise<void> {
    const { companyId, runId, clock } = this.parts
    return this.look(async (books) => {
      const counts = await work(books)
      await noteProgress(books.unit, companyId, runId, progress, counts, {}, clock.now())
    })
  }

  /** Ends a phase. */
  async close(progress: FetchProgress, through: Through): Promise<FetchProgress | null> {
    const { companyId, runId, clock } = this.parts
    const next = nextPhase(progress)
    await this.look(({ unit }) => noteProgress(unit, companyId, runId, next, NO_COUNTS, through, clock.now()))
    return next
  }

  #books(unit: Unit): Books {
    const now = this.parts.clock.now()
    const { companyId, service } = this.parts
    return { unit, companyId, userId: null, now, today: helsinkiToday(now), service }
  }
}

/** Some of a list at a time. */
export function inChunks<T>(list: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size))
  return chunks
}

export function byKey<T extends { readonly key: bigint }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}
