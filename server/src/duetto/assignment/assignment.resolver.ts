import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { companyById, standingIn } from '../../access/access.loader.ts'
import { CompanyType } from '../../access/company.type.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { SalesInvoiceType } from '../../ledger/invoice/salesInvoice.type.ts'
import { paymentsOfInvoice, salesInvoiceById } from '../../ledger/ledger.loader.ts'
import { PaymentType } from '../../ledger/payment/payment.type.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { EventType, ExplanationType, LetterType, PostingType, showExplanation, showPosting } from '../history.type.ts'
import { sendById } from '../send/send.loader.ts'
import { SendType } from '../send/send.type.ts'
import { mayRequest } from './agencyRequest.ts'
import {
  assignmentById,
  assignmentsOfInvoice,
  eventById,
  eventsOfAssignment,
  lettersOfAssignment,
  postingsOfAssignment,
} from './assignment.loader.ts'
import { assignmentOfPayment, daysOverdueOn } from './assignment.store.ts'
import { AssignmentType } from './assignment.type.ts'
import { explainOn } from './explanation.loader.ts'

const keyOf = ({ row }: AssignmentType): CompanyKey => ({ companyId: row.companyId, id: row.id })
const invoiceOf = ({ row }: AssignmentType): CompanyKey => ({ companyId: row.companyId, id: row.invoiceId })

@Resolver(() => AssignmentType)
export class AssignmentResolver {
  @Query(() => AssignmentType, {
    nullable: true,
    description: 'One assignment; null when there is none that the viewer may see.',
  })
  async assignment(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: "The assignment's id." }) id: string,
  ): Promise<AssignmentType | null> {
    requireUser(context.scope)
    return (await context.load(assignmentById, readId('CollectionAssignment', id))) ?? null
  }

  @FieldResolver(() => CompanyType, { description: 'The creditor.' })
  async company(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): Promise<CompanyType> {
    return found(await context.load(companyById, assignment.row.companyId))
  }

  @FieldResolver(() => Int, { description: 'Days since the due date while it runs, otherwise 0.' })
  daysOverdue(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): number {
    return daysOverdueOn(assignment.row, context.today)
  }

  @FieldResolver(() => SalesInvoiceType, { description: "The invoice in the company's ledger." })
  async invoice(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): Promise<SalesInvoiceType> {
    return found(await context.load(salesInvoiceById, invoiceOf(assignment)))
  }

  @FieldResolver(() => SendType, { description: 'The send that began it.' })
  async send(@Root() { row }: AssignmentType, @Ctx() context: OperationContext): Promise<SendType> {
    return found(await context.load(sendById, { companyId: row.companyId, id: row.sendId }))
  }

  @FieldResolver(() => AssignmentType, {
    nullable: true,
    description: 'The ended assignment of the same invoice that this one follows.',
  })
  async previous(@Root() { row }: AssignmentType, @Ctx() context: OperationContext): Promise<AssignmentType | null> {
    if (row.previousId === null) return null
    return (await context.load(assignmentById, { companyId: row.companyId, id: row.previousId })) ?? null
  }

  @FieldResolver(() => EventType, { nullable: true, description: 'The newest thing that happened to it.' })
  async newestEvent(@Root() { row }: AssignmentType, @Ctx() context: OperationContext): Promise<EventType | null> {
    if (row.newestEventId === null) return null
    return (await context.load(eventById, { companyId: row.companyId, id: row.newestEventId })) ?? null
  }

  @FieldResolver(() => [EventType], { description: 'Its whole history, oldest first.' })
  events(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): Promise<EventType[]> {
    return context.load(eventsOfAssignment, keyOf(assignment))
  }

  @FieldResolver(() => [PostingType], {
    description: 'What the debtor owes, line by line, oldest first. Empty until the agency has taken it.',
  })
  async postings(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): Promise<PostingType[]> {
    return (await context.load(postingsOfAssignment, keyOf(assignment))).map(showPosting)
  }

  @FieldResolver(() => [LetterType], { description: 'The letters that the agency has sent, oldest first.' })
  async letters(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): Promise<LetterType[]> {
    return (await context.load(lettersOfAssignment, keyOf(assignment))).map(({ letter }) => letter)
  }

  @FieldResolver(() => [PaymentType], {
    description: "Payments booked in the company's ledger while the invoice was in this assignment.",
  })
  async payments(@Root() assignment: AssignmentType, @Ctx() context: OperationContext): Promise<PaymentType[]> {
    const [payments, newestFirst] = await Promise.all([
      context.load(paymentsOfInvoice, invoiceOf(assignment)),
      context.load(assignmentsOfInvoice, invoiceOf(assignment)),
    ])
    return payments.filter((payment) => assignmentOfPayment(newestFirst, payment)?.row.id === assignment.row.id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may ask the agency to stop it now.' })
  async viewerCanRequestRecall(@Root() { row }: AssignmentType, @Ctx() context: OperationContext): Promise<boolean> {
    if (!mayRequest({ stage: row.stage, answer: row.recallState })) return false
    return (await context.load(standingIn, row.companyId)).rights.has('REQUEST_RECALL')
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may ask for leave to book a credit loss now.' })
  async viewerCanRequestCreditLoss(
    @Root() { row }: AssignmentType,
    @Ctx() context: OperationContext,
  ): Promise<boolean> {
    if (!mayRequest({ stage: row.stage, answer: row.creditLossState })) return false
    return (await context.load(standingIn, row.companyId)).rights.has('REQUEST_CREDIT_LOSS')
  }

  @FieldResolver(() => ExplanationType, {
    description: 'What is owed at the end of a day, with the interest that is not posted yet.',
  })
  async explanation(
    @Root() { row }: AssignmentType,
    @Ctx() context: OperationContext,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when not given.' }) on?: CalendarDate,
  ): Promise<ExplanationType> {
    return showExplanation(await explainOn(context, row, on ?? context.today))
  }
}

@Resolver(() => EventType)
export class EventResolver {
  @FieldResolver(() => LetterType, { nullable: true, description: 'The letter that the event is about.' })
  async letter(@Root() { row }: EventType, @Ctx() context: OperationContext): Promise<LetterType | null> {
    const letters = await context.load(lettersOfAssignment, { companyId: row.companyId, id: row.assignmentId })
    return letters.find(({ eventId }) => eventId === row.id)?.letter ?? null
  }
}

/** Rows that foreign keys and the same row security keep together. */
function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A row that must be there is not visible.')
  return value
}
