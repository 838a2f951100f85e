import { addDays, type CalendarDate } from '../../kernel/calendarDate.ts'

/** Money that left the account, as the bank tells it. */
export interface Outgoing {
  readonly endToEndId: string | null
  /** Normal form. */
  readonly reference: string | null
  readonly payeeIban: string | null
  /** The payment file that asked for it, as the bank names it. */
  readonly instructionId: string | null
  /** Cents, above zero. */
  readonly amount: bigint
  readonly on: CalendarDate
  /** A sum of several that the bank does not tell apart. */
  readonly isSum: boolean
}

/** A transfer that was let go and has not left the account. Cents. */
export interface UnpaidTransfer {
  readonly fileId: bigint
  readonly ordinal: number
  readonly endToEndId: string
  readonly reference: string | null
  readonly toIban: string
  readonly amount: bigint
  readonly executeOn: CalendarDate
}

/** A file of which nothing has left yet, and what of it may. */
export interface UnpaidFile {
  readonly fileId: bigint
  readonly messageId: string
  readonly executeOn: CalendarDate
  readonly transfers: readonly UnpaidTransfer[]
}

/** Banks may book a few days late; what is older is not guessed by its sum alone. */
const DAYS_LATE = 5

/** The names that `endToEndIdOf` gives. */
export function isOurName(endToEndId: string | null): endToEndId is string {
  return endToEndId !== null && /^(?:S\d+-\d+|P\d+)(?:-R\d+)?$/.test(endToEndId)
}

/** The names of our messages. */
function isOurFile(instructionId: string | null): instructionId is string {
  return instructionId?.startsWith('DUETTO-') ?? false
}

/**
 * The transfers that a row of the bank is: by its end-to-end name; else by reference and receiver, of equal ones the oldest,
 * for they are the same money to everybody; else the file that it is the sum of; else the only transfer of its sum in those
 * days. None: a person looks.
 */
export function instructionOf(
  row: Outgoing,
  transfers: readonly UnpaidTransfer[],
  files: readonly UnpaidFile[],
): readonly UnpaidTransfer[] {
  const due = transfers.filter(({ amount, executeOn }) => amount === row.amount && executeOn <= row.on)
  if (isOurName(row.endToEndId)) return due.filter(({ endToEndId }) => endToEndId === row.endToEndId).slice(0, 1)
  if (!mayBeFile(row))
    return due
      .filter((one) => isTo(row, one))
      .sort(byAge)
      .slice(0, 1)
  const whole = fileOf(row, files)
  if (whole || row.isSum || isOurFile(row.instructionId)) return whole?.transfers ?? []
  const near = due.filter(({ executeOn }) => addDays(executeOn, DAYS_LATE) >= row.on)
  return near.length === 1 ? near : []
}

/** Whether a row says nothing of a single transfer: only then it may be a whole file. */
export function mayBeFile({ endToEndId, reference, payeeIban, isSum }: Outgoing): boolean {
  return !isOurName(endToEndId) && (isSum || (reference === null && payeeIban === null))
}

function isTo({ reference, payeeIban }: Outgoing, transfer: UnpaidTransfer): boolean {
  if (reference !== null && transfer.reference !== reference) return false
  return payeeIban === null || transfer.toIban === payeeIban
}

function byAge(left: UnpaidTransfer, right: UnpaidTransfer): number {
  if (left.executeOn !== right.executeOn) return left.executeOn < right.executeOn ? -1 : 1
  if (left.fileId !== right.fileId) return left.fileId < right.fileId ? -1 : 1
  return left.ordinal - right.ordinal
}

function fileOf(row: Outgoing, files: readonly UnpaidFile[]): UnpaidFile | undefined {
  const fits = files.filter(({ transfers }) => transfers.reduce((sum, { amount }) => sum + amount, 0n) === row.amount)
  if (isOurFile(row.instructionId)) return fits.find(({ messageId }) => messageId === row.instructionId)
  const near = fits.filter(
    ({ executeOn, transfers }) =>
      transfers.length > 1 && executeOn <= row.on && addDays(executeOn, DAYS_LATE) >= row.on,
  )
  return near.length === 1 ? near[0] : undefined
}
