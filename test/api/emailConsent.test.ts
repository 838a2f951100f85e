import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LetterMail } from '../../server/src/agency/letter/letterMail.ts'
import { handOver, judgeLocked } from '../../server/src/duetto/send/sendBatch.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { decodeId, encodeId } from '../../server/src/kernel/globalId.ts'
import { type Mail, MailNotTaken } from '../../server/src/platform/mail/smtp.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let company: Creditor
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  company = await creditor(t)
})
afterAll(() => t.close())

const EMAIL = 'kuluttaja@velallinen.example'
const CARD = `customer { emailConsent { email endsOn } emailConsents {
  email givenOn endsOn how recordedByName withdrawnOn withdrawnByName } } error { code field values { name value } }`
let serial = 0

/** A consumer's overdue invoice, and the customer's id. */
async function consumer(email: string | null = EMAIL) {
  const invoiceId = await company.invoice({ email })
  const [row] = await t.db.sql<{ id: bigint }>(
    'SELECT customer_id AS id FROM ledger.sales_invoice WHERE company_id = $1 AND id = $2',
    [company.companyId, invoiceId],
  )
  const id = encodeId('SalesInvoice', company.companyId, invoiceId)
  return { invoiceId: id, customerId: encodeId('Customer', company.companyId, row?.id ?? 0n) }
}

async function record(customerId: string, givenOn = '2026-03-02', how = 'WRITTEN') {
  return (
    await company.client.run(
      `mutation ($input: RecordEmailConsentInput!) { recordEmailConsent(input: $input) { ${CARD} } }`,
      { input: { customerId, givenOn, how } },
    )
  ).recordEmailConsent
}

async function withdraw(customerId: string, withdrawnOn = '2026-03-02') {
  return (
    await company.client.run(
      `mutation ($input: WithdrawEmailConsentInput!) { withdrawEmailConsent(input: $input) { ${CARD} } }`,
      { input: { customerId, withdrawnOn } },
    )
  ).withdrawEmailConsent
}

async function preview(invoiceId: string) {
  return (
    await company.client.run(
      'query ($id: ID!) { letterPreview(invoiceId: $id, kind: REMINDER) { channel channelReason } }',
      { id: invoiceId },
    )
  ).letterPreview
}

async function send(invoiceId: string) {
  const key = `consent ${++serial}`
  const { sendToReminderService } = await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } error { code } } }',
    { input: { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'RETURN', idempotencyKey: key } },
  )
  expect(sendToReminderService.send.sentCount).toBe(1)
  await t.settle()
}

async function advance(day: string) {
  t.clock.set(day)
  await t.app.agency.calendar.advance(calendarDate(day))
  await t.settle()
}

async function letters(invoiceId: string) {
  const query = 'query ($id: ID!) { salesInvoice(id: $id) { assignment { letters { kind channel } } } }'
  return (await company.client.run(query, { id: invoiceId })).salesInvoice.assignment.letters
}

/** The newest letter by e-mail in the agency's book, as `LetterMail` takes it. */
async function newestMail() {
  const [row] = await t.db.sql<{ companyId: string; letterId: string }>(
    `SELECT company_id::text AS "companyId", letter_id::text AS "letterId" FROM agency.letter_mail ORDER BY letter_id DESC LIMIT 1`,
  )
  return row ?? { companyId: '0', letterId: '0' }
}

async function mailState({ letterId }: { letterId: string }) {
  const [row] = await t.db.sql('SELECT state, failure, recipient FROM agency.letter_mail WHERE letter_id = $1', [
    letterId,
  ])
  return row
}

async function newestSend() {
  const [row] = await t.db.sql<{ id: bigint }>('SELECT max(id) AS id FROM duetto.send WHERE company_id = $1', [
    company.companyId,
  ])
  return row?.id ?? 0n
}

/** Whether a statement waits for another transaction's lock. */
async function someoneWaits() {
  const waiting = await t.db.sql(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return waiting.length > 0
}

const mailInto = (sent: Mail[]) => new LetterMail(t.app.database, t.clock, async (mail) => void sent.push(mail))

describe("a consumer's consent to letters by e-mail (513/1999, 5 §)", () => {
  it('stands on the card with its days, how it was given and who recorded it; a withdrawal too', async () => {
    const { customerId } = await consumer()
    const given = await record(customerId, '2026-02-28', 'PHONE')
    const consent = { email: EMAIL, givenOn: '2026-02-28', endsOn: '2027-02-28', how: 'PHONE' }
    expect(given.customer).toMatchObject({
      emailConsent: { email: EMAIL, endsOn: '2027-02-28' },
      emailConsents: [{ ...consent, recordedByName: expect.any(String), withdrawnOn: null, withdrawnByName: null }],
    })
    const ended = await withdraw(customerId, '2026-03-01')
    expect(ended.customer).toMatchObject({
      emailConsent: null,
      emailConsents: [{ ...consent, withdrawnOn: '2026-03-01', withdrawnByName: expect.any(String) }],
    })
    const { auditTrail } = await company.client.run(
      'query ($id: ID!, $of: ID!) { auditTrail(companyId: $id, filter: { subjectId: $of }) { nodes { action after { name value } } } }',
      { id: company.id, of: customerId },
    )
    expect(auditTrail.nodes).toHaveLength(2)
    expect(JSON.stringify(auditTrail.nodes)).not.toContain(EMAIL)
  })

  it('is refused without an address, for a day to come, and withdrawn only when it was given', async () => {
    const { customerId } = await consumer()
    expect((await record((await consumer(null)).customerId)).error).toMatchObject({ code: 'EMAIL_MISSING' })
    expect((await record(customerId, '2026-03-03')).error).toMatchObject({ code: 'DATE_IN_FUTURE' })
    expect((await withdraw(customerId)).error).toMatchObject({ code: 'CONSENT_MISSING' })
    await record(customerId)
    expect((await withdraw(customerId, '2026-03-03')).error).toMatchObject({ code: 'DATE_IN_FUTURE' })
    expect((await withdraw(customerId, '2026-03-01')).error).toMatchObject({
      code: 'CONSENT_LATER',
      values: [{ name: 'givenOn', value: '2026-03-02' }],
    })
  })

  it('is recorded by who may edit customers', async () => {
    const { customerId } = await consumer()
    const auditor = await signedIn(t, await people(t.db, t.app.database).personWith(company.companyId, 'AUDITOR'))
    const { errors } = await auditor.ask(
      'mutation ($input: RecordEmailConsentInput!) { recordEmailConsent(input: $input) { error { code } } }',
      { input: { customerId, givenOn: '2026-03-02', how: 'WRITTEN' } },
    )
    expect(errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual(['FORBIDDEN'])
  })

  it('decides how the first letter would go, which the draft says', async () => {
    const { invoiceId, customerId } = await consumer()
    expect(await preview(invoiceId)).toEqual({ channel: 'PRINT', channelReason: 'NO_CONSENT' })
    await record(customerId)
    expect(await preview(invoiceId)).toEqual({ channel: 'EMAIL', channelReason: 'CONSENT' })
    await company.client.run(
      'mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { error { code } } }',
      {
        input: { customerId, email: 'toinen@velallinen.example' },
      },
    )
    expect(await preview(invoiceId)).toEqual({ channel: 'PRINT', channelReason: 'NO_CONSENT' })
    await record(customerId)
    await withdraw(customerId)
    expect(await preview(invoiceId)).toEqual({ channel: 'PRINT', channelReason: 'CONSENT_WITHDRAWN' })
    await record(customerId, '2025-02-01')
    // The newest is the withdrawn one.
    expect((await preview(invoiceId)).channel).toBe('PRINT')
    const late = await consumer()
    await record(late.customerId, '2025-02-01')
    expect(await preview(late.invoiceId)).toEqual({ channel: 'PRINT', channelReason: 'CONSENT_ENDED' })
  })

  it('goes with the material; letters are mailed while it holds and go by post once it is withdrawn', async () => {
    const { invoiceId, customerId } = await consumer()
    await record(customerId)
    await send(invoiceId)
    await advance('2026-03-05')
    expect(await letters(invoiceId)).toEqual([{ kind: 'REMINDER', channel: 'EMAIL' }])
    const key = await newestMail()
    const sent: Mail[] = []
    await mailInto(sent).send(key)
    expect(sent.map(({ to }) => to)).toEqual([EMAIL])
    await withdraw(customerId, '2026-03-05')
    await t.settle()
    await advance('2026-04-10')
    expect((await letters(invoiceId)).map(({ channel }: { channel: string }) => channel).sort()).toEqual([
      'EMAIL',
      'PRINT',
    ])
  })

  it('given later reaches what is in the service already', async () => {
    t.clock.set('2026-03-02')
    const { invoiceId, customerId } = await consumer()
    await send(invoiceId)
    await record(customerId)
    await t.settle()
    await advance('2026-03-05')
    expect(await letters(invoiceId)).toEqual([{ kind: 'REMINDER', channel: 'EMAIL' }])
  })

  it('recorded late does not count before the withdrawal of a newer one, in the service neither', async () => {
    t.clock.set('2026-03-02')
    const { invoiceId, customerId } = await consumer()
    await record(customerId)
    await send(invoiceId)
    await withdraw(customerId)
    await record(customerId, '2026-02-01')
    await t.settle()
    await advance('2026-03-05')
    expect(await letters(invoiceId)).toEqual([{ kind: 'REMINDER', channel: 'PRINT' }])
  })

  it('withdrawn while a send is being made is told of what the send made', async () => {
    t.clock.set('2026-03-02')
    const { invoiceId, customerId } = await consumer()
    await record(customerId)
    const { companyId } = company
    await send((await consumer()).invoiceId)
    const sendId = await newestSend()
    let withdrawn: Promise<unknown> | undefined
    await t.app.database.job(companyId, async (unit) => {
      const on = calendarDate('2026-03-02')
      const made = { companyId, sendId, kind: 'REMINDER', afterReminder: 'RETURN', on, at: t.clock.now() } as const
      const judged = await judgeLocked(unit, made, [BigInt(decodeId(invoiceId)?.localId ?? 0)])
      let isDone = false
      withdrawn = withdraw(customerId).finally(() => {
        isDone = true
      })
      while (!isDone && !(await someoneWaits()));
      await handOver(
        unit,
        made,
        judged.map(({ invoice }) => invoice),
      )
    })
    await withdrawn
    await t.settle()
    await advance('2026-03-05')
    expect(await letters(invoiceId)).toEqual([{ kind: 'REMINDER', channel: 'PRINT' }])
  })

  it('must hold on the day of mailing: withdrawn in between, the letter goes to the printer', async () => {
    t.clock.set('2026-03-02')
    const { invoiceId, customerId } = await consumer()
    await record(customerId)
    await send(invoiceId)
    await advance('2026-03-05')
    const key = await newestMail()
    await withdraw(customerId, '2026-03-05')
    await t.settle()
    const sent: Mail[] = []
    await mailInto(sent).send(key)
    expect(sent).toEqual([])
    expect(await mailState(key)).toMatchObject({ state: 'FAILED', failure: 'NO_CONSENT' })
  })

  it('follows the customer whose card is merged into another', async () => {
    t.clock.set('2026-03-02')
    const [gone, kept] = [await consumer(), await consumer(null)]
    await t.db.sql(
      `UPDATE ledger.customer SET business_id = '1234567-1' WHERE company_id = $1 AND id = ANY ($2::bigint[])`,
      [company.companyId, [gone, kept].map(({ customerId }) => decodeId(customerId)?.localId)],
    )
    await record(gone.customerId)
    const { mergeCustomers } = await company.client.run(
      `mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { ${CARD} } }`,
      { input: { customerId: kept.customerId, mergedId: gone.customerId } },
    )
    expect(mergeCustomers).toMatchObject({ error: null, customer: { emailConsent: { email: EMAIL } } })
  })

  it('does not spare the post: mail that does not get through goes on paper', async () => {
    t.clock.set('2026-03-02')
    const { invoiceId, customerId } = await consumer()
    await record(customerId)
    await send(invoiceId)
    await advance('2026-03-05')
    const key = await newestMail()
    const refusing = new LetterMail(t.app.database, t.clock, async () => {
      throw new MailNotTaken('No such mailbox.', 'REFUSED')
    })
    await refusing.send(key)
    expect(await mailState(key)).toMatchObject({ state: 'FAILED', failure: 'REFUSED' })
  })
})
