/** The periods that a report offers by name; a period of one's own stands in the address as its two days. */
export const presets = ['thisMonth', 'lastMonth', 'thisYear', 'lastYear', 'last12'] as const
export type Preset = (typeof presets)[number]

export interface Period {
  from: string
  to: string
}

const pad = (part: number) => String(part).padStart(2, '0')
const firstOf = (year: number, month: number) => `${year}-${pad(month)}-01`

/** The last day of a month. Days are counted in one zone, so that no summer time shifts them. */
function lastOf(year: number, month: number): string {
  return `${year}-${pad(month)}-${pad(new Date(Date.UTC(year, month, 0)).getUTCDate())}`
}

export function presetPeriod(preset: Preset, today: string): Period {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const [yearBefore, monthBefore] = month === 1 ? [year - 1, 12] : [year, month - 1]
  switch (preset) {
    case 'thisMonth':
      return { from: firstOf(year, month), to: today }
    case 'lastMonth':
      return { from: firstOf(yearBefore, monthBefore), to: lastOf(yearBefore, monthBefore) }
    case 'thisYear':
      return { from: firstOf(year, 1), to: today }
    case 'lastYear':
      return { from: firstOf(year - 1, 1), to: lastOf(year - 1, 12) }
    case 'last12':
      return month === 12 ? { from: firstOf(year, 1), to: today } : { from: firstOf(year - 1, month + 1), to: today }
  }
}

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The period that an address asks for, which anybody may have typed; this year when it names none. */
export function readPeriod(from: string | undefined, to: string | undefined, today: string): Period {
  return isDay(from) && isDay(to) && from <= to ? { from, to } : presetPeriod('thisYear', today)
}

/** The name of a period, when it has one. */
export function presetOf(period: Period, today: string): Preset | null {
  return (
    presets.find((preset) => {
      const { from, to } = presetPeriod(preset, today)
      return from === period.from && to === period.to
    }) ?? null
  )
}
