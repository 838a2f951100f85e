import type { ClaimLine, LetterContent } from './letterContent.ts'

/** A line of a claim in a letter as plain text. */
export function claimText({ what, why, section, amount }: ClaimLine): string {
  return `  ${what}${why === null ? '' : ` (${why})`}${section === null ? '' : ` [${section}]`}: ${amount}`
}

function claimPart({ words, claim, total }: LetterContent): string[] {
  if (claim.length === 0) return []
  return ['', words.claim, ...claim.map(claimText), `  ${words.total}: ${total}`]
}

function planPart({ words, instalments }: LetterContent): string[] {
  if (instalments.length === 0) return []
  return ['', words.instalments, ...instalments.map(({ name, day, amount }) => `  ${name}, ${day}: ${amount}`)]
}

function payPart({ words, payment, payable, total }: LetterContent): string[] {
  if (payment.length === 0) return []
  return [
    '',
    words.pay,
    ...payment.map(({ label, text }) => `  ${label}: ${text}`),
    `  ${words.payee}`,
    ...(payable.text === total ? [] : [`  ${payable.label}: ${payable.text}`]),
  ]
}

/** The letter as plain text: for search, and for readers without the paper. */
export function letterText(content: LetterContent): string {
  const { words, recipient, notices, lead, ownText } = content
  const [name = '', ...address] = recipient
  return [
    `${content.title}  ${content.day}`,
    words.sender,
    '',
    `${words.debtor}: ${name}`,
    ...address,
    '',
    ...content.creditor.map(({ label, text }) => `${label}: ${text}`),
    ...content.creditorAddress,
    ...(lead.length === 0 ? [] : ['', ...lead]),
    ...(ownText === null ? [] : ['', ownText]),
    '',
    words.basis,
    `  ${content.basis}`,
    ...(content.originalReference === null ? [] : [`  ${words.original}: ${content.originalReference}`]),
    ...claimPart(content),
    ...planPart(content),
    ...payPart(content),
    '',
    ...notices,
    content.contact,
    ...content.rights,
  ].join('\n')
}
