import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatIban } from '../../kernel/iban.ts'
import type { Citation } from '../../statute/sections.ts'
import type { AgencyLanguage, Assignment, DebtorCard } from '../case/assignment.ts'
import { paidKinds } from '../case/paymentPlan.ts'
import type { Line } from '../case/posting.ts'
import { balanceOf, openOf, parts } from '../case/posting.ts'
import {
  addressLines,
  type ClaimLine,
  CONTACT,
  claimLine,
  creditorNames,
  type Labelled,
  printedReference,
} from '../letter/letterContent.ts'
import { formatFor } from '../letter/letterFormat.ts'
import { claimText } from '../letter/letterText.ts'
import { type StatementWords, statementWords } from './statementWords.ts'

/** Cents: asked in all, paid, and what is left. Principal, interest and costs less what is paid are what is open. */
export interface DebtFigures {
  readonly principal: bigint
  readonly interest: bigint
  readonly costs: bigint
  readonly paid: bigint
  readonly open: bigint
}

/** A debt as a statement states it: every line until the day, interest included. */
export interface StatedDebt {
  readonly assignment: Assignment
  readonly lines: readonly Line[]
  readonly figures: DebtFigures
}

export function statedDebt(assignment: Assignment, lines: readonly Line[]): StatedDebt {
  const isPaid = ({ kind }: Line) => paidKinds.includes(kind)
  const asked = lines.filter((line) => !isPaid(line))
  const figures = {
    principal: openOf(asked, 'PRINCIPAL'),
    interest: openOf(asked, 'INTEREST'),
    costs: openOf(asked, 'COSTS'),
    paid: -balanceOf(lines.filter(isPaid)),
    open: balanceOf(lines),
  }
  return { assignment, lines, figures }
}

/** Figures in the statement's language, in the order principal, interest, costs, paid, open. */
export type FigureTexts = readonly [string, string, string, string, string]

export interface DebtContent {
  readonly title: string
  readonly creditor: string
  readonly facts: readonly Labelled[]
  readonly basis: string
  readonly claim: readonly ClaimLine[]
  readonly figures: FigureTexts
}

/** What a statement of debts says, in its language. Text and paper are made of it, so that they never differ. */
export interface StatementContent {
  readonly language: AgencyLanguage
  readonly words: StatementWords
  readonly title: string
  readonly sentOn: CalendarDate
  readonly day: string
  readonly recipient: readonly string[]
  readonly lead: readonly string[]
  readonly debts: readonly DebtContent[]
  /** One row for each currency. */
  readonly totals: readonly FigureTexts[]
  readonly notices: readonly string[]
  readonly contact: string
  readonly page: (number: number, of: number) => string
}

export function statementContent(
  debtor: DebtorCard,
  debts: readonly StatedDebt[],
  { on, section }: { readonly on: CalendarDate; readonly section: Citation },
): StatementContent {
  const { language } = debtor
  const words = statementWords[language]
  const currencies = [...new Set(debts.map(({ assignment }) => assignment.currency))].sort()
  const { day, words: letters } = formatFor(language, 'EUR')
  return {
    language,
    words,
    title: words.title,
    sentOn: on,
    day: day(on),
    recipient: [debtor.name, ...addressLines(debtor.address, language)],
    lead: [words.lead(day(on)), words.right(section), words.noDemand],
    debts: debts.map((debt, index) => debtContent(debt, language, words.debt(index + 1, debts.length))),
    totals: currencies.map((currency) => totalsIn(debts, language, currency)),
    notices: [words.interestRuns(day(on)), words.object],
    contact: CONTACT,
    page: letters.page,
  }
}

function debtContent({ assignment, lines, figures }: StatedDebt, language: AgencyLanguage, title: string): DebtContent {
  const { creditor, invoiceNumber, issuedOn, dueOn, invoiceTotal, currency, reference, clientIban } = assignment
  const format = formatFor(language, currency)
  const { words, day, sum } = format
  return {
    title,
    creditor: creditor.name,
    facts: [
      ...creditorNames(assignment, format),
      { label: words.account, text: formatIban(clientIban) },
      { label: words.reference, text: printedReference(reference) },
    ],
    basis: words.invoice(invoiceNumber, day(issuedOn), day(dueOn), sum(invoiceTotal)),
    claim: parts.flatMap((part) =>
      lines.filter(({ component }) => component === part).map((line) => claimLine(line, format)),
    ),
    figures: figureTexts(figures, sum),
  }
}

function totalsIn(debts: readonly StatedDebt[], language: AgencyLanguage, currency: string): FigureTexts {
  const { sum } = formatFor(language, currency)
  const all = debts.filter(({ assignment }) => assignment.currency === currency).map(({ figures }) => figures)
  const total = (of: (figures: DebtFigures) => bigint) => all.reduce((cents, figures) => cents + of(figures), 0n)
  return figureTexts(
    {
      principal: total(({ principal }) => principal),
      interest: total(({ interest }) => interest),
      costs: total(({ costs }) => costs),
      paid: total(({ paid }) => paid),
      open: total(({ open }) => open),
    },
    sum,
  )
}

function figureTexts({ principal, interest, costs, paid, open }: DebtFigures, sum: (cents: bigint) => string) {
  return [sum(principal), sum(interest), sum(costs), sum(paid), sum(open)] as const
}

export function figureNames({ principal, interest, costs, paid, open }: StatementWords): FigureTexts {
  return [principal, interest, costs, paid, open]
}

/** The statement as plain text: for search, and for readers without the paper. */
export function statementText(content: StatementContent): string {
  const { words, recipient, lead, debts, totals, notices, contact } = content
  const names = figureNames(words)
  const figures = (texts: FigureTexts) => texts.map((text, index) => `  ${names[index]}: ${text}`)
  return [
    `${content.title}  ${content.day}`,
    '',
    ...recipient,
    '',
    ...lead,
    ...debts.flatMap(({ title, facts, basis, claim, figures: own }) => [
      '',
      title,
      ...facts.map(({ label, text }) => `${label}: ${text}`),
      basis,
      ...claim.map(claimText),
      ...figures(own),
    ]),
    ...totals.flatMap((total) => ['', words.inAll, ...figures(total)]),
    '',
    ...notices,
    contact,
  ].join('\n')
}
