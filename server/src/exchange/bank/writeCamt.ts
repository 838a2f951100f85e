import { formatDecimal, type Money } from '../../kernel/money.ts'
import { encodeXml, leaf, node } from '../xml/write.ts'
import type { Balance, BankStatement, BankTransaction } from './statement.ts'

export type TransactionToWrite = Pick<
  BankTransaction,
  | 'archiveId'
  | 'entryRef'
  | 'direction'
  | 'reversal'
  | 'bookedOn'
  | 'valueOn'
  | 'amount'
  | 'rawReference'
  | 'payerName'
  | 'payerIban'
  | 'payeeName'
  | 'payeeIban'
  | 'message'
  | 'endToEndId'
  | 'bankCode'
>

/** A statement without what its reader works out; a statement that was read can be written as it is. */
export type StatementToWrite = Omit<BankStatement, 'kind' | 'transactions' | 'refusedEntries'> & {
  readonly kind: '053' | '054'
  readonly messageId: string
  /** ISO 8601 moment. */
  readonly createdAt: string
  readonly transactions: readonly TransactionToWrite[]
}

const ELEMENTS = {
  '053': { wrapper: 'BkToCstmrStmt', report: 'Stmt' },
  '054': { wrapper: 'BkToCstmrDbtCdtNtfctn', report: 'Ntfctn' },
} as const

function amount(value: Money): string {
  return leaf('Amt', formatDecimal(value), { Ccy: value.currency })
}

function balance(code: 'OPBD' | 'CLBD', value: Balance | undefined): string {
  if (!value) return ''
  const isDebit = value.amount.minor < 0n
  const size = { ...value.amount, minor: isDebit ? -value.amount.minor : value.amount.minor }
  return node(
    'Bal',
    node('Tp', node('CdOrPrtry', leaf('Cd', code))),
    amount(size),
    leaf('CdtDbtInd', isDebit ? 'DBIT' : 'CRDT'),
    node('Dt', leaf('Dt', value.date)),
  )
}

// ISO 20022 external code set: received credit transfer (SEPA), issued credit transfer (SEPA).
const USUAL_CODE = { CRDT: 'PMNT/RCDT/ESCT', DBIT: 'PMNT/ICDT/ESCT' } as const

function bankCode(transaction: TransactionToWrite): string {
  const [domain, family, subFamily] = (transaction.bankCode ?? USUAL_CODE[transaction.direction]).split('/')
  return node(
    'BkTxCd',
    node('Domn', leaf('Cd', domain), node('Fmly', leaf('Cd', family), leaf('SubFmlyCd', subFamily))),
  )
}

function remittance({ message, rawReference }: TransactionToWrite): string {
  const type = leaf('Cd', rawReference === undefined ? undefined : 'SCOR')
  return node(
    'RmtInf',
    leaf('Ustrd', message),
    node('Strd', node('CdtrRefInf', node('Tp', node('CdOrPrtry', type)), leaf('Ref', rawReference))),
  )
}

function details(transaction: TransactionToWrite): string {
  const { payerName, payerIban, payeeName, payeeIban } = transaction
  return node(
    'NtryDtls',
    node(
      'TxDtls',
      node('Refs', leaf('AcctSvcrRef', transaction.archiveId), leaf('EndToEndId', transaction.endToEndId)),
      node('AmtDtls', node('TxAmt', amount(transaction.amount))),
      node(
        'RltdPties',
        node('Dbtr', leaf('Nm', payerName)),
        node('DbtrAcct', node('Id', leaf('IBAN', payerIban))),
        node('Cdtr', leaf('Nm', payeeName)),
        node('CdtrAcct', node('Id', leaf('IBAN', payeeIban))),
      ),
      remittance(transaction),
    ),
  )
}

function entry(transaction: TransactionToWrite): string {
  return node(
    'Ntry',
    leaf('NtryRef', transaction.entryRef),
    amount(transaction.amount),
    leaf('CdtDbtInd', transaction.direction),
    leaf('RvslInd', transaction.reversal ? 'true' : undefined),
    leaf('Sts', 'BOOK'),
    node('BookgDt', leaf('Dt', transaction.bookedOn)),
    node('ValDt', leaf('Dt', transaction.valueOn)),
    leaf('AcctSvcrRef', transaction.archiveId),
    bankCode(transaction),
    details(transaction),
  )
}

/** The bytes of a camt.053 or camt.054 message of version 02, each transaction as an entry of its own. */
export function writeCamt(statement: StatementToWrite): Buffer {
  const { wrapper, report } = ELEMENTS[statement.kind]
  const content = node(
    wrapper,
    node('GrpHdr', leaf('MsgId', statement.messageId), leaf('CreDtTm', statement.createdAt)),
    node(
      report,
      leaf('Id', statement.statementId),
      leaf('CreDtTm', statement.createdAt),
      node('Acct', node('Id', leaf('IBAN', statement.accountIban)), leaf('Ccy', statement.currency)),
      balance('OPBD', statement.openingBalance),
      balance('CLBD', statement.closingBalance),
      ...statement.transactions.map(entry),
    ),
  )
  const namespace = `urn:iso:std:iso:20022:tech:xsd:camt.${statement.kind}.001.02`
  return encodeXml(`<Document xmlns="${namespace}">\n${content}</Document>\n`, 'UTF-8')
}
