import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import type { Findings } from '../findings.ts'
import { childrenOf, find, textAt, type XmlElement } from '../xml/element.ts'
import {
  bankCodeOf,
  dateAt,
  directionOf,
  ibanOf,
  instructionOf,
  partyName,
  readAmount,
  requiredAmount,
  returnReasonOf,
} from './camtFields.ts'
import { messageOf, readPurpose } from './camtRemittance.ts'
import type { Detail, Direction } from './statement.ts'
import type { Unkeyed } from './transactionKey.ts'

/** The booked entry: what really moved on the account. */
interface Entry {
  readonly element: XmlElement
  readonly accountIban: string
  readonly amount: Money
  readonly direction: Direction
  readonly reversal: boolean
  readonly bookedOn: CalendarDate
}

function readEntry(element: XmlElement, accountIban: string, findings: Findings): Entry | undefined {
  const amount = requiredAmount(element, findings)
  const direction = directionOf(element)
  const bookedOn = dateAt(find(element, 'BookgDt')) ?? dateAt(find(element, 'ValDt'))
  const advice = 'Ask the bank for a corrected file; this entry was not booked.'
  if (!direction) {
    findings.refuse('MISSING_ELEMENT', element, 'The entry does not say debit or credit.', advice, 'CdtDbtInd')
  }
  if (!bookedOn) findings.refuse('DATE_INVALID', element, 'The entry has no valid booking date.', advice, 'BookgDt')
  if (!amount || !direction || !bookedOn) return undefined
  const reversal = /^(?:true|1)$/.test(textAt(element, 'RvslInd') ?? '')
  return { element, accountIban, amount, direction, reversal, bookedOn }
}

/** A detail's amount in the entry's currency, wherever the version of the format has it. */
function detailAmount(details: XmlElement, entry: Entry): Money | undefined {
  const places = ['AmtDtls/TxAmt/Amt', 'Amt', 'AmtDtls/InstdAmt/Amt', 'AmtDtls/CntrValAmt/Amt']
  return places
    .map((place) => readAmount(find(details, place)))
    .find((amount) => amount !== undefined && amount.currency === entry.amount.currency && amount.minor >= 0n)
}

function common(entry: Entry): Unkeyed {
  const { element } = entry
  const valueOn = dateAt(find(element, 'ValDt'))
  const entryRef = textAt(element, 'NtryRef')
  const bankCode = bankCodeOf(element)
  const instructionId = instructionOf(find(element, 'NtryDtls/Btch'))
  return {
    accountIban: entry.accountIban,
    direction: entry.direction,
    reversal: entry.reversal,
    bookedOn: entry.bookedOn,
    amount: entry.amount,
    remittances: [],
    detail: 'COMPLETE',
    line: element.line,
    ...(valueOn ? { valueOn } : {}),
    ...(entryRef ? { entryRef } : {}),
    ...(bankCode ? { bankCode } : {}),
    ...(instructionId ? { instructionId } : {}),
  }
}

/** The entry as one transaction that nothing is matched from; what its details name is kept for the person who looks. */
function undivided(entry: Entry, detail: Detail, details: readonly XmlElement[] = []): Unkeyed {
  const archiveId = textAt(entry.element, 'AcctSvcrRef')
  const note = textAt(entry.element, 'AddtlNtryInf')
  const message = messageOf(note === undefined ? [] : [note])
  const remittances = details.flatMap((one) => readPurpose(one).remittances)
  return { ...common(entry), detail, remittances, ...(archiveId ? { archiveId } : {}), ...(message ? { message } : {}) }
}

function divided(entry: Entry, details: XmlElement, ordinal: number, size: number): Unkeyed {
  const entryArchiveId = textAt(entry.element, 'AcctSvcrRef')
  const archiveId = textAt(details, 'Refs/AcctSvcrRef') ?? (size === 1 ? entryArchiveId : undefined)
  const parties = find(details, 'RltdPties')
  const bankCode = bankCodeOf(details)
  const note = textAt(details, 'AddtlTxInf')
  const fields = {
    archiveId,
    endToEndId: textAt(details, 'Refs/EndToEndId'),
    payerName: partyName(parties, 'Dbtr') ?? partyName(parties, 'UltmtDbtr'),
    payerIban: ibanOf(find(parties, 'DbtrAcct')),
    payeeName: partyName(parties, 'Cdtr') ?? partyName(parties, 'UltmtCdtr'),
    payeeIban: ibanOf(find(parties, 'CdtrAcct')),
    instructionId: instructionOf(find(details, 'Refs')),
    returnReason: returnReasonOf(details),
    message: note,
    ...readPurpose(details),
  }
  return {
    ...common(entry),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...(bankCode ? { bankCode } : {}),
    ...(size === 1 ? {} : { batch: { ordinal, size, ...(entryArchiveId ? { entryArchiveId } : {}) } }),
    direction: directionOf(details) ?? entry.direction,
    amount: size === 1 ? entry.amount : (detailAmount(details, entry) ?? entry.amount),
    line: details.line,
  }
}

/** A detail's amount in minor units, negative where it goes the other way than the entry. */
function signedAmount(details: XmlElement, entry: Entry): bigint | undefined {
  const minor = detailAmount(details, entry)?.minor
  const turned = (directionOf(details) ?? entry.direction) !== entry.direction
  return minor !== undefined && turned ? -minor : minor
}

/** How far the details can be trusted to divide the entry. */
function judge(entry: Entry, details: readonly XmlElement[], announced: number): Detail {
  if (details.length <= 1 && announced > 1) return 'BATCH_WITHOUT_DETAILS'
  const [first, ...others] = details
  if (first && others.length === 0) {
    const amount = detailAmount(first, entry)
    const turned = directionOf(first) !== undefined && directionOf(first) !== entry.direction
    // Zero stands where a bank fills a compulsory element without knowing it.
    const differs = amount !== undefined && amount.minor !== 0n && amount.minor !== entry.amount.minor
    return turned || differs ? 'DETAILS_CONTRADICT' : 'COMPLETE'
  }
  if (!first) return 'COMPLETE'
  const amounts = details.map((one) => signedAmount(one, entry)).filter((amount) => amount !== undefined)
  if (amounts.length < details.length) {
    const stated = details.every((one) => find(one, 'AmtDtls') ?? find(one, 'Amt'))
    return stated ? 'DETAILS_CONTRADICT' : 'DETAILS_WITHOUT_AMOUNTS'
  }
  const sum = amounts.reduce((total, amount) => total + amount, 0n)
  return sum === entry.amount.minor ? 'COMPLETE' : 'DETAILS_CONTRADICT'
}

function statusOf(element: XmlElement): string {
  return textAt(element, 'Sts/Cd') ?? textAt(element, 'Sts/Prtry') ?? textAt(element, 'Sts') ?? ''
}

const WARNINGS: Readonly<Record<Exclude<Detail, 'COMPLETE'>, string>> = {
  BATCH_WITHOUT_DETAILS: 'The entry is a batch whose payments come in the notification (camt.054).',
  DETAILS_WITHOUT_AMOUNTS: 'The payments of the entry are listed without their amounts; it waits for a person.',
  DETAILS_CONTRADICT: 'The payments listed do not make up the amount booked; the entry waits for a person.',
}

/**
 * The transactions of one `Ntry`: those inside it where the bank lists them and they add up to what was booked,
 * otherwise the entry itself. Entries not booked yet give none.
 */
export function readCamtEntry(element: XmlElement, accountIban: string, findings: Findings): Unkeyed[] {
  if (statusOf(element) !== 'BOOK') {
    findings.warn('ENTRY_NOT_BOOKED', element, 'The entry is only announced; it comes again once it is booked.')
    return []
  }
  const entry = readEntry(element, accountIban, findings)
  if (!entry) return []
  const groups = childrenOf(element, 'NtryDtls')
  const details = groups.flatMap((group) => childrenOf(group, 'TxDtls'))
  const announced = groups.reduce((most, group) => most + Number(textAt(group, 'Btch/NbOfTxs') ?? 0), 0)
  const detail = judge(entry, details, announced)
  if (detail !== 'COMPLETE') {
    findings.warn(detail, element, WARNINGS[detail])
    return [undivided(entry, detail, details)]
  }
  if (details.length === 0) return [undivided(entry, 'COMPLETE')]
  return details.map((one, index) => divided(entry, one, index + 1, details.length))
}
