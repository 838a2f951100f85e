import { writeMail } from '../access/mail.ts'
import { helsinkiToday } from '../kernel/calendarDate.ts'
import { formatDecimal } from '../kernel/money.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { nameAndAcceptor, termsOn } from './activation/activation.store.ts'
import { priceLists } from './activation/priceList.store.ts'
import type { PriceList } from './activation/priceList.ts'
import { enqueueApply } from './road/inbox.ts'
import { enqueueDelivery } from './road/outbox.ts'
import { enqueueSend } from './send/sendWork.ts'

/** The task of the night, and of the moment when new terms are put into force. */
export const SWEEP = 'duetto.sweep'

/** Rows of no company: enough for asking which companies have work waiting. */
const NO_COMPANY = 0n

const DAY_MS = 86_400_000

/** A job gives up after days of failing; the messages stay, and this tries them again once a day. */
export class Sweep {
  readonly #database: Database
  readonly #publicUrl: string
  readonly #now: () => Date

  constructor(database: Database, publicUrl: string, now: () => Date) {
    this.#database = database
    this.#publicUrl = publicUrl
    this.#now = now
  }

  async run(): Promise<void> {
    await this.#askNewTerms()
    await this.#goOnSending()
    await this.#tellPrices()
    for (const companyId of await this.#companies('duetto.companies_waiting()')) {
      await this.#database.job(companyId, async (unit) => {
        await enqueueDelivery(unit, companyId)
        await enqueueApply(unit, companyId)
        await this.#tellStuck(unit, companyId)
      })
    }
  }

  /** Long sends whose job has given up: what waits is sent after all. */
  async #goOnSending(): Promise<void> {
    const waiting = await this.#database.job(NO_COMPANY, (unit) =>
      unit.rows<{ companyId: bigint; id: bigint }>(
        'SELECT s.company_id AS "companyId", s.id FROM duetto.sends_waiting() s',
        [],
        'duetto.sendsWaiting',
      ),
    )
    for (const { companyId, id } of waiting) {
      await this.#database.job(companyId, (unit) => enqueueSend(unit, companyId, id))
    }
  }

  async #companies(source: 'duetto.companies_waiting()' | 'duetto.companies_in_service()'): Promise<bigint[]> {
    const rows = await this.#database.job(NO_COMPANY, (unit) =>
      unit.rows<{ companyId: bigint }>(`SELECT ${source} AS "companyId"`, [], source),
    )
    return rows.map(({ companyId }) => companyId)
  }

  /** Reads count the terms of the day in by themselves; this writes it down for lists that show what is written. */
  async #askNewTerms(): Promise<void> {
    const today = helsinkiToday(this.#now())
    const { version, waiting } = await this.#database.job(NO_COMPANY, async (unit) => {
      const { version } = await termsOn(unit, today)
      const sql = 'SELECT duetto.companies_on_other_terms($1) AS "companyId"'
      return {
        version,
        waiting: await unit.rows<{ companyId: bigint }>(sql, [version], 'duetto.companiesOnOtherTerms'),
      }
    })
    for (const { companyId } of waiting) {
      await this.#database.job(companyId, async (unit) => {
        const asked = await unit.count(
          `UPDATE duetto.activation SET state = 'TERMS_PENDING' WHERE company_id = $1 AND state = 'ACTIVE' AND terms_version <> $2`,
          [companyId, version],
          'duetto.askNewTerms',
        )
        if (asked === 0) return
        const { name: company, acceptedBy: person } = await nameAndAcceptor(unit, companyId)
        const news = { kind: 'TERMS_WAITING', company, version } as const
        await writeMail(unit, { ...this.#mail(companyId), news, person, about: `TERMS:${version}` })
      })
    }
  }

  /** A price list that holds from a later day is told as soon as it stands, once. */
  async #tellPrices(): Promise<void> {
    const today = helsinkiToday(this.#now())
    const coming = (await this.#database.job(NO_COMPANY, priceLists)).filter((list) => list.validFrom > today)
    if (coming.length === 0) return
    for (const companyId of await this.#companies('duetto.companies_in_service()')) {
      await this.#database.job(companyId, async (unit) => {
        const { name: company } = await nameAndAcceptor(unit, companyId)
        for (const list of coming) {
          const news = { kind: 'PRICES_CHANGE', company, ...pricesOf(list) } as const
          await writeMail(unit, { ...this.#mail(companyId), news, about: `PRICES:${list.validFrom}` })
        }
      })
    }
  }

  /** Messages that have not got through for a day, told once for the oldest of them. */
  async #tellStuck(unit: Unit, companyId: bigint): Promise<void> {
    const stuck = await unit.row<{ count: number; oldest: bigint | null }>(
      `SELECT count(*)::integer AS count, min(id) AS oldest FROM duetto.outbox
       WHERE company_id = $1 AND delivered_at IS NULL AND created_at < $2`,
      [companyId, new Date(this.#now().getTime() - DAY_MS)],
      'duetto.stuckMessages',
    )
    if (!stuck?.oldest) return
    const { name: company } = await nameAndAcceptor(unit, companyId)
    const news = { kind: 'MESSAGES_STUCK', company, count: stuck.count } as const
    await writeMail(unit, { ...this.#mail(companyId), news, about: `MESSAGES:${stuck.oldest}` })
  }

  #mail(companyId: bigint) {
    return { companyId, publicUrl: this.#publicUrl, at: this.#now() }
  }
}

function pricesOf({ validFrom: from, transferFee, recallFee }: PriceList) {
  return { from, transfer: formatDecimal(transferFee), recall: formatDecimal(recallFee) }
}
