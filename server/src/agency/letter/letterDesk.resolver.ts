import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { SetText } from './letterDesk.store.ts'
import type { LetterDesk } from './letterDesk.ts'
import {
  LetterTextType,
  MakePrintBatchInput,
  MarkPrintedInput,
  PrintBatchPayload,
  PrintDayType,
  SetLetterTextInput,
  SetLetterTextPayload,
  StaffLetterConnection,
  type StaffLetterType,
  showBatch,
  showDay,
  showStaffLetter,
  showText,
} from './letterDesk.type.ts'

@Resolver()
export class LetterDeskResolver {
  readonly #desk: LetterDesk

  constructor(desk: LetterDesk) {
    this.#desk = desk
  }

  @Query(() => PrintDayType, { description: 'How the printing of a day stands. Staff only.' })
  async printDay(
    @Ctx() context: OperationContext,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when not given.' }) on?: CalendarDate,
  ): Promise<PrintDayType> {
    return showDay(await this.#desk.day(context.scope, on ?? context.today))
  }

  @Query(() => StaffLetterConnection, {
    description: 'The letters of a day by channel and post code: the order in which they are printed. Staff only.',
  })
  async staffLetters(
    @Ctx() context: OperationContext,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when not given.' }) on?: CalendarDate,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first = 50,
    @Arg('after', () => String, AFTER) after?: string,
  ): Promise<ConnectionOf<StaffLetterType>> {
    const page = readPage({ first, after }, 4)
    const rows = await this.#desk.letters(context.scope, on ?? context.today, page)
    return showPage(rows, page, showStaffLetter, (row) => [row.channel, row.postCode, row.companyId, row.id])
  }

  @Query(() => [LetterTextType], { description: "A creditor's own words in its letters. Staff only." })
  async letterTexts(
    @Ctx() context: OperationContext,
    @Arg('creditorBusinessId', () => String, { description: 'Business ID of the creditor.' }) businessId: string,
  ): Promise<LetterTextType[]> {
    return (await this.#desk.texts(context.scope, businessId)).map(showText)
  }

  @Mutation(() => PrintBatchPayload, {
    description: "Puts the day's letters for the printer that are in no batch into one file, at most 250. Staff only.",
  })
  async makePrintBatch(
    @Ctx() context: OperationContext,
    @Arg('input', () => MakePrintBatchInput, { description: 'Of which day.' }) input: MakePrintBatchInput,
  ): Promise<PrintBatchPayload> {
    const made = await this.#desk.makeBatch(context.scope, input.on ?? context.today)
    if (!made.ok) return { batch: null, error: showRefusal(made.error) }
    return { batch: showBatch(made.value), error: null }
  }

  @Mutation(() => PrintBatchPayload, {
    description: 'Marks a batch as printed. A second mark changes nothing. Staff only.',
  })
  async markPrinted(
    @Ctx() context: OperationContext,
    @Arg('input', () => MarkPrintedInput, { description: 'Which batch.' }) input: MarkPrintedInput,
  ): Promise<PrintBatchPayload> {
    const batch = await this.#desk.markPrinted(context.scope, readId('PrintBatch', input.batchId).id)
    return { batch: showBatch(batch), error: null }
  }

  @Mutation(() => SetLetterTextPayload, {
    description: "Sets a creditor's own words in its letters of one kind and language, from now on. Staff only.",
  })
  async setLetterText(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetLetterTextInput, { description: 'The words.' }) input: SetLetterTextInput,
  ): Promise<SetLetterTextPayload> {
    const { creditorBusinessId, kind, text } = input
    // It is about debts of several creditors.
    if (kind === 'DEBT_STATEMENT') throw new BadInput('A statement of debts has no words of a creditor.')
    const language = input.language.toLowerCase() as SetText['language']
    const set = await this.#desk.setText(context.scope, creditorBusinessId, { kind, language, text })
    if (!set.ok) return { texts: null, error: showRefusal(set.error) }
    return { texts: set.value.map(showText), error: null }
  }
}
