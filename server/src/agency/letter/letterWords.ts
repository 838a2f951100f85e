import type { MessageLetter } from '../../exchange/messages/fromAgency.ts'
import type { PostingKind } from '../case/posting.ts'

/** The wording of letters in one language. What a payment demand must say is listed in 513/1999 5 a §. */
export interface LetterWords {
  readonly title: Readonly<Record<MessageLetter['kind'], string>>
  readonly creditor: string
  readonly auxiliaryName: string
  readonly originalCreditor: string
  readonly businessId: string
  readonly debtor: string
  readonly basis: string
  readonly invoice: (number: string, issuedOn: string, dueOn: string, total: string) => string
  readonly original: string
  readonly claim: string
  readonly line: Readonly<Record<PostingKind, string>>
  readonly interestDays: (from: string, to: string, days: number, percent: string, base: string) => string
  readonly total: string
  readonly pay: string
  readonly payBy: string
  readonly account: string
  readonly reference: string
  readonly payee: string
  /** How late interest runs on: from which day, at how much, on what. `follows`: where the rate comes from. */
  readonly interestGoesOn: (from: string, rate: string, base: string, follows: string) => string
  /** A rate as percent a year. */
  readonly yearly: (percent: string) => string
  /** The legal rate: the reference rate (null: not published yet), the points above it, and the section. */
  readonly legalRate: (reference: string | null, margin: string, section: string) => string
  readonly agreedRate: string
  /** Stands for a rate that is not published yet. */
  readonly referencePlus: (margin: string) => string
  readonly object: (day: string) => string
  /** What follows when it stays unpaid. */
  readonly consequence: Readonly<Record<MessageLetter['kind'], string>>
  readonly extended: (until: string) => string
  readonly planned: (count: number) => string
  readonly planBroken: (dueOn: string, amount: string) => string
  readonly disputed: (raisedOn: string) => string
  readonly upheld: string
  readonly rejected: string
  readonly planGoesOn: (dueOn: string, amount: string) => string
  readonly grounds: string
  readonly instalments: string
  readonly instalment: (ordinal: number) => string
  readonly dueDay: string
  readonly amount: string
  readonly consumer: string
  readonly consumerNotice: string
  readonly sender: string
  readonly page: (number: number, of: number) => string
  /** Stands in a preview where the reference will be. */
  readonly referenceLater: string
  readonly preview: string
  /** Above the bank barcode, and beside the QR code. */
  readonly barcode: string
  readonly qrCode: string
}
