const WRITTEN = /^(?:(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4})|(\d{4})-(\d{2})-(\d{2}))$/

/** The ISO day that a reader typed: day, month and year in this order, or as ISO 8601 has it; undefined for what is no whole day. */
export function readDay(typed: string): string | undefined {
  const [, day, month, year, isoYear, isoMonth, isoDay] = WRITTEN.exec(typed.trim()) ?? []
  const text = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : `${isoYear}-${isoMonth}-${isoDay}`
  const at = new Date(`${text}T00:00:00Z`)
  // The 31st of February would be some day of March.
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text
}
