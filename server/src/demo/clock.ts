import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'

/** A clock that is set by hand: the history of two years passes in seconds. */
export class DemoClock implements Clock {
  #now: Date

  constructor(now: Date) {
    this.#now = now
  }

  now(): Date {
    return this.#now
  }

  /** The morning of a day; 07:00 UTC is that day in Finland, summer and winter. */
  setMorning(day: CalendarDate): void {
    this.set(new Date(`${day}T07:00:00Z`))
  }

  set(now: Date): void {
    this.#now = now
  }
}
