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
import { fileOfMessage, type NamedTransfer, setBankStatus, transfersNamed } from './bankReport.store.ts'
import { lockPaymentFile, type PaymentFile, refuseTransfer } from './paymentFile.store.ts'
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
    let read: BankReportRead = { ...NOTHING, refusals: report.refused }
    for (const { transfer, said, line } of await saidOf(unit, report, found)) {
      read = addReports(read, await this.#note(unit, scope, transfer, said, line))
    }
    const unknown = await unknownOf(unit, report, found)
    const { accepted, refused } = read
    const after = { ...ofFile(found).after, file: name, accepted: String(accepted), refused: String(refused) }
    await auditStaff(unit, scope, { action: 'BANK_REPORT_IMPORTED', subject: ofFile(found).subject, after })
    if (refused > 0) await auditStaff(unit, scope, { action: 'TRANSFER_REFUSED', ...ofFile(found) })
    return { ...read, refusals: [...read.refusals, ...unknown] }
  }

  async #note(
    unit: Unit,
    scope: Scope,
    transfer: NamedTransfer,
    { status, reason }: StatusOfPayment,
    line: number,
  ): Promise<BankReportRead> {
    const { fileId, ordinal, endToEndId } = transfer
    if (transfer.isRefused || transfer.bankStatus === status) return { ...NOTHING, alreadyThere: 1 }
    if (isRefusal(status) && transfer.isPaid) {
      const message = `The bank refuses ${endToEndId}, which has left the account.`
      const advice = 'Ask the bank; when the money comes back, its row says so.'
      return { ...NOTHING, refusals: [{ code: 'PAID_BY_BANK', message, line, advice }] }
    }
    await setBankStatus(unit, transfer, status, this.#clock.now())
    if (!isRefusal(status)) return { ...NOTHING, accepted: 1 }
    await refuseTransfer(unit, { fileId, ordinal, refusedOn: scope.today, reason: reason ?? status, newIban: null })
    return { ...NOTHING, refused: 1 }
  }
}

interface Said {
  readonly transfer: NamedTransfer
  readonly said: StatusOfPayment
  readonly line: number
}

/** What a report says of each transfer: its own status, otherwise that of the whole, unless only parts of it have one. */
async function saidOf(unit: Unit, report: StatusReport, file: PaymentFile): Promise<Said[]> {
  const { whole, line } = report
  const transfers = await transfersNamed(unit, file.id)
  const own = new Map(report.transfers.map((one) => [one.endToEndId, one]))
  return transfers.flatMap((transfer): Said[] => {
    const said = own.get(transfer.endToEndId)
    if (said) return [{ transfer, said, line: said.line }]
    return whole && whole.status !== 'PART' ? [{ transfer, said: whole, line }] : []
  })
}

async function unknownOf(unit: Unit, report: StatusReport, file: PaymentFile): Promise<FormatRefusal[]> {
  const known = new Set((await transfersNamed(unit, file.id)).map(({ endToEndId }) => endToEndId))
  return report.transfers
    .filter(({ endToEndId }) => !known.has(endToEndId))
    .map(({ endToEndId, line }) => {
      const message = `${file.messageId} has no transfer ${endToEndId}.`
      return { code: 'TRANSFER_UNKNOWN', message, line, advice: 'Ask the bank which payment it means.' }
    })
}

function refusedWhole({ line, originalMessageId }: StatusReport, code: string, why: string): BankReportRead {
  const message = `${originalMessageId}: ${why}`
  return { ...NOTHING, refusals: [{ code, message, line, advice: 'Ask the bank which file it means.' }] }
}
