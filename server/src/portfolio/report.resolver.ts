import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import { showCompany } from '../access/company.type.ts'
import { requireUser } from '../access/signedIn.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { type ConnectionOf, connectionType, FIRST, readPage, showPage } from '../platform/graphql/paging.ts'
import { DateScalar } from '../platform/graphql/scalars.ts'
import { type Period, REPORT_CURSOR_PARTS, reportMonths, reportRows, reportTotals } from './report.store.ts'
import { ReportFiguresType, ReportMonthType, ReportRowType, showFigures, showMonth } from './report.type.ts'

const ReportConnection = connectionType('Report', () => ReportRowType)

const FROM = 'The first day.'
const TO = 'The last day, counted in.'

/** What happened in a period at the companies within reach. */
@Resolver()
export class ReportResolver {
  @Query(() => ReportConnection, {
    description:
      'What happened in a period, company by company in alphabetical order; those without any event are left out.',
  })
  async report(
    @Ctx() context: OperationContext,
    @Arg('from', () => DateScalar, { description: FROM }) from: CalendarDate,
    @Arg('to', () => DateScalar, { description: TO }) to: CalendarDate,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page starts.' }) after:
      | string
      | null,
    @Arg('search', () => String, { nullable: true, description: "A part of the company's name or business ID." })
    search: string | null,
  ): Promise<ConnectionOf<ReportRowType>> {
    requireUser(context.scope)
    const page = readPage({ first, after }, REPORT_CURSOR_PARTS)
    const period = readPeriod(from, to)
    const rows = await reportRows(await context.unit(), period, search?.trim() || undefined, page.after, page.limit)
    return showPage(
      rows,
      page,
      (row) => ({ company: showCompany(row), figures: showFigures(row) }),
      (row) => [row.name, row.currency, row.company_id],
    )
  }

  @Query(() => [ReportFiguresType], {
    description: 'The same of all companies within reach together, one entry a currency.',
  })
  async reportTotals(
    @Ctx() context: OperationContext,
    @Arg('from', () => DateScalar, { description: FROM }) from: CalendarDate,
    @Arg('to', () => DateScalar, { description: TO }) to: CalendarDate,
  ): Promise<ReportFiguresType[]> {
    requireUser(context.scope)
    return (await reportTotals(await context.unit(), readPeriod(from, to))).map(showFigures)
  }

  @Query(() => [ReportMonthType], {
    description: 'What arrived and what was paid month by month, by currency; months without either are left out.',
  })
  async reportMonths(
    @Ctx() context: OperationContext,
    @Arg('from', () => DateScalar, { description: FROM }) from: CalendarDate,
    @Arg('to', () => DateScalar, { description: TO }) to: CalendarDate,
  ): Promise<ReportMonthType[]> {
    requireUser(context.scope)
    return (await reportMonths(await context.unit(), readPeriod(from, to))).map(showMonth)
  }
}

export function readPeriod(from: CalendarDate, to: CalendarDate): Period {
  if (from > to) throw new BadInput('`from` is after `to`.')
  return { from, to }
}
