import { afterAll, beforeAll, expect, it } from 'vitest'
import { consumer, type Firm, Story } from '../kit/story.ts'

/** What the company changes on an invoice that Duetto has: it reaches the agency, and shows on the assignment. */
let story: Story
let firm: Firm
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
  firm = await story.firm()
  await story.invoices(
    firm,
    { number: '6001', buyer: consumer() },
    { number: '6002', buyer: consumer('Outi Esimerkki') },
  )
  await story.remind(firm, ['6001', '6002'])
  await story.until('2026-02-04')
})
afterAll(() => story.end())

const ledger = () => story.ledger(firm)

async function events(number: string): Promise<string[]> {
  const { assignments } = await story.invoice(
    firm,
    number,
    'assignments { hold events { type amount { amount } note } }',
  )
  return assignments[0].events
    .slice(3)
    .map(({ type, amount, note }: { type: string; amount: { amount: string } | null; note: string | null }) =>
      [type, amount?.amount, note].filter(Boolean).join(' '),
    )
}

it('a credit note lowers the principal alone: costs and interest stay, and both books say so', async () => {
  const note = { number: 'H6001', amount: '30.00', creditedOn: story.today, idempotencyKey: 'h' }
  expect(await story.code(firm.client, 'registerCreditNote', { invoiceId: story.idOf('6001'), ...note })).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    6001    REMINDED      100.00    30.00    70.00      yes    75.39
    6002    REMINDED      100.00     0.00   100.00      yes   105.39
    "
  `)
  expect(await events('6001')).toMatchInlineSnapshot(`
    [
      "CREDIT_NOTE 30.00",
    ]
  `)
})

it('a later due date takes back interest of days that are now in time', async () => {
  const change = { invoiceId: story.idOf('6001'), dueOn: '2026-03-02', reason: 'Agreed on the phone' }
  expect(await story.code(firm.client, 'changeDueDate', change)).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    6001    REMINDED      100.00    30.00    70.00      yes    75.00
    6002    REMINDED      100.00     0.00   100.00      yes   105.39
    "
  `)
  expect(await events('6001')).toMatchInlineSnapshot(`
    [
      "CREDIT_NOTE 30.00",
      "DUE_DATE_CHANGED 2026-03-02",
    ]
  `)
})

it('a dispute stops the letters; upheld, the invoice comes back as disputed', async () => {
  const assignmentId = await story.assignmentId(firm, '6002')
  expect(await story.code(firm.client, 'reportDispute', { assignmentId, reason: 'The goods never came' })).toBeNull()
  expect(await events('6002')).toMatchInlineSnapshot(`
    [
      "DISPUTE_REPORTED The goods never came",
      "DISPUTED The goods never came",
    ]
  `)
  await story.until('2026-02-25')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-25
    invoice status         total     paid     open  service   agency
    6001    REMINDED      100.00    30.00    70.00      yes    75.00
    6002    REMINDED      100.00     0.00   100.00      yes   105.39
    "
  `)
  const { workList } = await story.staff.run(
    '{ workList(filter: { types: [DISPUTE] }) { nodes { invoiceNumber assignmentId } } }',
  )
  const [waiting] = workList.nodes
  expect(waiting.invoiceNumber).toBe('6002')
  const answer = { assignmentId: waiting.assignmentId, uphold: true, answer: 'The goods were lost on the way' }
  expect(await story.code(story.staff, 'answerDispute', answer)).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-25
    invoice status         total     paid     open  service   agency
    6001    REMINDED      100.00    30.00    70.00      yes    75.00
    6002    OVERDUE       100.00     0.00   100.00        -   100.39
    "
  `)
  expect(await story.remind(firm, ['6002'])).toMatchInlineSnapshot(`"NOTHING_TO_SEND"`)
})

it('what comes to an assignment that has ended meanwhile is returned, and the company sees it', async () => {
  const assignmentId = await story.assignmentId(firm, '6001')
  // Told before the company hears that the agency has ended it.
  await story.act(firm.client, 'requestRecall', { assignmentId, reason: 'By mistake' })
  const { staffRequests } = await story.staff.run('{ staffRequests { id } }')
  await story.staff.run('mutation ($input: AnswerInput!) { answerRecall(input: $input) { error { code } } }', {
    input: { requestId: staffRequests[0].id, confirm: true },
  })
  const reported = await firm.client.run(
    'mutation ($input: ReportDisputeInput!) { reportDispute(input: $input) { error { code } } }',
    { input: { assignmentId, reason: 'The goods never came' } },
  )
  expect(reported.reportDispute.error).toBeNull()
  await story.t.settle()
  expect((await events('6001')).slice(-3)).toMatchInlineSnapshot(`
    [
      "DISPUTE_REPORTED The goods never came",
      "RECALL_CONFIRMED 30.00",
      "DISPUTE_ANSWERED ALREADY_CLOSED",
    ]
  `)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-25
    invoice status         total     paid     open  service   agency
    6001    OPEN          100.00    30.00    70.00        -    70.00
    6002    OVERDUE       100.00     0.00   100.00        -   100.39
    "
  `)
})
