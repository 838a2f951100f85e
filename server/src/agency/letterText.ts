import type { ClaimLine, LetterContent } from './letterContent.ts'

function claimText({ what, why, section, amount }: ClaimLine): string {
  return `  ${what}${why === null ? '' : ` (${why})`}${section === null ? '' : ` [${section}]`}: ${amount}`
}

/** The letter as plain text: for e-mail, for search, and for readers without the paper. */
export function letterText(content: LetterContent): string {
  const { words, recipient, notices } = content
  const [name = '', ...address] = recipient
  const [interestGoesOn = '', object = '', ...ofConsumers] = notices
  return [
    `${content.title}  ${content.day}`,
    words.sender,
    '',
    `${words.debtor}: ${name}`,
    ...address,
    '',
    ...content.creditor.map(({ label, text }) => `${label}: ${text}`),
    ...content.creditorAddress,
    ...(content.ownText === null ? [] : ['', content.ownText]),
    '',
    words.basis,
    `  ${content.basis}`,
    ...(content.originalReference === null ? [] : [`  ${words.original}: ${content.originalReference}`]),
    '',
    words.claim,
    ...content.claim.map(claimText),
    `  ${words.total}: ${content.total}`,
    '',
    words.pay,
    ...content.payment.map(({ label, text }) => `  ${label}: ${text}`),
    `  ${words.payee}`,
    '',
    interestGoesOn,
    object,
    content.contact,
    ...ofConsumers,
  ].join('\n')
}
