/** The parts of a run, in their order. */
const fetchPhases = ['INVOICES', 'CUSTOMERS', 'PAYMENTS', 'CREDIT_NOTES'] as const
export type FetchPhase = (typeof fetchPhases)[number]

/** How far a run has come, as it is kept between batches. */
export interface FetchProgress {
  /** When the run that began it started: what changes later is the next run's. ISO. */
  readonly startedAt: string
  readonly phase: FetchPhase
  /** Everything of the phase with keys up to this one is done. */
  readonly above: string
}

export function firstProgress(now: Date): FetchProgress {
  return { startedAt: now.toISOString(), phase: 'INVOICES', above: '0' }
}

/** The beginning of the next phase; null behind the last. */
export function nextPhase(progress: FetchProgress): FetchProgress | null {
  const phase = fetchPhases[fetchPhases.indexOf(progress.phase) + 1]
  return phase ? { ...progress, phase, above: '0' } : null
}

/** Clocks differ, and a change may be visible only a moment after its time: reading twice changes nothing. */
const OVERLAP_MS = 15 * 60_000
/** The service wants an end as well; one ahead of every clock misses nothing. */
const AHEAD_MS = 24 * 60 * 60_000

export interface Changed {
  readonly from: Date
  readonly until: Date
}

/** The window of changes to ask for; undefined for everything, as long as nothing was fetched. */
export function changedSince(until: Date | null, progress: FetchProgress): Changed | undefined {
  if (until === null) return undefined
  return { from: new Date(until.getTime() - OVERLAP_MS), until: new Date(Date.parse(progress.startedAt) + AHEAD_MS) }
}

const EVERY_MS = 30 * 60_000
const LONGEST_MS = 12 * 60 * 60_000

/** Half an hour after a good run; after failed ones later each time, up to half a day. */
export function nextRunAfter(now: Date, failures: number): Date {
  const wait = failures === 0 ? EVERY_MS : Math.min(5 * 60_000 * 2 ** (failures - 1), LONGEST_MS)
  return new Date(now.getTime() + wait)
}
