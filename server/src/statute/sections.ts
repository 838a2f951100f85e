/**
 * Law is cited as act number and section, so that a citation reads the same in every language:
 * 513/1999 debt collection act (perintälaki), 633/1982 interest act (korkolaki), 728/2003 act on the limitation of debts,
 * 30/2013 act on terms of payment in commercial contracts, 120/2004 bankruptcy act, 622/1947 debt instruments act,
 * 1455/2015 act on court fees, 34/1995 act on enforcement fees.
 */
export type Citation = string

export const collectionAct = (section: string): Citation => `513/1999 ${section} §`
export const interestAct = (section: string): Citation => `633/1982 ${section} §`
export const limitationAct = (section: string): Citation => `728/2003 ${section} §`
export const paymentTermsAct = (section: string): Citation => `30/2013 ${section} §`
export const bankruptcyAct = (section: string): Citation => `120/2004 ${section} §`
export const courtFeesAct = (section: string): Citation => `1455/2015 ${section} §`
export const enforcementFeesAct = (section: string): Citation => `34/1995 ${section} §`

/** One dated row of a statutory table: it holds from its day until the next row's. */
export interface Dated {
  readonly validFrom: string
  readonly section: Citation
  readonly source: string
}

/** The row in force on a day, or undefined before the first one. Rows are in order of `validFrom`. */
export function inForce<Row extends Dated>(rows: readonly Row[], on: string): Row | undefined {
  return rows.findLast((row) => row.validFrom <= on)
}
