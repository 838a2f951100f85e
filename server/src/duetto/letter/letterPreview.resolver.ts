import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { LetterChannel, LetterKind } from '../../exchange/messages/fromAgency.ts'
import { type ChannelReason, channelReasons, type Previewer } from '../../exchange/messages/preview.ts'
import { type CalendarDate, calendarDate } from '../../kernel/calendarDate.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { words } from '../../platform/graphql/enums.ts'
import { LetterChannelEnum, LetterKindEnum } from '../../platform/graphql/letter.enums.ts'
import { MoneyType } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { RefusalType, showRefusal } from '../../platform/graphql/userError.type.ts'
import { type AfterReminder, AfterReminderEnum, type AssignmentKind } from '../assignment/assignment.enums.ts'
import { SendKindEnum } from '../send/send.type.ts'
import { previewLetter, type ShownLetter } from './letterPreview.ts'

const ChannelReasonEnum = words(channelReasons)
registerEnumType(ChannelReasonEnum, {
  name: 'ChannelReason',
  description: 'Why a letter goes by e-mail, or on paper.',
  valuesConfig: {
    BUSINESS: { description: 'By e-mail: a business whose address is known.' },
    CONSENT: { description: 'By e-mail: a consumer whose consent holds on the day (513/1999, 5 §).' },
    POLICY: { description: "On paper: the company's policy of collection." },
    NO_EMAIL: { description: 'On paper: no e-mail address is known.' },
    NO_CONSENT: { description: 'On paper: a consumer has not consented to e-mail at the address.' },
    CONSENT_WITHDRAWN: { description: "On paper: the consumer's consent has been withdrawn." },
    CONSENT_ENDED: { description: "On paper: the consumer's consent is older than twelve months." },
  } satisfies Record<ChannelReason, { description: string }>,
})

@ObjectType('LetterPreview', {
  description: 'The first letter that an invoice would bring, as the agency would print it. Nothing is sent.',
})
export class LetterPreviewType {
  @Field(() => Boolean, { description: 'Whether the invoice may be sent today and brings this letter.' })
  allowed!: boolean

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which the letter may go and be charged for; the preview is of that day.',
  })
  earliest!: CalendarDate | null

  @Field(() => LetterKindEnum, { nullable: true, description: 'What it is; null when there is no letter to show.' })
  letterKind!: LetterKind | null

  @Field(() => LetterChannelEnum, { nullable: true, description: 'How the agency would send it.' })
  channel!: LetterChannel | null

  @Field(() => ChannelReasonEnum, { nullable: true, description: 'Why it would go so; null when it is not told.' })
  channelReason!: ChannelReason | null

  @Field(() => LanguageEnum, { nullable: true, description: 'Its language.' })
  language!: Language | null

  @Field(() => DateScalar, { nullable: true, description: 'The last day to pay that it would give.' })
  dueOn!: CalendarDate | null

  @Field(() => MoneyType, { nullable: true, description: 'What it would ask for in all.' })
  total!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'Its text.' })
  body!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The paper as a PDF file in base64. It has neither a reference nor codes to pay by.',
  })
  pdfBase64!: string | null

  @Field(() => [RefusalType], { description: 'Everything against sending the invoice today, and what to do about it.' })
  problems!: RefusalType[]
}

@Resolver()
export class LetterPreviewResolver {
  readonly #ask: Previewer

  constructor(ask: Previewer) {
    this.#ask = ask
  }

  @Query(() => LetterPreviewType, {
    nullable: true,
    description: 'Shows the letter before an invoice is sent; null when there is no invoice that the viewer may see.',
  })
  async letterPreview(
    @Ctx() context: OperationContext,
    @Arg('invoiceId', () => ID, { description: 'The invoice.' }) invoiceId: string,
    @Arg('kind', () => SendKindEnum, { description: 'The service it would be sent to.' }) kind: AssignmentKind,
    @Arg('afterReminder', () => AfterReminderEnum, {
      nullable: true,
      description: 'What would follow when reminders stay unpaid; RETURN when not given.',
    })
    afterReminder?: AfterReminder,
  ): Promise<LetterPreviewType | null> {
    requireUser(context.scope)
    const { companyId, id } = readId('SalesInvoice', invoiceId)
    const request = { kind, afterReminder: kind === 'REMINDER' ? (afterReminder ?? 'RETURN') : null }
    const shown = await previewLetter(context, { companyId, id }, request, this.#ask)
    return shown ? showPreview(shown) : null
  }
}

function showPreview({ problems, letter }: ShownLetter): LetterPreviewType {
  return {
    allowed: problems.length === 0 && letter !== null,
    earliest: letter && calendarDate(letter.sentOn),
    letterKind: letter?.kind ?? null,
    channel: letter?.channel ?? null,
    channelReason: letter?.channelReason ?? null,
    language: letter ? (letter.language.toUpperCase() as Language) : null,
    dueOn: letter && calendarDate(letter.dueOn),
    total: letter?.total ?? null,
    body: letter?.body ?? null,
    pdfBase64: letter?.pdf ?? null,
    problems: problems.map(showRefusal),
  }
}
