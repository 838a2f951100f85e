import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type InvoiceDraft, importInvoices, invoiceFile } from '../kit/ledgerFiles.ts'
import { type People, people, signedIn } from '../kit/people.ts'

let t: TestApp
let all: People
let company: bigint
let companyId: string
let client: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  all = people(t.db, t.app.database)
  company = await all.company('Korttila Oy')
  companyId = encodeId('Company', company, company)
  client = await signedIn(t, await all.personWith(company, 'BOOKKEEPER'))
})
afterAll(() => t.close())

const BUYER = { identifier: 'KORTTI-1', businessId: undefined as never }

async function take(draft: Omit<InvoiceDraft, 'seller'>): Promise<string> {
  const file = invoiceFile({ iban: 'FI2112345600000785', ...draft, seller: await all.businessIdOf(company) })
  const { files } = await importInvoices(client, [file])
  return files[0].documents[0].invoice.id
}

const CARD = `{ id name businessId kind kindAssumed language street postCode town country email phone collectionProhibited byHand
  problems { code } openInvoices open { amount } viewerCanEdit contactPersons { id name phone email isDefault } }`

async function customerOf(invoiceId: string) {
  const { salesInvoice } = await client.run(
    `query ($id: ID!) { salesInvoice(id: $id) { contactName contactPhone contactEmail customer ${CARD} } }`,
    { id: invoiceId },
  )
  return salesInvoice
}

async function act(name: string, input: object, by = client) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const answer = await by.run(
    `mutation ($input: ${type}!) { ${name}(input: $input) { customer ${CARD} error { code field } } }`,
    { input },
  )
  return answer[name]
}

async function fetchDefault(fetchContactPerson: boolean) {
  const { setSalesSetting } = await client.run(
    `mutation ($input: SetSalesSettingInput!) { setSalesSetting(input: $input) { company { fetchContactPerson } error { code } } }`,
    { input: { companyId, fetchContactPerson } },
  )
  expect(setSalesSetting).toEqual({ company: { fetchContactPerson }, error: null })
}

describe('a customer card', () => {
  it('set by hand is left alone by later imports, part by part', async () => {
    const invoice = await take({ number: '1', total: '10.00', buyer: { ...BUYER, name: 'Vanha Nimi', phone: '1' } })
    const before = (await customerOf(invoice)).customer
    const { customer, error } = await act('updateCustomer', {
      customerId: before.id,
      name: ' Uusi Nimi ',
      street: 'Uusikatu 2',
      postCode: '00200',
      town: 'Helsinki',
      country: 'fi',
      kind: 'BUSINESS',
      businessId: '11111112',
      language: 'SV',
    })
    expect(error?.code ?? null).toBe('BUSINESS_ID_INVALID')
    expect(customer).toBeNull()
    const mended = await act('updateCustomer', {
      customerId: before.id,
      name: ' Uusi Nimi ',
      street: 'Uusikatu 2',
      postCode: '00200',
      town: 'Helsinki',
      country: 'fi',
      kind: 'BUSINESS',
      businessId: '20244248',
      language: 'SV',
    })
    expect(mended).toMatchObject({
      error: null,
      customer: {
        ...{
          name: 'Uusi Nimi',
          kind: 'BUSINESS',
          kindAssumed: false,
          businessId: '2024424-8',
          country: 'FI',
          language: 'SV',
        },
        ...{ byHand: ['address', 'businessId', 'kind', 'language', 'name'], problems: [] },
      },
    })
    await take({
      number: '2',
      total: '10.00',
      issuedOn: '2026-02-01',
      buyer: { ...BUYER, name: 'Tiedoston Nimi', phone: '2' },
    })
    expect((await customerOf(invoice)).customer).toMatchObject({
      ...{ name: 'Uusi Nimi', street: 'Uusikatu 2', kind: 'BUSINESS', language: 'SV', phone: '2' },
      ...{ openInvoices: 2, open: [{ amount: '20.00' }] },
    })
  })

  it('says what it lacks, and the list finds those that lack something', async () => {
    await take({
      number: '20',
      total: '10.00',
      buyer: {
        name: 'Ääri Puutteinen',
        identifier: 'PUUTE',
        businessId: undefined as never,
        address: undefined as never,
      },
    })
    const list = async (filter: object) =>
      (
        await client.run(
          `query ($id: ID!, $filter: CustomerFilter) { customers(companyId: $id, filter: $filter) { nodes { name problems { code } } } }`,
          { id: companyId, filter },
        )
      ).customers.nodes
    expect(await list({ incomplete: true })).toEqual([
      {
        name: 'Ääri Puutteinen',
        problems: [{ code: 'ADDRESS_MISSING' }, { code: 'CONTACT_MISSING' }, { code: 'CONSUMER_ASSUMED' }],
      },
    ])
    expect((await list({ incomplete: false })).map((one: { name: string }) => one.name)).toEqual(['Uusi Nimi'])
    expect((await list({ search: 'ääri' })).length).toBe(1)
    expect((await list({ collectionProhibited: true })).length).toBe(0)
  })

  it('of one lack are found by it', async () => {
    const QUERY = `query ($id: ID!, $filter: CustomerFilter) { customers(companyId: $id, filter: $filter) { nodes { name } } }`
    const names = async (lacks: string[]) =>
      (await client.run(QUERY, { id: companyId, filter: { lacks } })).customers.nodes.map(
        (one: { name: string }) => one.name,
      )
    expect(await names(['ADDRESS_MISSING'])).toEqual(['Ääri Puutteinen'])
    expect(await names(['BUSINESS_ID_MISSING'])).toEqual([])
    expect(await names(['BUSINESS_ID_MISSING', 'CONTACT_MISSING'])).toEqual(['Ääri Puutteinen'])
  })

  it('with a business ID set by hand is the customer of later invoices with that ID, and of those without it', async () => {
    const named = { identifier: 'KASIN-1', name: 'Käsin Korjattu Oy', businessId: undefined as never }
    const first = await customerOf(await take({ number: '40', total: '10.00', buyer: named }))
    await act('updateCustomer', { customerId: first.customer.id, kind: 'BUSINESS', businessId: '1234567-1' })
    const both = await importInvoices(client, [
      invoiceFile({
        ...{ iban: 'FI2112345600000785', seller: await all.businessIdOf(company), number: '41', total: '10.00' },
        buyer: { name: 'Käsin Korjattu Oyj', identifier: '1234567-1', businessId: '1234567-1' as never },
      }),
      invoiceFile({
        ...{ iban: 'FI2112345600000785', seller: await all.businessIdOf(company), number: '42', total: '10.00' },
        buyer: named,
      }),
    ])
    const ids = both.files.map((file: { documents: { invoice: { id: string } }[] }) => file.documents[0]?.invoice.id)
    for (const id of ids) expect((await customerOf(id)).customer.id).toBe(first.customer.id)
    expect((await customerOf(ids[0])).customer).toMatchObject({
      businessId: '1234567-1',
      kind: 'BUSINESS',
      openInvoices: 3,
    })
  })

  it('that files know by its business ID comes before a card that a person gave the same ID', async () => {
    const byFile = await customerOf(
      await take({
        number: '50',
        total: '10.00',
        buyer: { name: 'Tuttu Oy', identifier: '7654321-2', businessId: '7654321-2' as never },
      }),
    )
    const other = await customerOf(
      await take({ number: '51', total: '10.00', buyer: { ...BUYER, identifier: 'TOINEN', name: 'Toinen' } }),
    )
    await act('updateCustomer', { customerId: other.customer.id, kind: 'BUSINESS', businessId: '7654321-2' })
    const next = await customerOf(
      await take({
        number: '52',
        total: '10.00',
        buyer: { name: 'Tuttu Oy', identifier: '7654321-2', businessId: '7654321-2' as never },
      }),
    )
    expect(next.customer.id).toBe(byFile.customer.id)
  })

  it('is merged into another of the same business ID: invoices, persons and what the other lacks move, imports follow', async () => {
    const buyer = { name: 'Kaksoset Oy', identifier: '2345678-0', businessId: '2345678-0' as never }
    const kept = await customerOf(await take({ number: '60', total: '10.00', buyer }))
    const old = { ...BUYER, identifier: 'VANHA-60', name: 'Kaksoset' }
    const gone = await customerOf(await take({ number: '61', total: '20.00', buyer: old }))
    const [keepId, goneId] = [kept.customer.id, gone.customer.id]
    for (const [customerId, name] of [
      [keepId, 'Anna Malli'],
      [goneId, 'Anna Malli'],
      [goneId, 'Olli Esimerkki'],
    ])
      await act('saveContactPerson', { customerId, name, ...(customerId === goneId && { phone: '040 000 0000' }) })
    const merge = (customerId: string, mergedId: string) => act('mergeCustomers', { customerId, mergedId })
    expect((await merge(keepId, goneId)).error.code).toBe('CUSTOMERS_DIFFER')
    await act('updateCustomer', {
      ...{ customerId: goneId, kind: 'BUSINESS', businessId: '2345678-0', email: 'laskut@example.test' },
      collectionProhibited: true,
    })
    const twins = await client.run('query ($id: ID!) { customer(id: $id) { sameBusinessId { id } } }', { id: keepId })
    expect(twins.customer.sameBusinessId).toEqual([{ id: goneId }])
    expect((await merge(keepId, keepId)).error.code).toBe('SAME_CUSTOMER')

    const merged = await merge(keepId, goneId)
    expect(merged).toMatchObject({
      error: null,
      customer: {
        ...{
          id: keepId,
          name: 'Kaksoset Oy',
          email: 'laskut@example.test',
          collectionProhibited: true,
          openInvoices: 2,
        },
        contactPersons: [
          { name: 'Anna Malli', phone: '040 000 0000', isDefault: true },
          { name: 'Olli Esimerkki', isDefault: false },
        ],
      },
    })
    expect((await client.run('query ($id: ID!) { customer(id: $id) { id } }', { id: goneId })).customer).toBeNull()
    // A file that knew the other card finds this one.
    const later = await customerOf(await take({ number: '62', total: '5.00', buyer: old }))
    expect(later.customer).toMatchObject({ id: keepId, openInvoices: 3 })
    const [entry] = await t.db.sql(
      `SELECT after FROM access.audit_entry WHERE company_id = $1 AND action = 'CUSTOMERS_MERGED'`,
      [company],
    )
    expect(entry).toEqual({ after: { invoices: '1', contacts: '1' } })
  })

  it('keeps what a person has set on the card that was merged into it, whatever imports say later', async () => {
    const known = { name: 'Pysyvä Oy', identifier: '4567891-5', businessId: '4567891-5' as never }
    const contact = { name: 'Anna Malli' }
    const kept = await customerOf(await take({ number: '67', total: '10.00', buyer: known, contact }))
    const old = { ...BUYER, identifier: 'VANHA-67', name: 'Pysyvä' }
    const gone = await customerOf(await take({ number: '68', total: '10.00', buyer: old }))
    const customerId = gone.customer.id
    await act('updateCustomer', { customerId, businessId: '4567891-5', email: 'laskut@example.test' })
    await act('saveContactPerson', { customerId, name: 'Anna Malli', phone: '040 000 0000' })
    await act('mergeCustomers', { customerId: kept.customer.id, mergedId: customerId })

    const told = { ...known, email: 'toinen@example.test', phone: '050 222 2222' }
    const again = { number: '69', total: '5.00', buyer: told, contact: { ...contact, phone: '040 111 1111' } }
    const { customer } = await customerOf(await take(again))
    expect(customer).toMatchObject({
      ...{ id: kept.customer.id, email: 'laskut@example.test', phone: '050 222 2222', byHand: ['email'] },
      contactPersons: [{ name: 'Anna Malli', phone: '040 000 0000' }],
    })
  })

  it('is not merged away while the service has its invoice: the debtor of the assignment would be another card', async () => {
    const buyer = { name: 'Palvelussa Oy', identifier: '3456790-2', businessId: '3456790-2' as never }
    const one = await customerOf(await take({ number: '65', total: '10.00', buyer }))
    const other = await customerOf(
      await take({ number: '66', total: '10.00', buyer: { ...BUYER, identifier: 'VANHA-66', name: 'Palvelussa' } }),
    )
    await act('updateCustomer', { customerId: other.customer.id, kind: 'BUSINESS', businessId: '3456790-2' })
    await t.db.sql(`UPDATE ledger.sales_invoice SET in_service = true WHERE company_id = $1 AND number = '66'`, [
      company,
    ])
    const ids = { customerId: one.customer.id, mergedId: other.customer.id }
    expect((await act('mergeCustomers', ids)).error.code).toBe('CUSTOMER_IN_SERVICE')
    const swapped = await act('mergeCustomers', { customerId: ids.mergedId, mergedId: ids.customerId })
    expect(swapped).toMatchObject({ error: null, customer: { id: ids.mergedId, openInvoices: 2 } })
  })

  it('that prohibits collection keeps its invoices from the service', async () => {
    const invoice = await take({ number: '3', total: '10.00', buyer: { ...BUYER, name: 'X' } })
    const codes = async () =>
      (await client.run('query ($id: ID!) { salesInvoice(id: $id) { sendableToReminder { code } } }', { id: invoice }))
        .salesInvoice.sendableToReminder
    const { customer } = await customerOf(invoice)
    expect(await codes()).toEqual([])
    await act('updateCustomer', { customerId: customer.id, collectionProhibited: true })
    expect(await codes()).toEqual([{ code: 'COLLECTION_PROHIBITED' }])
    await act('updateCustomer', { customerId: customer.id, collectionProhibited: false })
    expect(await codes()).toEqual([])
  })

  it.each([
    [{ name: ' ' }, 'NAME_MISSING', 'input.name'],
    [{ name: 'x'.repeat(201) }, 'TOO_LONG', 'input.name'],
    [{ email: 'malli' }, 'EMAIL_INVALID', 'input.email'],
    [{ country: 'Suomi' }, 'COUNTRY_INVALID', 'input.country'],
  ])('is refused %j', async (change, code, field) => {
    const { customers } = await client.run(
      `query ($id: ID!) { customers(companyId: $id, first: 1) { nodes { id } } }`,
      {
        id: companyId,
      },
    )
    expect(await act('updateCustomer', { customerId: customers.nodes[0].id, ...change })).toEqual({
      customer: null,
      error: { code, field },
    })
  })

  it('is read but not edited by an auditor', async () => {
    const auditor = await signedIn(t, await all.personWith(company, 'AUDITOR'))
    const { customers } = await auditor.run(
      `query ($id: ID!) { customers(companyId: $id, first: 1) { nodes { id viewerCanEdit } } }`,
      { id: companyId },
    )
    expect(customers.nodes[0].viewerCanEdit).toBe(false)
  })
})

describe('contact persons (requirement K1)', () => {
  it('the first one becomes the default; another is chosen, and one that goes hands it on', async () => {
    const invoice = await take({ number: '30', total: '10.00', buyer: { name: 'Yhteys Oy', identifier: 'Y' } })
    const { customer } = await customerOf(invoice)
    const add = (name: string, more: object = {}) =>
      act('saveContactPerson', { customerId: customer.id, name, ...more })
    await add('Anna', { phone: '040 1', email: 'anna@example.test' })
    await add('Bertta')
    const three = await add('Cecilia')
    const named = (answer: { customer: { contactPersons: { name: string; isDefault: boolean }[] } }) =>
      answer.customer.contactPersons.map(({ name, isDefault }) => (isDefault ? `${name}*` : name))
    expect(named(three)).toEqual(['Anna*', 'Bertta', 'Cecilia'])
    expect(await add(' Anna ')).toMatchObject({
      customer: null,
      error: { code: 'CONTACT_EXISTS', field: 'input.name' },
    })
    const idOf = (name: string): string =>
      three.customer.contactPersons.find((one: { name: string }) => one.name === name).id
    expect(named(await act('setDefaultContactPerson', { contactPersonId: idOf('Cecilia') }))).toEqual([
      ...['Cecilia*', 'Anna', 'Bertta'],
    ])
    expect(named(await act('removeContactPerson', { contactPersonId: idOf('Cecilia') }))).toEqual(['Anna*', 'Bertta'])
    const changed = await act('saveContactPerson', {
      contactPersonId: idOf('Bertta'),
      name: 'Bertta B',
      phone: '050 2',
    })
    expect(changed.customer.contactPersons[1]).toMatchObject({ name: 'Bertta B', phone: '050 2', isDefault: false })
  })

  it('come with new invoices when the setting says so, go out with the material, and an own one stays', async () => {
    const buyer = { name: 'Yhteys Oy', identifier: 'Y' }
    const without = await take({ number: '31', total: '10.00', buyer })
    expect((await customerOf(without)).contactName).toBeNull()
    await fetchDefault(true)
    const fetched = await take({ number: '32', total: '10.00', buyer })
    expect(await customerOf(fetched)).toMatchObject({
      ...{ contactName: 'Anna', contactPhone: '040 1', contactEmail: 'anna@example.test' },
    })
    const own = await take({ number: '33', total: '10.00', buyer, contact: { name: 'Oma Henkilö' } })
    expect(await customerOf(own)).toMatchObject({ contactName: 'Oma Henkilö', contactPhone: null, contactEmail: null })

    await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
      company,
    ])
    const { sendToReminderService } = await client.run(
      `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }`,
      { input: { companyId, invoiceIds: [fetched], afterReminder: 'RETURN', idempotencyKey: 'contact' } },
    )
    expect(sendToReminderService.error).toBeNull()
    const [sent] = await t.db.sql<{ person: unknown }>(
      `SELECT message -> 'body' -> 'debtor' -> 'contactPerson' AS person FROM duetto.outbox WHERE company_id = $1`,
      [company],
    )
    expect(sent?.person).toEqual({ name: 'Anna', phone: '040 1', email: 'anna@example.test' })
  })
})
