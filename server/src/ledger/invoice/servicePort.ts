import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { EmailConsent } from '../../statute/electronicLetter.ts'
import type { Beyond } from '../payment/allocation.store.ts'
import type { Books } from '../payment/booking.ts'
import type { LedgerInvoice } from './invoice.store.ts'

/** An incoming bank transaction as the room that knows the assignments needs it to tell what the money is. */
export interface IncomingMoney {
  readonly bankTransactionId: bigint
  readonly bookedOn: CalendarDate
  /** Minor units still to be placed, always positive. */
  readonly amount: bigint
  readonly currency: string
  readonly reference: string | null
  readonly payerName: string | null
  readonly payerIban: string | null
}

/** An invoice that is or has been in the service. */
export interface ServedInvoice {
  readonly id: bigint
  readonly number: string
  readonly inService: boolean
  /** Minor units unpaid in the ledger. */
  readonly open: bigint
  readonly currency: string
}

/**
 * SETTLEMENT: from the agency. DIRECT_PAYMENT: from the debtor, past the agency. DOUBTFUL: a person must say; nothing is
 * booked or reported. ORDINARY: the service has nothing more to do with the invoice.
 */
export type Verdict = 'SETTLEMENT' | 'DIRECT_PAYMENT' | 'DOUBTFUL' | 'ORDINARY'

/** A payment, counter-entry or credit booked on an invoice that is or has been in the service. */
export interface BookedPayment {
  readonly paymentId: bigint
  readonly invoiceId: bigint
  readonly kind: 'PAYMENT' | 'DIRECT_PAYMENT' | 'SETTLEMENT' | 'CREDIT_NOTE' | 'CREDIT_LOSS'
  readonly paidOn: CalendarDate
  /** Minor units; of a counter-entry negative. May exceed what was open: interest and costs are paid with it. */
  readonly amount: bigint
  readonly currency: string
  /** Present when a bank file brought it. */
  readonly money: IncomingMoney | null
  /** The number of a credit note. */
  readonly documentNumber: string | null
  readonly reversesId: bigint | null
}

/** A payment before it is booked. */
export type ExpectedPayment = Pick<BookedPayment, 'invoiceId' | 'kind' | 'amount'>

/**
 * What the ledger asks and tells about invoices that are or have been in the service, inside the transaction that books.
 * The room `duetto` implements it, the start of the program wires it: the ledger knows nothing of assignments.
 */
export interface ServicePort {
  classify(unit: Unit, companyId: bigint, money: IncomingMoney, invoice: ServedInvoice): Promise<Verdict>
  /**
   * What payments on invoices that are or have been in the service are expected to pay beside the principal, in the order
   * given and each after those before it. What the agency's book says of them comes later, and counts.
   */
  expect(unit: Unit, companyId: bigint, payments: readonly ExpectedPayment[]): Promise<Beyond[]>
  /** Money came (DIRECT_PAYMENT, SETTLEMENT or, after the service, PAYMENT). */
  paid(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void>
  /** A counter-entry; `reversesId` names the payment taken back. */
  reversed(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void>
  /** A credit note lowered the invoice. */
  credited(unit: Unit, companyId: bigint, payment: BookedPayment): Promise<void>
  /** What the agency says is owed for invoices in the service, in minor units: interest and costs with it. */
  balancesOf(unit: Unit, companyId: bigint, invoiceIds: readonly bigint[]): Promise<ReadonlyMap<bigint, bigint>>
  /** Minor units of principal that the agency collected on assignments that have ended, and the ledger waits for. */
  collected(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<bigint>
  /** A person moved the due date of an invoice in the service. */
  dueDateChanged(unit: Unit, companyId: bigint, invoiceId: bigint, dueOn: CalendarDate): Promise<void>
  /** A customer's consent to letters by e-mail was given or withdrawn, for the address that it is of. */
  emailConsentChanged(
    unit: Unit,
    companyId: bigint,
    customerId: bigint,
    consent: EmailConsent & { readonly email: string },
  ): Promise<void>
}

/**
 * Why no loss is booked and no letter recorded on an invoice of which the agency has collected all that is left, or, of a
 * loss, anything; undefined when nothing is on the way.
 */
export async function paidToService(
  { service, unit, companyId }: Books,
  { id, open, hadService, inService }: Pick<LedgerInvoice, 'id' | 'open' | 'hadService' | 'inService'>,
  isLoss: boolean,
): Promise<UserError | undefined> {
  if (!hadService || inService) return undefined
  const collected = await service.collected(unit, companyId, id)
  if (collected <= 0n || (!isLoss && collected < open)) return undefined
  return {
    code: 'PAID_TO_SERVICE',
    message: 'The customer has paid Duetto. The settlement is on its way; wait for it.',
  }
}
