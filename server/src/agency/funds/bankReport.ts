import { auditStaff } from '../../access/staffAudit.ts'
import {
  isRefusal,
  readStatusReports,
  type StatusOfPayment,
  type StatusReport,
} from '../../exchange/payment/statusReport.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { staffActor } from '../staff.ts'
import { fileOfMessage, type NamedTransfer, setBankStatuses, transfersNamed } from './bankReport.store.ts'
import { lockPaymentFile, type PaymentFile, refuseTransfers } from './paymentFile.store.ts'
import { ofFile } from './paymentFile.ts'

/** What a report of the bank did, counted in transfers. */
export interface BankReportRead {
  /** Noted as on their way. */
  readonly accepted: number
  /** Refused by the bank: their money waits for a later file. */
  readonly refused: number
  /** Known before. */
  readonly alreadyThere: number
  readonly refusals: readonly FormatRefusal[]
}

const NOTHING: BankReportRead = { accepted: 0, refused: 0, alreadyThere: 0, refusals: [] }

export function addReports(left: BankReportRead, right: BankReportRead): BankReportRead {
  return {
    accepted: left.accepted + right.accepted,
    refused: left.refused + right.refused,
    alreadyThere: left.alreadyThere + right.alreadyThere,
    refusals: [...left.refusals, ...right.refusals],
  }
}

/** What the bank says of payment files (pain.002): what it refuses waits again, as if staff had said so. */
export class BankReports {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. Each report in a transaction of its own; one that came before changes nothing. */
  async importFile(scope: Scope, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<BankReportRead> {
    const actor = staffActor(scope)
    let read = NOTHING
    for await (const report of readStatusReports(file.bytes)) {
      const done = report.ok
        ? await this.#database.agency(actor, (unit) => this.#apply(unit, scope, file.name, report.value))
        : { ...NOTHING, refusals: [report.error] }
      read = addReports(read, done)
    }
    return read
  }

  async #apply(unit: Unit, scope: Scope, name: string, report: StatusReport): Promise<BankReportRead> {
    const found = await fileOfMessage(unit, report.originalMessageId)
    if (!found)
      return refusedWhole(report, 'PAYMENT_FILE_UNKNOWN', 'The report is of a file that the agency did not make.')
    await lockPaymentFile(unit, found.id)
    if (!found.releasedAt || found.cancelledAt) {
      return refusedWhole(report, 'NOT_RELEASED', 'The report is of a file that was not let go.')
    }
    const transfers = await transfersNamed(unit, found.id)
    const read = await this.#note(unit, scope, saidOf(report, transfers))
    const { accepted, refused } = read
    const after = { ...ofFile(found).after, file: name, accepted: String(accepted), refused: String(refused) }
    await auditStaff(unit, scope, { action: 'BANK_REPORT_IMPORTED', subject: ofFile(found).subject, after })
    if (refused > 0) await auditStaff(unit, scope, { action: 'TRANSFER_REFUSED', ...ofFile(found) })
    return { ...read, refusals: [...report.refused, ...read.refusals, ...unknownIn(report, found, transfers)] }
  }

  async #note(unit: Unit, scope: Scope, all: readonly Said[]): Promise<BankReportRead> {
    const news = all.filter(({ transfer, status }) => !transfer.isRefused && transfer.bankStatus !== status)
    const tooLate = news.filter(({ transfer, status }) => isRefusal(status) && transfer.isPaid)
    const noted = news.filter((one) => !tooLate.includes(one))
    const refused = noted.filter(({ status }) => isRefusal(status))
    await setBankStatuses(unit, noted, this.#clock.now())
    await refuseTransfers(
      unit,
      refused.map(({ transfer: { fileId, ordinal }, status, reason }) => {
        return { fileId, ordinal, refusedOn: scope.today, reason: reason ?? status, newIban: null }
      }),
    )
    return {
      accepted: noted.length - refused.length,
      refused: refused.length,
      alreadyThere: all.length - news.length,
      refusals: tooLate.map(paidByBank),
    }
  }
}

interface Said extends StatusOfPayment {
  readonly transfer: NamedTransfer
  readonly line: number
}

/** What a report says of each transfer: its own status, otherwise that of the whole, unless only parts of it have one. */
function saidOf({ whole, line, transfers: told }: StatusReport, transfers: readonly NamedTransfer[]): Said[] {
  const own = new Map(told.map((one) => [one.endToEndId, one]))
  return transfers.flatMap((transfer): Said[] => {
    const said = own.get(transfer.endToEndId)
    if (said) return [{ ...said, transfer }]
    return whole && whole.status !== 'PART' ? [{ ...whole, transfer, line }] : []
  })
}

function unknownIn(
  report: StatusReport,
  { messageId }: PaymentFile,
  transfers: readonly NamedTransfer[],
): FormatRefusal[] {
  const known = new Set(transfers.map(({ endToEndId }) => endToEndId))
  return report.transfers
    .filter(({ endToEndId }) => !known.has(endToEndId))
    .map(({ endToEndId, line }) => {
      const message = `${messageId} has no transfer ${endToEndId}.`
      return { code: 'TRANSFER_UNKNOWN', message, line, advice: 'Ask the bank which payment it means.' }
    })
}

function paidByBank({ transfer, line }: Said): FormatRefusal {
  const message = `The bank refuses ${transfer.endToEndId}, which has left the account.`
  return { code: 'PAID_BY_BANK', message, line, advice: 'Ask the bank; when the money comes back, its row says so.' }
}

function refusedWhole({ line, originalMessageId }: StatusReport, code: string, why: string): BankReportRead {
  const message = `${originalMessageId}: ${why}`
  return { ...NOTHING, refusals: [{ code, message, line, advice: 'Ask the bank which file it means.' }] }
}
