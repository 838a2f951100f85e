import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor, IDENTITY, invoiceGlobalId } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

/** The company side and the built-in agency together, over the API: what the company sees of its assignments. */
let t: TestApp
let staff: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'SUPERVISOR'))
})
afterAll(() => t.close())

let keys = 0

async function remind(who: Creditor, ids: string[], afterReminder = 'RETURN'): Promise<string[]> {
  const input = { companyId: who.id, invoiceIds: ids, afterReminder, idempotencyKey: `k${++keys}` }
  const { sendToReminderService } = await who.client.run(
    `mutation ($input: SendToReminderServiceInput!) {
      sendToReminderService(input: $input) { send { items { refusal { code } assignment { id } } } error { code } }
    }`,
    { input },
  )
  return sendToReminderService.send.items.map((item: { assignment: { id: string } | null }) => item.assignment?.id)
}

async function on(day: string): Promise<void> {
  t.clock.set(day)
  await t.app.agency.calendar.advance(calendarDate(day))
  await t.settle()
}

const ASSIGNMENT = `query ($id: ID!, $on: Date) { assignment(id: $id) {
  id kind stage closeReason openedOn closedOn dueOn daysOverdue debtorName debtorKind invoiceNumber agencyReference agencyIban
  principal { amount } principalOpen { amount } costsOpen { amount } interestOpen { amount } balance { amount }
  recallState creditLossState viewerCanRequestRecall viewerCanRequestCreditLoss
  newestEvent { type }
  events { type on amount { amount } note letter { kind } }
  postings { kind component beneficiary amount { amount } section }
  letters { kind sentOn dueOn language total { amount } body }
  payments { kind amount { amount } assignment { id } }
  company { name } invoice { status inService open { amount } assignment { id } assignments { id } }
  send { __typename sentCount } previous { id }
  explanation(on: $on) { on total { amount } lines { kind amount { amount } posted } problems { code } }
} }`

const see = async (who: Creditor, id: string, on?: string) => (await who.client.run(ASSIGNMENT, { id, on })).assignment

async function pay(who: Creditor, invoiceId: string, amount: string, settlement: boolean) {
  const input = {
    invoiceId,
    amount,
    paidOn: t.clock.now().toISOString().slice(0, 10),
    settlement,
    idempotencyKey: `p${++keys}`,
  }
  const { registerPayment } = await who.client.run(
    `mutation ($input: RegisterPaymentInput!) {
      registerPayment(input: $input) { payment { kind assignment { id } } error { code message } }
    }`,
    { input },
  )
  expect(registerPayment.error).toBeNull()
  return registerPayment.payment
}

describe('the life of a reminder assignment', () => {
  it('goes from sent by letters to paid, and each side of the books says the same', async () => {
    t.clock.set('2026-03-02')
    const who = await creditor(t)
    const invoiceId = invoiceGlobalId(who.companyId, await who.invoice({ dueOn: '2026-02-10' }))
    const [id] = (await remind(who, [invoiceId])) as [string]
    expect(await see(who, id)).toMatchObject({
      stage: 'SENT',
      balance: { amount: '124.00' },
      postings: [],
      daysOverdue: 20,
    })
    await t.settle()
    const received = await see(who, id)
    expect(received).toMatchObject({
      stage: 'RECEIVED',
      newestEvent: { type: 'RECEIVED' },
      postings: [{ kind: 'PRINCIPAL', component: 'PRINCIPAL', beneficiary: 'CREDITOR', amount: { amount: '124.00' } }],
      viewerCanRequestRecall: true,
    })
    expect(received.agencyReference).toMatch(/^\d+$/)
    await on('2026-03-03')
    const reminded = await see(who, id)
    expect(reminded).toMatchObject({
      stage: 'REMINDER',
      invoice: { status: 'REMINDED', inService: true, assignment: { id } },
      letters: [{ kind: 'REMINDER', language: 'FI' }],
    })
    expect(reminded.events.at(-1)).toMatchObject({ type: 'REMINDER_SENT', letter: { kind: 'REMINDER' } })
    expect(reminded).toMatchObject({ interestOpen: { amount: '0.68' }, costsOpen: { amount: '5.00' } })
    // Interest is paid before the principal (513/1999 11 a §): what pays both leaves the costs.
    const principalPaid = await pay(who, invoiceId, '124.68', false)
    expect(principalPaid).toEqual({ kind: 'DIRECT_PAYMENT', assignment: { id } })
    await t.settle()
    const paid = await see(who, id)
    expect(paid.events.map((event: { type: string }) => event.type)).toContain('DIRECT_PAYMENT')
    expect(paid.invoice.status).toBe('PAID')
    const sum = paid.postings.reduce(
      (total: number, line: { amount: { amount: string } }) => total + Math.round(Number(line.amount.amount) * 100),
      0,
    )
    expect(Math.round(Number(paid.balance.amount) * 100)).toBe(sum)
    expect(paid).toMatchObject({ balance: { amount: '5.00' }, invoice: { inService: true, open: { amount: '0.00' } } })
    expect(paid.payments).toEqual([{ kind: 'DIRECT_PAYMENT', amount: { amount: '124.68' }, assignment: { id } }])
  })

  it('comes back as requested when the notice stays unpaid, and then goes to collection in a linked assignment', async () => {
    t.clock.set('2026-03-02')
    const who = await creditor(t)
    const invoiceId = invoiceGlobalId(who.companyId, await who.invoice({ dueOn: '2026-02-10', debtorKind: 'BUSINESS' }))
    const [first] = (await remind(who, [invoiceId])) as [string]
    await t.settle()
    for (const day of ['2026-03-03', '2026-03-20', '2026-04-07', '2026-04-25', '2026-05-12']) await on(day)
    expect(await see(who, first)).toMatchObject({
      stage: 'CLOSED',
      closeReason: 'RETURNED',
      daysOverdue: 0,
      invoice: { status: 'REQUESTED', inService: false },
      viewerCanRequestRecall: false,
    })
    const sendable = await who.client.run(
      'query ($id: ID!) { salesInvoice(id: $id) { sendableToReminder { code } sendableToCollection { code } } }',
      { id: invoiceId },
    )
    expect(sendable.salesInvoice).toEqual({
      sendableToReminder: [{ code: 'ALREADY_REMINDED' }],
      sendableToCollection: [],
    })
    const { sendToCollectionService } = await who.client.run(
      `mutation ($input: SendToCollectionServiceInput!) {
        sendToCollectionService(input: $input) { send { items { assignment { id kind previous { id } } } } }
      }`,
      { input: { companyId: who.id, invoiceIds: [invoiceId], idempotencyKey: `k${++keys}` } },
    )
    const second = sendToCollectionService.send.items[0].assignment
    expect(second).toMatchObject({ kind: 'COLLECTION', previous: { id: first } })
    await t.settle()
    await on('2026-05-13')
    expect(await see(who, second.id)).toMatchObject({
      stage: 'COLLECTION',
      invoice: { status: 'COLLECTED', inService: true },
    })
  })
})

describe('O7: a recall', () => {
  const REQUEST = `mutation ($input: RequestRecallInput!) {
    requestRecall(input: $input) { assignment { recallState newestEvent { type note } } error { code field } }
  }`
  const ANSWER = 'mutation ($input: AnswerInput!) { answerRecall(input: $input) { error { code } } }'

  async function requested(
    mayDeductVat = true,
    meanwhile: (who: Creditor, id: string) => Promise<void> = async () => undefined,
  ) {
    t.clock.set('2026-03-02')
    const who = await creditor(t)
    await t.db.sql('UPDATE access.company SET may_deduct_vat = $2 WHERE company_id = $1', [who.companyId, mayDeductVat])
    const invoiceId = invoiceGlobalId(who.companyId, await who.invoice())
    const [id] = (await remind(who, [invoiceId])) as [string]
    await t.settle()
    await meanwhile(who, id)
    const { requestRecall } = await who.client.run(REQUEST, { input: { assignmentId: id, reason: 'Wrong customer' } })
    expect(requestRecall).toEqual({
      assignment: { recallState: 'REQUESTED', newestEvent: { type: 'RECALL_REQUESTED', note: 'Wrong customer' } },
      error: null,
    })
    await t.settle()
    const { staffRequests } = await staff.run('{ staffRequests { id kind reason } }')
    return { who, id, requestId: staffRequests.at(-1).id }
  }

  it('restores nothing before staff confirm it, and then the invoice is overdue', async () => {
    const { who, id, requestId } = await requested()
    expect(await see(who, id)).toMatchObject({ stage: 'RECEIVED', invoice: { inService: true } })
    const again = await who.client.run(REQUEST, { input: { assignmentId: id, reason: 'Again' } })
    expect(again.requestRecall.error.code).toBe('ALREADY_REQUESTED')
    await staff.run(ANSWER, { input: { requestId, confirm: true, note: 'Stopped' } })
    await t.settle()
    expect(await see(who, id)).toMatchObject({
      stage: 'CLOSED',
      closeReason: 'RECALLED',
      recallState: 'CONFIRMED',
      invoice: { status: 'OVERDUE', inService: false },
    })
  })

  it.each([
    // 5.00 of the reminder and the fee of 25.00, with 25.5 % on both; a company that may not deduct had the VAT in the 5.00.
    [true, { unpaidCosts: '5.00', unpaidCostsVat: '1.28', charged: '37.66' }],
    [false, { unpaidCosts: '5.00', unpaidCostsVat: '1.02', charged: '36.38' }],
  ])(
    'costs what was shown before it was asked for, VAT and all (the company may deduct it: %s)',
    async (deducts, costs) => {
      let shown: Record<string, { amount: string }> = {}
      const { who, requestId } = await requested(deducts, async ({ client }, id) => {
        await on('2026-03-03')
        const asked = await client.run(
          `query ($id: ID!) { recallConsequences(assignmentId: $id) { unpaidCosts { amount } unpaidCostsVat { amount } charged { amount } } }`,
          { id },
        )
        shown = asked.recallConsequences
      })
      expect(shown).toEqual(Object.fromEntries(Object.entries(costs).map(([name, amount]) => [name, { amount }])))
      await staff.run(ANSWER, { input: { requestId, confirm: true, note: null } })
      await t.settle()
      const { feeStatement } = await who.client.run(
        'query ($id: ID!) { feeStatement(companyId: $id, month: "2026-03") { lines { kind net { amount } vat { amount } } } }',
        { id: who.id },
      )
      type Line = { kind: string; net: { amount: string }; vat: { amount: string } }
      const lines = feeStatement.lines.filter(({ kind }: Line) => kind !== 'REMINDER_TRANSFER')
      const total = lines.reduce((sum: number, { net, vat }: Line) => sum + Number(net.amount) + Number(vat.amount), 0)
      expect(total.toFixed(2)).toBe(costs.charged)
    },
  )

  it('that is refused changes nothing but is told, and may be asked again', async () => {
    const { who, id, requestId } = await requested()
    await staff.run(ANSWER, { input: { requestId, confirm: false, note: 'The debtor has agreed to pay' } })
    await t.settle()
    expect(await see(who, id)).toMatchObject({
      stage: 'RECEIVED',
      recallState: 'REFUSED',
      viewerCanRequestRecall: true,
    })
  })
})

it('P3: a credit loss is booked when the agency has agreed to it', async () => {
  t.clock.set('2026-03-02')
  const who = await creditor(t)
  const invoiceId = invoiceGlobalId(who.companyId, await who.invoice())
  const [id] = (await remind(who, [invoiceId])) as [string]
  await t.settle()
  await who.client.run(
    'mutation ($input: RequestCreditLossInput!) { requestCreditLoss(input: $input) { error { code } } }',
    {
      input: { assignmentId: id, reason: 'The debtor is bankrupt' },
    },
  )
  await t.settle()
  const { staffRequests } = await staff.run('{ staffRequests { id kind } }')
  const input = { requestId: staffRequests.at(-1).id, confirm: true, note: 'Agreed' }
  await staff.run('mutation ($input: AnswerInput!) { answerCreditLoss(input: $input) { error { code } } }', { input })
  await t.settle()
  expect(await see(who, id)).toMatchObject({
    stage: 'CLOSED',
    closeReason: 'CREDIT_LOSS',
    creditLossState: 'CONFIRMED',
    invoice: { status: 'CREDIT_LOSS', inService: false },
  })
})

it('O6: a part paid directly is told to the agency by itself, and lowers the balance', async () => {
  t.clock.set('2026-03-02')
  const who = await creditor(t)
  const invoice = await who.invoice({ debtorKind: 'BUSINESS' })
  const invoiceId = invoiceGlobalId(who.companyId, invoice)
  const [id] = (await remind(who, [invoiceId])) as [string]
  await t.settle()
  await pay(who, invoiceId, '40.00', false)
  await t.settle()
  const paid = await see(who, id)
  expect(paid.events.at(-1)).toMatchObject({ type: 'DIRECT_PAYMENT', amount: { amount: '40.00' } })
  expect(Number(paid.balance.amount)).toBeLessThan(124)
})

it('the explanation adds interest that is not posted yet', async () => {
  t.clock.set('2026-03-02')
  const who = await creditor(t)
  const [id] = (await remind(who, await who.invoiceIds(1, { open: 100_000n, dueOn: '2026-02-10' }))) as [string]
  await t.settle()
  // 1000.00 from 11 February to 12 March 2026, 30 days at 9.5 % (2.5 + 7): 7.81 by act/365.
  const { explanation } = await see(who, id, '2026-03-12')
  expect(explanation).toEqual({
    on: '2026-03-12',
    total: { amount: '1007.81' },
    lines: [
      { kind: 'PRINCIPAL', amount: { amount: '1000.00' }, posted: true },
      { kind: 'LATE_INTEREST', amount: { amount: '7.81' }, posted: false },
    ],
    problems: [],
  })
  expect((await see(who, id, '2026-08-01')).explanation.problems).toEqual([{ code: 'RATE_UNKNOWN' }])
})

it.each(['CONSUMER', 'BUSINESS'] as const)(
  'the interest explained for a day is the interest that a letter of that day asks of a %s',
  async (debtorKind) => {
    t.clock.set('2026-03-02')
    const who = await creditor(t)
    const invoice = await who.invoice({ open: 123_456n, dueOn: '2025-11-17', debtorKind })
    const invoiceId = invoiceGlobalId(who.companyId, invoice)
    const [id] = (await remind(who, [invoiceId])) as [string]
    await t.settle()
    const running = (lines: { kind: string; amount: { amount: string } }[]) =>
      lines.filter((line) => line.kind === 'LATE_INTEREST').map((line) => line.amount.amount)
    const explained = running((await see(who, id, '2026-03-03')).explanation.lines)
    expect(explained).toHaveLength(2)
    await on('2026-03-03')
    const reminded = await see(who, id, '2026-03-03')
    expect(reminded.stage).toBe('REMINDER')
    expect(running(reminded.postings)).toEqual(explained)
    expect(running(reminded.explanation.lines)).toEqual(explained)
    expect(reminded.explanation.total).toEqual(reminded.balance)
  },
)

it('fifty assignments cost as many statements as one, with all their relations', async () => {
  t.clock.set('2026-03-02')
  const counts: number[] = []
  for (const size of [1, 50]) {
    const who = await creditor(t)
    await remind(who, await who.invoiceIds(size))
    await t.settle()
    const query = `query ($id: ID!) { sends(companyId: $id) { nodes { company { name } sentBy items { invoice { number sendableToCollection { code } } assignment {
      company { name } invoice { number } newestEvent { type } events { type letter { kind } } postings { kind } letters { kind }
      payments { kind } send { kind } previous { id } explanation { total { amount } } viewerCanRequestRecall
    } } } } }`
    counts.push((await t.countStatements(() => who.client.run(query, { id: who.id }))).length)
  }
  expect(counts[1]).toBe(counts[0])
})

describe('A1, A2: taking the service into use', () => {
  const ACTIVATE = `mutation ($input: ActivateServiceInput!) {
    activateService(input: $input) { company { activation { state termsVersion contactEmail contactPhone } } error { code } }
  }`

  it('is acceptance of the terms in force by an entitled person, then the identity check by staff', async () => {
    const who = await creditor(t, 'NOT_ACTIVE')
    const terms = (await who.client.run('{ serviceTerms(language: SV) { version paragraphs } }')).serviceTerms
    expect(terms.paragraphs.length).toBeGreaterThan(3)
    const input = { companyId: who.id, termsVersion: terms.version, identity: IDENTITY }
    expect((await who.client.run(ACTIVATE, { input })).activateService.error.code).toBe('PHONE_NEEDED')
    await t.db.sql("UPDATE access.app_user SET phone = '+358 40 000 0000' WHERE id = $1", [who.userId])
    const { activateService } = await who.client.run(ACTIVATE, { input })
    expect(activateService).toMatchObject({
      company: { activation: { state: 'KYC_PENDING', termsVersion: terms.version } },
    })
    const kyc = { companyId: who.id, approve: true, note: 'Register extract' }
    const answer = 'mutation ($input: AnswerKycInput!) { answerKyc(input: $input) { state error { code } } }'
    const { errors } = await who.client.ask(answer, { input: kyc })
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await staff.run(answer, { input: kyc })).answerKyc).toEqual({ state: 'ACTIVE', error: null })
    expect((await staff.run(answer, { input: kyc })).answerKyc.error.code).toBe('KYC_NOT_PENDING')
    expect((await who.client.run(ACTIVATE, { input })).activateService.error.code).toBe('ALREADY_ACTIVE')
  })

  it('is not for a bookkeeper, nor by a Master-ID', async () => {
    const who = await creditor(t, 'NOT_ACTIVE')
    const make = people(t.db, t.app.database)
    const bureauUser = await make.user('Tilitoimiston Tiina')
    await make.masterId([bureauUser], [who.companyId])
    for (const userId of [await make.personWith(who.companyId, 'BOOKKEEPER'), bureauUser]) {
      const client = await signedIn(t, userId)
      const { errors } = await client.ask(ACTIVATE, { input: { companyId: who.id, termsVersion: '2024-1' } })
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
    }
  })
})

it('A4: the price lists are public and dated', async () => {
  const { priceLists } = await t.client.run(
    '{ priceLists { validFrom transferFee { amount } recallFee { amount } vatPercent } }',
  )
  expect(priceLists.at(-1)).toEqual({
    validFrom: '2024-09-01',
    transferFee: { amount: '0.95' },
    recallFee: { amount: '25.00' },
    vatPercent: '25.50',
  })
})
