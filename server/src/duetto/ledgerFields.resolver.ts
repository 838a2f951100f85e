import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { SalesInvoiceType } from '../ledger/invoice/salesInvoice.type.ts'
import { readInvoicesForSend } from '../ledger/invoice/serviceLink.ts'
import { PaymentType } from '../ledger/payment/payment.type.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { allByKey, type CompanyKey, defineLoader, oneByKey } from '../platform/graphql/loader.ts'
import { RefusalType, showRefusal } from '../platform/graphql/userError.type.ts'
import { lessCollected } from './assignment/allocation.service.ts'
import { assignmentsOfInvoice } from './assignment/assignment.loader.ts'
import { assignmentOfPayment } from './assignment/assignment.store.ts'
import { AssignmentType } from './assignment/assignment.type.ts'
import { costFacts } from './cost/cost.store.ts'
import { refusals, type SendFacts, type Service } from './send/eligibility.ts'
import { serviceLettersOf } from './send/send.store.ts'
import { sendFacts } from './send/sendFacts.ts'

const sendFactsOf = defineLoader<CompanyKey, SendFacts | undefined>('duetto.sendFacts', async (unit, keys, context) => {
  const found = await lessCollected(unit, await readInvoicesForSend(unit, keys, context.today))
  const invoices = oneByKey(keys, found, ({ companyId, id }) => ({ companyId, id }))
  const letters = allByKey(keys, await serviceLettersOf(unit, keys), (row) => ({
    companyId: row.companyId,
    id: row.invoiceId,
  }))
  const costs = await costFacts(unit, keys)
  return invoices.map((invoice, index) => invoice && sendFacts(invoice, letters[index] ?? [], costs[index]))
})

const keyOf = (invoice: SalesInvoiceType): CompanyKey => ({ companyId: invoice.companyId, id: invoice.invoiceId })

/** What the service has to say about invoices and payments of the ledger. */
@Resolver(() => SalesInvoiceType)
export class InvoiceServiceResolver {
  @FieldResolver(() => [AssignmentType], { description: 'Its assignments in the service, newest first.' })
  assignments(@Root() invoice: SalesInvoiceType, @Ctx() context: OperationContext): Promise<AssignmentType[]> {
    return context.load(assignmentsOfInvoice, keyOf(invoice))
  }

  @FieldResolver(() => AssignmentType, {
    nullable: true,
    description: 'Its running assignment, or else the newest; null when it never was in the service.',
  })
  async assignment(
    @Root() invoice: SalesInvoiceType,
    @Ctx() context: OperationContext,
  ): Promise<AssignmentType | null> {
    const [newest] = await context.load(assignmentsOfInvoice, keyOf(invoice))
    return newest ?? null
  }

  @FieldResolver(() => [RefusalType], {
    description: 'Why it cannot be sent to the reminder service today; empty when it can.',
  })
  sendableToReminder(@Root() invoice: SalesInvoiceType, @Ctx() context: OperationContext): Promise<RefusalType[]> {
    return sendable(context, invoice, 'REMINDER')
  }

  @FieldResolver(() => [RefusalType], {
    description: 'Why it cannot be sent to the collection service today; empty when it can.',
  })
  sendableToCollection(@Root() invoice: SalesInvoiceType, @Ctx() context: OperationContext): Promise<RefusalType[]> {
    return sendable(context, invoice, 'COLLECTION')
  }
}

async function sendable(
  context: OperationContext,
  invoice: SalesInvoiceType,
  service: Service,
): Promise<RefusalType[]> {
  const facts = await context.load(sendFactsOf, keyOf(invoice))
  return facts ? refusals(service, facts, context.today).map(showRefusal) : []
}

@Resolver(() => PaymentType)
export class PaymentServiceResolver {
  @FieldResolver(() => AssignmentType, {
    nullable: true,
    description:
      'The assignment in the service that the payment belongs to; null when the service has nothing to do with it.',
  })
  async assignment(@Root() payment: PaymentType, @Ctx() context: OperationContext): Promise<AssignmentType | null> {
    const key = { companyId: payment.companyId, id: payment.invoiceId }
    return assignmentOfPayment(await context.load(assignmentsOfInvoice, key), payment) ?? null
  }
}
