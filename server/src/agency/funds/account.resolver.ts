import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { StatementLanguage } from '../../exchange/settlement/statement.ts'
import { money } from '../../kernel/money.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { showMoney } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { Invoicing } from '../invoice/invoicing.ts'
import type { MoneyTermsDesk } from '../invoice/moneyTerms.ts'
import type { Claims } from '../settlement/claims.ts'
import {
  AgencyInvoiceConnection,
  type AgencyInvoiceType,
  CompanyMoneyTermsType,
  CreditorClaimType,
  MakeAgencyInvoicesInput,
  MakeAgencyInvoicesPayload,
  MoveOwnSharePayload,
  OwnShareType,
  RecordInvoicePaymentInput,
  RecordInvoicePaymentPayload,
  SetMoneyTermsInput,
  SetMoneyTermsPayload,
  showClaim,
  showInvoice,
  showOwnShare,
  showTerms,
} from './account.type.ts'
import type { OwnShares } from './ownShare.ts'

export interface AccountParts {
  readonly invoicing: Invoicing
  readonly claims: Claims
  readonly ownShares: OwnShares
  readonly terms: MoneyTermsDesk
}

/** The staff's side of the account between the agency and each creditor, and of the agency's own share. */
@Resolver()
export class AgencyAccountResolver {
  readonly #parts: AccountParts

  constructor(parts: AccountParts) {
    this.#parts = parts
  }

  @Query(() => AgencyInvoiceConnection, {
    description: "The agency's invoices to companies, the newest number first. Staff only.",
  })
  async agencyInvoices(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER)
    after: string | undefined,
    @Arg('companyFileId', () => ID, { nullable: true, description: 'Of one company.' })
    companyFileId: string | undefined,
    @Arg('open', () => Boolean, { defaultValue: false, description: 'Only those that are not paid.' }) open: boolean,
  ): Promise<ConnectionOf<AgencyInvoiceType>> {
    const page = readPage({ first, after }, 1)
    const companyId = companyFileId ? readId('CompanyFile', companyFileId).id : null
    const rows = await this.#parts.invoicing.list(context.scope, { companyId, isOpen: open }, page)
    return showPage(rows, page, showInvoice, (row) => [row.number])
  }

  @Mutation(() => MakeAgencyInvoicesPayload, {
    description: 'Invoices every company for what was not invoiced before, until a day that has passed. Staff only.',
  })
  async makeAgencyInvoices(
    @Ctx() context: OperationContext,
    @Arg('input', () => MakeAgencyInvoicesInput, { description: 'Until when.' }) input: MakeAgencyInvoicesInput,
  ): Promise<MakeAgencyInvoicesPayload> {
    const made = await this.#parts.invoicing.run(context.scope, input.periodEnd)
    if (!made.ok) return { invoices: 0, total: null, error: showRefusal(made.error) }
    const sum = made.value.reduce((total, { payable }) => total + payable, 0n)
    const total = made.value.length === 0 ? null : showMoney(money(sum))
    return { invoices: made.value.length, total, error: null }
  }

  @Mutation(() => RecordInvoicePaymentPayload, {
    description: "Records a payment of an invoice that came to the agency's own account. Staff only.",
  })
  async recordInvoicePayment(
    @Ctx() context: OperationContext,
    @Arg('input', () => RecordInvoicePaymentInput, { description: 'What was paid.' }) input: RecordInvoicePaymentInput,
  ): Promise<RecordInvoicePaymentPayload> {
    const { companyId, id } = readId('AgencyInvoice', input.invoiceId)
    const payment = { companyId, id, amount: input.amount ?? null, paidOn: input.paidOn }
    const recorded = await this.#parts.invoicing.recordPayment(context.scope, payment)
    if (!recorded.ok) return { invoice: null, error: showRefusal(recorded.error) }
    return { invoice: showInvoice(recorded.value), error: null }
  }

  @Query(() => [CreditorClaimType], {
    description: 'What companies owe to client funds: those that run first, at most 100. Staff only.',
  })
  async creditorClaims(@Ctx() context: OperationContext): Promise<CreditorClaimType[]> {
    return (await this.#parts.claims.list(context.scope)).map(showClaim)
  }

  @Query(() => [OwnShareType], {
    description: "The agency's own money on the accounts for client funds. Staff only.",
  })
  async ownShares(@Ctx() context: OperationContext): Promise<OwnShareType[]> {
    return (await this.#parts.ownShares.list(context.scope)).map(showOwnShare)
  }

  @Mutation(() => MoveOwnSharePayload, {
    description: "Moves the agency's share to its own account with the next payment file. Staff only.",
  })
  async moveOwnShare(@Ctx() context: OperationContext): Promise<MoveOwnSharePayload> {
    return { moved: (await this.#parts.ownShares.move(context.scope)).map(showMoney) }
  }

  @Query(() => CompanyMoneyTermsType, { description: 'What is agreed with a company about money. Staff only.' })
  async moneyTerms(
    @Ctx() context: OperationContext,
    @Arg('companyFileId', () => ID, { description: 'The company file.' }) companyFileId: string,
  ): Promise<CompanyMoneyTermsType> {
    return showTerms(await this.#parts.terms.find(context.scope, readId('CompanyFile', companyFileId).id))
  }

  @Mutation(() => SetMoneyTermsPayload, {
    description: 'Agrees new money terms with a company, from today or later. Staff only.',
  })
  async setMoneyTerms(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetMoneyTermsInput, { description: 'The terms.' }) input: SetMoneyTermsInput,
  ): Promise<SetMoneyTermsPayload> {
    const { companyFileId, validFrom, way, iban, minimum, language } = input
    const lower = (language ?? 'FI').toLowerCase() as StatementLanguage
    const terms = { validFrom, way, iban: iban ?? null, minimum: minimum ?? '0', language: lower }
    const set = await this.#parts.terms.set(context.scope, readId('CompanyFile', companyFileId).id, terms)
    return set.ok ? { terms: showTerms(set.value), error: null } : { terms: null, error: showRefusal(set.error) }
  }
}
