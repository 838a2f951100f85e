import { afterAll, beforeAll, expect, it } from 'vitest'
import { IDENTITY } from '../kit/creditor.ts'
import { consumer, type Firm, Story } from '../kit/story.ts'

/** Taking the service into use, what it costs, and the end of it, as the ledger feels them. */
let story: Story
let firm: Firm
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
  firm = await story.firm('Mallitalo Oy', 'NOT_ACTIVE')
  await story.invoices(
    firm,
    { number: '3001', buyer: consumer() },
    { number: '3002', buyer: consumer('Outi Esimerkki') },
    { number: '3003', buyer: consumer('Eero Esimerkki') },
  )
})
afterAll(() => story.end())

const ledger = () => story.ledger(firm)

async function terms(): Promise<string> {
  const { serviceTerms } = await firm.client.run('{ serviceTerms(language: FI) { version } }')
  return serviceTerms.version
}

const state = async () =>
  (await firm.client.run('query ($id: ID!) { company(id: $id) { activation { state } } }', { id: firm.id })).company
    .activation.state

it('A3: before the service is active nothing can be sent, and the state says so', async () => {
  expect(await state()).toBe('NOT_ACTIVE')
  expect(await story.remind(firm, ['3001'])).toMatchInlineSnapshot(`"SERVICE_NOT_ACTIVE"`)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-02
    invoice status         total     paid     open  service   agency
    3001    OVERDUE       100.00     0.00   100.00        -        -
    3002    OVERDUE       100.00     0.00   100.00        -        -
    3003    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('A1: a bookkeeper sees the service and cannot activate it; the API refuses it by a code', async () => {
  const bookkeeper = await story.person(firm, 'BOOKKEEPER')
  const { company } = await bookkeeper.run('query ($id: ID!) { company(id: $id) { viewerCanActivate } }', {
    id: firm.id,
  })
  expect(company.viewerCanActivate).toBe(false)
  const { errors } = await bookkeeper.ask(
    'mutation ($input: ActivateServiceInput!) { activateService(input: $input) { error { code } } }',
    { input: { companyId: firm.id, termsVersion: await terms() } },
  )
  expect(errors.map(({ extensions }) => extensions.code)).toMatchInlineSnapshot(`
    [
      "FORBIDDEN",
    ]
  `)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-02
    invoice status         total     paid     open  service   agency
    3001    OVERDUE       100.00     0.00   100.00        -        -
    3002    OVERDUE       100.00     0.00   100.00        -        -
    3003    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('A2: acceptance of the terms with e-mail and telephone, the identity check, and the service is active', async () => {
  const accept = { companyId: firm.id, termsVersion: await terms(), identity: IDENTITY }
  expect(await story.code(firm.client, 'activateService', accept)).toBe('PHONE_NEEDED')
  await story.t.db.sql(`UPDATE access.app_user SET phone = '+358 40 000 0000'`)
  expect(await story.code(firm.client, 'activateService', accept)).toBeNull()
  expect(await state()).toBe('KYC_PENDING')
  expect(await story.code(story.staff, 'answerKyc', { companyId: firm.id, approve: true })).toBeNull()
  expect(await state()).toBe('ACTIVE')
  expect(await story.remind(firm, ['3001', '3002'])).toEqual(['3001 SENT', '3002 SENT'])
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-02
    invoice status         total     paid     open  service   agency
    3001    OVERDUE       100.00     0.00   100.00      yes   100.00
    3002    OVERDUE       100.00     0.00   100.00      yes   100.00
    3003    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('A4: each invoice of material costs the fee of the day, in a statement of the month with VAT', async () => {
  const { feeStatement, priceLists } = await firm.client.run(
    `query ($id: ID!) {
      priceLists { transferFee { amount } vatPercent }
      feeStatement(companyId: $id, month: "2026-02") { total { amount } vat { amount } }
    }`,
    { id: firm.id },
  )
  expect(priceLists.at(-1)).toMatchInlineSnapshot(`
    {
      "transferFee": {
        "amount": "0.95",
      },
      "vatPercent": "25.50",
    }
  `)
  expect(feeStatement).toMatchInlineSnapshot(`
    {
      "total": {
        "amount": "2.38",
      },
      "vat": {
        "amount": "0.48",
      },
    }
  `)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-02
    invoice status         total     paid     open  service   agency
    3001    OVERDUE       100.00     0.00   100.00      yes   100.00
    3002    OVERDUE       100.00     0.00   100.00      yes   100.00
    3003    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('A3: after the service is removed what runs goes on to its end, and nothing new is sent', async () => {
  await story.code(firm.client, 'removeService', { companyId: firm.id, reason: 'We collect by ourselves' })
  expect(await state()).toBe('REMOVED')
  expect(await story.remind(firm, ['3003'])).toMatchInlineSnapshot(`"SERVICE_NOT_ACTIVE"`)
  await story.until('2026-02-04')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    3001    REMINDED      100.00     0.00   100.00      yes   105.39
    3002    REMINDED      100.00     0.00   100.00      yes   105.39
    3003    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
  await story.bank(firm, '3001', '105.39')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    3001    PAID          100.00   105.39     0.00        -     0.00
    3002    REMINDED      100.00     0.00   100.00      yes   105.39
    3003    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('K1: new invoices carry the customer’s default contact person, and the material does too', async () => {
  const other = await story.firm('Toinen Malli Oy')
  await story.invoices(other, { number: '3101', contact: { name: 'Anna Asioija' } })
  const { customer } = await story.invoice(other, '3101', 'customer { id contactPersons { name isDefault } }')
  expect(customer.contactPersons).toEqual([{ name: 'Anna Asioija', isDefault: true }])
  await story.act(other.client, 'setSalesSetting', { companyId: other.id, fetchContactPerson: true })
  await story.invoices(other, { number: '3102' })
  expect(await story.invoice(other, '3102', 'contactName')).toEqual({ contactName: 'Anna Asioija' })
  await story.remind(other, ['3102'])
  const [material] = await story.t.db.sql<{ contact: object }>(
    `SELECT message #> '{body,debtor,contactPerson}' AS contact FROM duetto.outbox WHERE company_id = $1 AND kind = 'MATERIAL'`,
    [other.companyId],
  )
  expect(material?.contact).toMatchObject({ name: 'Anna Asioija' })
  expect(await story.ledger(other)).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    3101    OVERDUE       100.00     0.00   100.00        -        -
    3102    OVERDUE       100.00     0.00   100.00      yes   100.00
    "
  `)
})
