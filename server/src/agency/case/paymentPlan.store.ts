import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Assignment } from './assignment.ts'
import type { Instalment, PaymentPlan, StoredPlan } from './paymentPlan.ts'

export type PlanState = 'RUNNING' | 'KEPT' | 'BROKEN' | 'ENDED'

interface PlanRow extends Omit<StoredPlan, 'instalments'> {
  readonly state: PlanState
  /** Amounts as decimal text of cents. */
  readonly instalments: readonly { readonly dueOn: CalendarDate; readonly amount: string }[]
}

const PLAN = `
  SELECT p.id, p.made_on AS "madeOn", p.paid_before AS "paidBefore", p.state,
    (SELECT jsonb_agg(jsonb_build_object('dueOn', i.due_on, 'amount', i.amount::text) ORDER BY i.ordinal)
     FROM agency.instalment i WHERE i.company_id = p.company_id AND i.plan_id = p.id) AS instalments
  FROM agency.payment_plan p WHERE p.company_id = $1 AND p.assignment_id = $2`

export type KnownPlan = StoredPlan & { readonly state: PlanState }

function planOf(row: PlanRow): KnownPlan {
  const instalments = row.instalments.map(({ dueOn, amount }): Instalment => ({ dueOn, amount: BigInt(amount) }))
  return { ...row, instalments }
}

type Key = Pick<Assignment, 'companyId' | 'id'>

export async function runningPlan(unit: Unit, { companyId, id }: Key): Promise<StoredPlan | undefined> {
  const row = await unit.row<PlanRow>(`${PLAN} AND p.state = 'RUNNING'`, [companyId, id], 'agency.runningPlan')
  return row && planOf(row)
}

/** Every plan of an assignment, oldest first. */
export async function plansOf(unit: Unit, { companyId, id }: Key): Promise<KnownPlan[]> {
  return (await unit.rows<PlanRow>(`${PLAN} ORDER BY p.id`, [companyId, id], 'agency.plans')).map(planOf)
}

export async function endPlan(unit: Unit, { companyId, id }: Key, state: PlanState): Promise<void> {
  await unit.rows(
    `UPDATE agency.payment_plan SET state = $3 WHERE company_id = $1 AND assignment_id = $2 AND state = 'RUNNING'`,
    [companyId, id, state],
    'agency.endPlan',
  )
}

/** A plan takes the place of one that runs. */
export async function insertPlan(unit: Unit, key: Key, eventId: bigint, plan: PaymentPlan): Promise<void> {
  await endPlan(unit, key, 'ENDED')
  const rows = plan.instalments.map(({ dueOn, amount }, index) => {
    return { ordinal: index + 1, dueOn, amount: amount.toString() }
  })
  await unit.rows(
    `WITH made AS (
       INSERT INTO agency.payment_plan (company_id, assignment_id, event_id, made_on, paid_before)
       VALUES ($1, $2, $3, $4, $5) RETURNING id)
     INSERT INTO agency.instalment (company_id, plan_id, ordinal, due_on, amount)
     SELECT $1, made.id, r.ordinal, r."dueOn", r.amount
     FROM made, jsonb_to_recordset($6::jsonb) AS r (ordinal integer, "dueOn" date, amount bigint)`,
    [key.companyId, key.id, eventId, plan.madeOn, plan.paidBefore, JSON.stringify(rows)],
    'agency.insertPlan',
  )
}
