import type { LetterWords } from './letterWords.ts'

/** Letters in English. */
export const en: LetterWords = {
  title: {
    REMINDER: 'PAYMENT REMINDER',
    NOTICE: 'PAYMENT NOTICE',
    DEMAND: 'PAYMENT DEMAND',
    EXTENSION: 'EXTENSION OF TIME',
    PLAN: 'PAYMENT PLAN',
    PLAN_BROKEN: 'THE PAYMENT PLAN HAS ENDED',
    DISPUTE_ANSWER: 'ANSWER TO YOUR DISPUTE',
  },
  creditor: 'Creditor',
  auxiliaryName: 'Trade name used on the invoice',
  originalCreditor: 'Original creditor',
  businessId: 'Business ID',
  debtor: 'Debtor',
  basis: 'Basis of the claim',
  invoice: (number, issuedOn, dueOn, total) => `Invoice ${number}, dated ${issuedOn}, due ${dueOn}, total ${total}`,
  original: 'Reference of the invoice',
  claim: 'What the claim consists of',
  line: {
    PRINCIPAL: 'Principal',
    REMINDER_COST: 'Cost of the payment reminder',
    NOTICE_COST: 'Cost of the payment notice',
    DEMAND_COST: 'Cost of the payment demand',
    EXTENSION_COST: 'Cost of the extension of time',
    PLAN_COST: 'Cost of the payment plan',
    FIXED_COMPENSATION: 'Standard compensation',
    COURT_FEE: 'Court fee',
    ENFORCEMENT_FEE: 'Enforcement fee',
    LATE_INTEREST: 'Late interest',
    PAYMENT: 'Payment',
    DIRECT_PAYMENT: 'Payment to the creditor',
    CREDIT: 'Credit note',
    REVERSAL: 'Payment taken back',
    CANCELLATION: 'Cost taken back',
    REALLOCATION: 'Allocation corrected',
    REFUND: 'Payment to be returned',
  },
  interestDays: (from, to, days, percent, base) =>
    `${from} to ${to}, ${days} days, ${percent} % on the principal of ${base}`,
  total: 'Total to pay',
  pay: 'How to pay',
  payBy: 'Due day',
  account: 'Client-funds account',
  reference: 'Reference number',
  payee: 'Payee: Duetto, client funds',
  interestGoesOn: (from, rate, base, follows) =>
    `If payment is late, late interest runs on from ${from} ${rate} on the unpaid principal of ${base} until it is paid. ${follows}`,
  yearly: (percent) => `at ${percent} % a year`,
  legalRate: (reference, margin, section) =>
    `The rate is the reference rate${reference === null ? '' : ` of ${reference} %`} plus ${margin} percentage points and follows the reference rate each half-year (Interest Act ${section}).`,
  agreedRate: 'The rate has been agreed with the creditor.',
  referencePlus: (margin) => `at the reference rate plus ${margin} percentage points`,
  consequence: {
    REMINDER: 'If the claim is not paid by the due day, a payment notice may follow, which brings costs.',
    NOTICE: 'If the claim is not paid by the due day, it may go to collection, which brings costs.',
    DEMAND:
      'If the claim is not paid by the due day, collection goes on and the matter may be taken to legal collection. That brings more costs.',
    EXTENSION: 'If the claim is not paid by the new due day, collection goes on from where it stood.',
    PLAN: 'If a single instalment is not paid on its due day, the plan ends, all that is unpaid falls due at once and collection goes on. If you cannot pay an instalment in time, tell Duetto before its due day.',
    PLAN_BROKEN: 'If the claim is not paid by the due day, collection goes on from where it stood.',
    DISPUTE_ANSWER: 'If the claim is not paid by the due day, collection goes on from where it stood.',
  },
  extended: (until) => `We have given you more time to pay, as you asked. The new due day is ${until}.`,
  planned: (count) =>
    `We have agreed with you that the claim is paid in ${count} instalments. Use the same reference number for each of them.`,
  planBroken: (dueOn, amount) =>
    `The instalment of ${amount} that was due on ${dueOn} has not been paid. The payment plan has ended, and the whole claim is to be paid now.`,
  disputed: (raisedOn) => `You disputed the claim on ${raisedOn}. We have looked into the matter.`,
  upheld:
    'We accept your dispute. Collection has ended, unpaid collection costs have been cancelled, and you need not pay anything to Duetto.',
  rejected: 'The claim stands, and collection goes on.',
  planGoesOn: (dueOn, amount) =>
    `Your payment plan goes on as agreed. The next instalment of ${amount} is due on ${dueOn}.`,
  grounds: 'Grounds',
  instalments: 'Instalments',
  instalment: (ordinal) => `Instalment ${ordinal}`,
  dueDay: 'Due day',
  amount: 'Amount',
  object: (day) =>
    `If you think that the claim or its amount is wrong, tell Duetto so, with your grounds, by ${day}. Collection then stops until the matter is settled.`,
  consumer:
    'A consumer has the right to ask Duetto, in writing or another lasting form, to suspend collection and take the matter to court. After that nothing more is charged for collection.',
  consumerNotice: 'The rules on consumer receivables apply to this claim.',
  sender: 'Duetto collects the claim on behalf of the creditor.',
  page: (number, of) => `Page ${number}/${of}`,
  referenceLater: 'given when the letter is sent',
  preview: 'PREVIEW',
  barcode: 'Bank barcode',
  qrCode: 'Pay by phone',
}
