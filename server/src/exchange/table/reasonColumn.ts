/** What the columns are called that Duetto puts behind refused rows, so that they are known when the rows come back. */
export const reasonHeadings = {
  row: ['Duetto: rivi', 'Duetto: rad', 'Duetto: row'],
  reason: ['Duetto: syy', 'Duetto: orsak', 'Duetto: reason'],
} as const

const known = new Set<string>([...reasonHeadings.row, ...reasonHeadings.reason])

export function isReasonHeading(heading: string): boolean {
  return known.has(heading)
}
