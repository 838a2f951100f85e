import { calendarDate as day } from '../kernel/calendarDate.ts'
import { money } from '../kernel/money.ts'
import type { ReceivableFacts, StepKind, StepTaken } from './facts.ts'

/** Due on Monday 2 March 2026, invoice sent 14 days before. */
export function consumer(over: Partial<ReceivableFacts> = {}): ReceivableFacts {
  return {
    regime: 'CONSUMER',
    commercialContract: false,
    publicLaw: false,
    directlyEnforceable: false,
    creditorMayDeductVat: true,
    principal: money(25_000n),
    invoiceSentOn: day('2026-02-16'),
    dueDate: day('2026-03-02'),
    dueDateBinding: false,
    history: [],
    payments: [],
    disputed: false,
    ...over,
  }
}

export function business(over: Partial<ReceivableFacts> = {}): ReceivableFacts {
  return consumer({ regime: 'OTHER', commercialContract: true, dueDateBinding: true, ...over })
}

/** A step on a day that cost so many cents. */
export function step(kind: StepKind, sentOn: string, cents: number, over: Partial<StepTaken> = {}): StepTaken {
  return { kind, sentOn: day(sentOn), charged: money(cents), ...over }
}
