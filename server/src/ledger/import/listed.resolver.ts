import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { showDocumentRefusal } from '../../platform/graphql/document.type.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { CustomerCard } from '../customer/customer.ts'
import { CustomerType } from '../customer/customer.type.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import { customerById, paymentById, salesInvoiceById } from '../ledger.loader.ts'
import { PaymentType } from '../payment/payment.type.ts'
import {
  ImportCreditNotesInput,
  ImportPaymentsInput,
  ImportSalesInvoicesInput,
  MOST_ITEMS,
  UpsertCustomersInput,
} from './listed.input.ts'
import { ImportedItemType, ImportListPayload, UpsertCustomersPayload, UpsertedCustomerType } from './listed.type.ts'
import type { CustomerAnswer, ItemAnswer, ListedImport } from './listedImport.service.ts'
import { readListedCreditNote, readListedInvoice, readListedPayment } from './listedItem.ts'

const LISTS = `Every item gets its own answer and a bad one never stops the others; sending again changes nothing. At most ${MOST_ITEMS} items.`

@Resolver()
export class ListedResolver {
  readonly #lists: ListedImport

  constructor(lists: ListedImport) {
    this.#lists = lists
  }

  @Mutation(() => ImportListPayload, {
    description: `Takes sales invoices of one company into its books, known by their numbers. ${LISTS} The same number with other amounts, days or reference is refused (NUMBER_TAKEN_DIFFERENT). Needs the right IMPORT_INVOICES.`,
  })
  async importSalesInvoices(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportSalesInvoicesInput, { description: 'The invoices.' }) input: ImportSalesInvoicesInput,
  ): Promise<ImportListPayload> {
    const { companyId, items } = read(input.companyId, input.invoices)
    const answers = await this.#lists.documents(context.scope, companyId, items, (item, seller, index) =>
      readListedInvoice(item, seller, { path: `input.invoices.${index}`, index, today: context.today }),
    )
    return showItems(companyId, answers, (index) => [items[index]?.number, `input.invoices.${index}`])
  }

  @Mutation(() => ImportListPayload, {
    description: `Takes credit notes of one company into its books, known by their numbers; each lowers the invoice that it names, and the agency hears of it when that invoice is in the service. ${LISTS} Needs the right IMPORT_INVOICES.`,
  })
  async importCreditNotes(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportCreditNotesInput, { description: 'The credit notes.' }) input: ImportCreditNotesInput,
  ): Promise<ImportListPayload> {
    const { companyId, items } = read(input.companyId, input.creditNotes)
    const answers = await this.#lists.documents(context.scope, companyId, items, (item, seller, index) =>
      readListedCreditNote(item, seller, { path: `input.creditNotes.${index}`, index, today: context.today }),
    )
    return showItems(companyId, answers, (index) => [items[index]?.number, `input.creditNotes.${index}`])
  }

  @Mutation(() => ImportListPayload, {
    description: `Books incoming payments of one company, known by their external ids; the agency hears of those on invoices in the service as direct payments. ${LISTS} The same external id with another content is refused (EXTERNAL_ID_TAKEN_DIFFERENT), and so are INVOICE_NOT_FOUND, EXCEEDS_OPEN, PROBABLE_DOUBLE and COUNTED_IN_PAID. Needs the right IMPORT_PAYMENTS.`,
  })
  async importPayments(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportPaymentsInput, { description: 'The payments.' }) input: ImportPaymentsInput,
  ): Promise<ImportListPayload> {
    const { companyId, items } = read(input.companyId, input.payments)
    const results = items.map((item, index) => readListedPayment(item, { path: `input.payments.${index}`, index }))
    const answers = await this.#lists.payments(context.scope, companyId, results)
    return showItems(companyId, answers, (index) => [items[index]?.externalId, `input.payments.${index}`])
  }

  @Mutation(() => UpsertCustomersPayload, {
    description: `Makes customer cards of one company or brings them up to date. Customers are told apart by business ID, else by their number, else by name and post code. What a person has set on a card stays. ${LISTS} Needs the right EDIT_CUSTOMERS.`,
  })
  async upsertCustomers(
    @Ctx() context: OperationContext,
    @Arg('input', () => UpsertCustomersInput, { description: 'The customers.' }) input: UpsertCustomersInput,
  ): Promise<UpsertCustomersPayload> {
    const { companyId, items } = read(input.companyId, input.customers)
    const given = items.map((item) => ({ ...item, language: item.language?.toLowerCase() as CustomerCard['language'] }))
    return showCustomers(companyId, await this.#lists.customers(context.scope, companyId, given))
  }
}

function read<Item>(companyId: string, items: Item[]): { companyId: bigint; items: Item[] } {
  if (items.length > MOST_ITEMS)
    throw new BadInput(`One operation takes at most ${MOST_ITEMS} items: send several.`, 'TOO_MANY_ITEMS')
  return { companyId: readId('Company', companyId).id, items }
}

function showItems(
  companyId: bigint,
  answers: readonly ItemAnswer[],
  placeOf: (index: number) => [key: string | undefined, path: string],
): ImportListPayload {
  const count = (outcome: ItemAnswer['outcome']) => answers.filter((one) => one.outcome === outcome).length
  const items = answers.map(({ outcome, invoiceId, paymentId, warnings, refusal }, index) => {
    const [key = '', path] = placeOf(index)
    const refusals = refusal ? [refusal, ...(refusal.also ?? [])] : []
    return {
      companyId,
      invoiceId,
      paymentId,
      index,
      key,
      outcome,
      warnings: warnings.map(showRefusal),
      // A line is that of a file; what the books refuse is the item as a whole.
      refusals: refusals.map((one) => ({ ...showDocumentRefusal({ path, ...one }), line: null })),
    }
  })
  return { items, imported: count('IMPORTED'), alreadyThere: count('ALREADY_THERE'), refused: count('REFUSED') }
}

function showCustomers(companyId: bigint, answers: readonly CustomerAnswer[]): UpsertCustomersPayload {
  const count = (outcome: CustomerAnswer['outcome']) => answers.filter((one) => one.outcome === outcome).length
  const customers = answers.map(({ outcome, customerId, refusal }, index) => ({
    companyId,
    customerId,
    index,
    outcome,
    refusal: refusal && showRefusal({ ...refusal, field: fieldOf(index, refusal.field) }),
  }))
  return {
    customers,
    created: count('CREATED'),
    changed: count('CHANGED'),
    unchanged: count('UNCHANGED'),
    refused: count('REFUSED'),
  }
}

/** The rules of a card name its field as the page's form does. */
function fieldOf(index: number, field: string | undefined): string {
  const name = field?.replace(/^input\./, '')
  return `input.customers.${index}${name ? `.${name}` : ''}`
}

@Resolver(() => ImportedItemType)
export class ImportedItemResolver {
  @FieldResolver(() => SalesInvoiceType, {
    nullable: true,
    description: 'The invoice in the books, new or already there; of a credit note or payment the one that it lowers.',
  })
  async invoice(
    @Root() { companyId, invoiceId }: ImportedItemType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType | null> {
    if (invoiceId === null) return null
    return (await context.load(salesInvoiceById, { companyId, id: invoiceId })) ?? null
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: 'Of a payment: the payment in the books.' })
  async payment(
    @Root() { companyId, paymentId }: ImportedItemType,
    @Ctx() context: OperationContext,
  ): Promise<PaymentType | null> {
    if (paymentId === null) return null
    return (await context.load(paymentById, { companyId, id: paymentId })) ?? null
  }
}

@Resolver(() => UpsertedCustomerType)
export class UpsertedCustomerResolver {
  @FieldResolver(() => CustomerType, { nullable: true, description: 'The card after it; null when refused.' })
  async customer(
    @Root() { companyId, customerId }: UpsertedCustomerType,
    @Ctx() context: OperationContext,
  ): Promise<CustomerType | null> {
    if (customerId === null) return null
    return (await context.load(customerById, { companyId, id: customerId })) ?? null
  }
}
