import type { SettlementStatement, StatementLine } from './statement.ts'

type StoredLine = {
  [Field in keyof StatementLine]: StatementLine[Field] extends bigint ? string : StatementLine[Field]
}

/** A statement as a query gives it: cents within its lines are decimal text, which JSON does not round. */
export type StoredStatement<Statement extends SettlementStatement> = Omit<Statement, 'lines' | 'setOffs'> & {
  readonly lines: readonly StoredLine[]
  readonly setOffs: readonly { readonly number: string; readonly amount: string }[]
}

export function readStored<Stored extends StoredStatement<SettlementStatement>>(stored: Stored) {
  const lines = stored.lines.map((line) => ({
    ...line,
    share: BigInt(line.share),
    paid: BigInt(line.paid),
    costs: BigInt(line.costs),
    vat: BigInt(line.vat),
  }))
  const setOffs = stored.setOffs.map(({ number, amount }) => ({ number, amount: BigInt(amount) }))
  return { ...stored, lines, setOffs }
}
