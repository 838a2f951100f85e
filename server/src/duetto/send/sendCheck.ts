import { type Money, money, sum } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { HandOver } from './send.store.ts'
import type { Judged } from './sendBatch.ts'
import { judgeUnlocked } from './sendBatch.ts'

/** Invoices judged in one read: enough to be quick, few enough that their facts are not all in memory at once. */
const CHUNK = 1_000

/** A judged invoice without the facts that it was judged by. */
export interface JudgedLight {
  readonly invoice: { readonly companyId: bigint; readonly id: bigint; readonly open: Money }
  readonly problems: readonly UserError[]
  readonly remarks: readonly UserError[]
}

/** Judges a whole selection, however long. Ids that are not the company's are left out. */
export async function judgeAll(
  unit: Unit,
  about: Pick<HandOver, 'companyId' | 'kind' | 'on'>,
  ids: readonly bigint[],
): Promise<JudgedLight[]> {
  const judged: JudgedLight[] = []
  for (let from = 0; from < ids.length; from += CHUNK) {
    judged.push(...(await judgeUnlocked(unit, about, ids.slice(from, from + CHUNK))).map(light))
  }
  return judged
}

function light({ invoice, problems, remarks }: Judged): JudgedLight {
  const { companyId, id, open, currency } = invoice
  return { invoice: { companyId, id, open: money(open, currency) }, problems, remarks }
}

/** One reason and the invoices that it stands at. */
export interface ProblemGroup {
  readonly code: string
  readonly isRemark: boolean
  readonly invoices: readonly JudgedLight['invoice'][]
}

/** The reasons of a selection, the most frequent first; remarks after what stops an invoice. */
export function problemGroups(judged: readonly JudgedLight[]): ProblemGroup[] {
  const of = (isRemark: boolean): ProblemGroup[] => {
    const groups = new Map<string, JudgedLight['invoice'][]>()
    for (const one of judged) {
      // A remark on an invoice that does not go says nothing.
      if (isRemark && one.problems.length > 0) continue
      const codes = new Set((isRemark ? one.remarks : one.problems).map(({ code }) => code))
      for (const code of codes) groups.set(code, [...(groups.get(code) ?? []), one.invoice])
    }
    return [...groups]
      .map(([code, invoices]) => ({ code, isRemark, invoices }))
      .toSorted((a, b) => b.invoices.length - a.invoices.length)
  }
  return [...of(false), ...of(true)]
}

/** What is unpaid of the invoices that can go, once per currency. */
export function principalOf(judged: readonly JudgedLight[]): Money[] {
  const going = judged.filter(({ problems }) => problems.length === 0).map(({ invoice }) => invoice.open)
  const currencies = [...new Set(going.map(({ currency }) => currency))].sort()
  return currencies.map((currency) =>
    sum(
      going.filter((open) => open.currency === currency),
      currency,
    ),
  )
}
