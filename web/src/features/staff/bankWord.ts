import type { TFunction } from 'i18next'

/** What a status of the bank's report means; one that is not known shows its code. */
export function bankWord(t: TFunction, status: string): string {
  // Statuses are the bank's, so their keys cannot be checked when compiling.
  return (t as (key: string, options: { defaultValue: string }) => string)(`transfer.bankStatus.${status}`, {
    defaultValue: status,
  })
}
