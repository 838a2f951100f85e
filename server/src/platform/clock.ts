/** Where "now" comes from: the system, or a test. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
