import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import { encodeXml, leaf, node } from '../xml/write.ts'

/** One transfer to one account. */
export interface CreditTransfer {
  /** Names the transfer from end to end, at most 35 characters of the SEPA set. */
  readonly endToEndId: string
  /** Cents, above zero. */
  readonly amount: bigint
  readonly payee: string
  /** Electronic form. */
  readonly iban: string
  /** Normal form (kernel/referenceNumber.ts); what is no reference goes as a message. */
  readonly reference: string | null
  /** Read by the payee where there is no reference. */
  readonly message: string
}

/** Transfers from one account on one day, in one currency. */
export interface CreditTransferFile {
  /** At most 35 characters; the bank refuses a second file of the same. */
  readonly messageId: string
  /** ISO 8601 moment. */
  readonly createdAt: string
  readonly executeOn: CalendarDate
  readonly payer: string
  readonly payerIban: string
  readonly currency: string
  /** At least one. */
  readonly transfers: readonly CreditTransfer[]
}

const NAME_LENGTH = 70
const MESSAGE_LENGTH = 140

function total({ transfers, currency }: CreditTransferFile): string {
  const cents = transfers.reduce((sum, transfer) => sum + transfer.amount, 0n)
  return formatDecimal(money(cents, currency))
}

/** ISO 11649 has an issuer of its own; a national Finnish reference has none. */
function remittance({ reference, message }: CreditTransfer): string {
  const known = reference === null ? undefined : parseReference(reference)
  if (known === undefined) return node('RmtInf', leaf('Ustrd', message.slice(0, MESSAGE_LENGTH) || undefined))
  const issuer = known.startsWith('RF') ? 'ISO' : undefined
  const type = node('Tp', node('CdOrPrtry', leaf('Cd', 'SCOR')), leaf('Issr', issuer))
  return node('RmtInf', node('Strd', node('CdtrRefInf', type, leaf('Ref', known))))
}

function transferOf(transfer: CreditTransfer, currency: string): string {
  return node(
    'CdtTrfTxInf',
    node('PmtId', leaf('EndToEndId', transfer.endToEndId)),
    node('Amt', leaf('InstdAmt', formatDecimal(money(transfer.amount, currency)), { Ccy: currency })),
    node('Cdtr', leaf('Nm', transfer.payee.slice(0, NAME_LENGTH))),
    node('CdtrAcct', node('Id', leaf('IBAN', transfer.iban))),
    remittance(transfer),
  )
}

/**
 * The bytes of an ISO 20022 pain.001.001.09 customer credit transfer initiation: SEPA transfers, each booked by itself.
 * The BIC of the payer's bank is left to the bank, which the IBAN names.
 */
export function writeCreditTransfers(file: CreditTransferFile): Buffer {
  const count = file.transfers.length.toString()
  const sum = total(file)
  const payer = node('Dbtr', leaf('Nm', file.payer.slice(0, NAME_LENGTH)))
  const content = node(
    'CstmrCdtTrfInitn',
    node(
      'GrpHdr',
      leaf('MsgId', file.messageId),
      leaf('CreDtTm', file.createdAt),
      leaf('NbOfTxs', count),
      leaf('CtrlSum', sum),
      node('InitgPty', leaf('Nm', file.payer.slice(0, NAME_LENGTH))),
    ),
    node(
      'PmtInf',
      leaf('PmtInfId', file.messageId),
      leaf('PmtMtd', 'TRF'),
      leaf('BtchBookg', 'false'),
      leaf('NbOfTxs', count),
      leaf('CtrlSum', sum),
      node('PmtTpInf', node('SvcLvl', leaf('Cd', 'SEPA'))),
      node('ReqdExctnDt', leaf('Dt', file.executeOn)),
      payer,
      node('DbtrAcct', node('Id', leaf('IBAN', file.payerIban)), leaf('Ccy', file.currency)),
      node('DbtrAgt', node('FinInstnId', node('Othr', leaf('Id', 'NOTPROVIDED')))),
      leaf('ChrgBr', 'SLEV'),
      ...file.transfers.map((transfer) => transferOf(transfer, file.currency)),
    ),
  )
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'
  return encodeXml(`<Document xmlns="${namespace}">\n${content}</Document>\n`, 'UTF-8')
}
