import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { userNameIn } from '../../access/access.loader.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { consentLacks } from '../../statute/electronicLetter.ts'
import { CustomerPayload } from './customer.input.ts'
import { showCard } from './customer.resolver.ts'
import { CustomerType } from './customer.type.ts'
import type { EmailConsents } from './emailConsent.service.ts'
import { consentsOf } from './emailConsent.store.ts'
import {
  EmailConsentType,
  RecordEmailConsentInput,
  showConsent,
  WithdrawEmailConsentInput,
} from './emailConsent.type.ts'

const keyOf = ({ companyId, customerId }: CustomerType) => ({ companyId, id: customerId })

@Resolver(() => CustomerType)
export class CustomerConsentResolver {
  readonly #consents: EmailConsents

  constructor(consents: EmailConsents) {
    this.#consents = consents
  }

  @Mutation(() => CustomerPayload, {
    description: "Records a customer's consent to letters by e-mail. What runs in the service is told.",
  })
  async recordEmailConsent(
    @Ctx() context: OperationContext,
    @Arg('input', () => RecordEmailConsentInput, { description: 'The consent.' }) input: RecordEmailConsentInput,
  ): Promise<CustomerPayload> {
    const key = readId('Customer', input.customerId)
    return showCard(context, key.companyId, await this.#consents.record(context.scope, key, input))
  }

  @Mutation(() => CustomerPayload, {
    description: "Withdraws a customer's consent: letters go by post again. What runs in the service is told.",
  })
  async withdrawEmailConsent(
    @Ctx() context: OperationContext,
    @Arg('input', () => WithdrawEmailConsentInput, { description: 'The withdrawal.' })
    input: WithdrawEmailConsentInput,
  ): Promise<CustomerPayload> {
    const key = readId('Customer', input.customerId)
    return showCard(context, key.companyId, await this.#consents.withdraw(context.scope, key, input.withdrawnOn))
  }

  @FieldResolver(() => EmailConsentType, {
    nullable: true,
    description: 'The consent that holds today for the address on the card; null when none does.',
  })
  async emailConsent(
    @Root() customer: CustomerType,
    @Ctx() context: OperationContext,
  ): Promise<EmailConsentType | null> {
    const consents = await context.load(consentsOf, keyOf(customer))
    const newest = consents.find(({ email }) => email === customer.email)
    return newest && !consentLacks(newest, context.today) ? showConsent(newest) : null
  }

  @FieldResolver(() => [EmailConsentType], { description: 'Every consent that was recorded, the newest first.' })
  async emailConsents(@Root() customer: CustomerType, @Ctx() context: OperationContext): Promise<EmailConsentType[]> {
    return (await context.load(consentsOf, keyOf(customer))).map(showConsent)
  }
}

@Resolver(() => EmailConsentType)
export class EmailConsentResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Name of the person who recorded it.' })
  async recordedByName(
    @Root() { companyId, recordedBy }: EmailConsentType,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    return (await context.load(userNameIn, { companyId, userId: recordedBy })) ?? null
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of the person who recorded the withdrawal.' })
  async withdrawnByName(
    @Root() { companyId, withdrawnBy }: EmailConsentType,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    if (withdrawnBy === null) return null
    return (await context.load(userNameIn, { companyId, userId: withdrawnBy })) ?? null
  }
}
