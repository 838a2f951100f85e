import { sqlState } from '../platform/database/unit.ts'

/** Whether the database refused a value: SQLSTATE classes 22 (data exception) and 23 (integrity constraint). */
export function isAboutData(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '')
}
