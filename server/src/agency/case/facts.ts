import { money } from '../../kernel/money.ts'
import type { ReceivableFacts } from '../../statute/facts.ts'
import type { Assignment, Book } from './assignment.ts'
import type { Line, PostedLine } from './posting.ts'
import { balanceOf, standing } from './posting.ts'

/** Percent as decimal text in basis points: '11.5' is 1150. A further decimal is dropped, in the debtor's favour. */
export function basisPointsOf(percent: string): bigint {
  const [whole = '0', decimals = ''] = percent.split('.')
  return BigInt(whole) * 100n + BigInt(`${decimals}00`.slice(0, 2))
}

/** Basis points as percent: 1150 is '11.5'. */
export function percentOf(basisPoints: bigint): string {
  const decimals = (basisPoints % 100n).toString().padStart(2, '0').replace(/0+$/, '')
  return `${basisPoints / 100n}${decimals === '' ? '' : `.${decimals}`}`
}

/** A payment that was reversed never happened; of the others only the principal's part stops interest. */
function principalPayments(book: Book, more: readonly Line[]): ReceivableFacts['payments'] {
  const lines: readonly Line[] = [...standing(book.postings), ...more]
  return lines
    .filter((line) => line.component === 'PRINCIPAL' && line.kind !== 'PRINCIPAL')
    .map((line) => ({ on: line.on, principal: money(-line.amount, book.assignment.currency) }))
}

function handedOver(postings: readonly PostedLine[]): bigint {
  return balanceOf(postings.filter((line) => line.kind === 'PRINCIPAL'))
}

type Debtor = Pick<Assignment, 'debtor'>

/** A company known by its business ID bought from a trader: a commercial contract in the sense of 30/2013. */
function isCommercial({ debtor }: Debtor): boolean {
  return debtor.kind === 'BUSINESS' && debtor.businessId !== null
}

/**
 * What the law asks about the receivable. The invoice's due date counts as agreed: the material carries no other, and
 * the letters say how to object to it. `more` are lines not posted yet.
 */
export function factsOf(book: Book, more: readonly Line[] = []): ReceivableFacts {
  const { assignment } = book
  const compensation = [...standing(book.postings), ...more].filter((line) => line.kind === 'FIXED_COMPENSATION')
  return {
    regime: assignment.debtor.kind === 'CONSUMER' ? 'CONSUMER' : 'OTHER',
    commercialContract: isCommercial(assignment),
    publicLaw: false,
    directlyEnforceable: false,
    creditorMayDeductVat: assignment.creditor.mayDeductVat,
    principal: money(handedOver(book.postings), assignment.currency),
    invoiceSentOn: assignment.issuedOn,
    dueDate: assignment.dueOn,
    dueDateBinding: true,
    history: book.steps,
    ...(assignment.judgmentOn === null ? {} : { judgmentOn: assignment.judgmentOn }),
    payments: principalPayments(book, more),
    disputed: [assignment.hold, ...assignment.holdsBefore].includes('DISPUTED'),
    ...(assignment.suspendedOn === null ? {} : { suspendedOn: assignment.suspendedOn }),
    compensationCharged: money(balanceOf(compensation), assignment.currency),
    ...(assignment.agreedInterest === null ? {} : { agreedInterest: basisPointsOf(assignment.agreedInterest) }),
  }
}

/**
 * The same for the question of a letter and its cost. Whether the due date was agreed with a consumer the material does
 * not say: its first reminder then costs only when the invoice was sent 14 days before the due date (513/1999 10 b §).
 */
export function letterFactsOf(book: Book, more: readonly Line[] = []): ReceivableFacts {
  const facts = factsOf(book, more)
  return facts.regime === 'CONSUMER' ? { ...facts, dueDateBinding: false } : facts
}
