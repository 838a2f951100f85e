import { registerEnumType } from 'type-graphql'
import { channels, type LetterChannel, letterKinds } from '../../exchange/messages/fromAgency.ts'
import { words } from './enums.ts'

// Both books show letters, and the company's ledger records those that it sent itself.

/** What the agency's book has: what messages tell, and what is between the agency and the debtor alone. */
export const bookLetterKinds = [...letterKinds, 'DEBT_STATEMENT'] as const
export type BookLetterKind = (typeof bookLetterKinds)[number]

export const LetterKindEnum = words(bookLetterKinds)
registerEnumType(LetterKindEnum, {
  name: 'LetterKind',
  description: 'What a letter of the agency is.',
  valuesConfig: {
    REMINDER: { description: 'Payment reminder (maksumuistutus).' },
    NOTICE: { description: 'Payment notice, the second reminder (maksuhuomautus). Not a credit-record mark.' },
    DEMAND: { description: 'Payment demand of the statute, a collection letter (maksuvaatimus).' },
    EXTENSION: { description: 'Confirms that the debtor has more time to pay.' },
    PLAN: { description: 'Payment plan, with its instalments.' },
    PLAN_BROKEN: { description: 'Tells that an instalment was not paid in time and the plan has ended.' },
    DISPUTE_ANSWER: { description: "Answers the debtor's dispute with reasons (513/1999 4 b §)." },
    DEBT_STATEMENT: {
      description: 'States all debts of a debtor, whoever the creditors are (513/1999 4 a §). Companies never see one.',
    },
  } satisfies Record<BookLetterKind, { description: string }>,
})

export const LetterChannelEnum = words(channels)
registerEnumType(LetterChannelEnum, {
  name: 'LetterChannel',
  description: 'How a letter was sent.',
  valuesConfig: {
    PRINT: { description: 'On paper, by post.' },
    EMAIL: { description: 'By e-mail.' },
  } satisfies Record<LetterChannel, { description: string }>,
})
