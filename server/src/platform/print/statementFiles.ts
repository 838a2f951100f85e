import {
  type SettlementStatement,
  type StatementLanguage,
  statementLanguages,
  writeStatementCsv,
} from '../../exchange/settlement/statement.ts'
import type { HttpDocument } from '../http/documents.ts'
import { statementPdf } from './settlementStatement.ts'

/** The name of a settlement, and the language of its statement: `<uuid>` is in Finnish, `<uuid>.sv` in Swedish. */
const ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(fi|sv|en))?$/

/** Whether an id may name something in messages. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}

/** Undefined for an id that names no settlement. */
export function readStatementId(id: string): { uid: string; language: StatementLanguage } | undefined {
  const match = ID.exec(id)
  const language = statementLanguages.find((known) => known === match?.[2]) ?? 'fi'
  return match?.[1] === undefined ? undefined : { uid: match[1], language }
}

export async function statementFile(
  statement: SettlementStatement,
  language: StatementLanguage,
  ending: 'pdf' | 'csv',
): Promise<HttpDocument> {
  const content = ending === 'pdf' ? await statementPdf(statement, language) : writeStatementCsv(statement, language)
  return { content, name: `settlement-${statement.settledOn}-${statement.businessId}` }
}
