import { ApiTokenService } from '../../server/src/access/apiToken.service.ts'
import { endLink } from '../../server/src/access/provision.ts'
import { addDays } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import type { UserScope } from '../../server/src/kernel/scope.ts'
import type { TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { madeUpIban } from '../kit/ledgerFiles.ts'
import { nobody, type People, people, signedIn } from '../kit/people.ts'
import type { World } from './truth/question.ts'

/** How each actor of the truth table signs in. */
export type Actors = Readonly<Record<string, () => Promise<Client>>>

const ASSIGNMENTS = 40

/** One company in use of the service, with something of everything, and everybody who may have to do with it. */
export async function makeWorld(t: TestApp): Promise<{ world: World; signIn: Actors }> {
  const make = people(t.db, t.app.database)
  const own = await creditor(t)
  const { signIn, foreignTokenId } = await makeActors(t, make, own)
  const books = await makeBooks(t, own)
  const service = await makeService(t, own, signIn)
  const [customer] = await t.db.sql<{ id: bigint }>('SELECT min(id) AS id FROM ledger.customer WHERE company_id = $1', [
    own.companyId,
  ])
  const customerId = customer?.id ?? 0n
  const waiting = await make.company()
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'KYC_PENDING', now())`, [
    waiting,
  ])
  const [terms] = await t.db.sql<{ version: string }>(
    'SELECT version FROM duetto.terms ORDER BY valid_from DESC LIMIT 1',
  )
  const { companyId } = own
  let serial = 900_000
  const world: World = {
    make,
    companyId,
    businessId: await make.businessIdOf(companyId),
    iban: books.iban,
    ids: { company: own.id, customer: encodeId('Customer', companyId, customerId), ...service.ids },
    requests: service.requests,
    foreignTokenId,
    waitingCompany: encodeId('Company', waiting, waiting),
    termsVersion: terms?.version ?? '',
    newInvoice: async () => invoiceGlobalId(companyId, await own.invoice()),
    newRequestedInvoice: async () => invoiceGlobalId(companyId, await requestedInvoice(own)),
    newContactPerson: async () => {
      const name = `Malli ${world.serial()}`
      const [person] = await t.db.sql<{ id: bigint }>(
        `INSERT INTO ledger.contact_person (company_id, customer_id, name, is_default) VALUES ($1, $2, $3, false) RETURNING id`,
        [companyId, customerId, name],
      )
      return encodeId('ContactPerson', companyId, person?.id ?? 0n)
    },
    newAssignment: () => service.spare(),
    newTransaction: () => waitingTransaction(t, companyId),
    newPayment: () => anotherPayment(t, own),
    newNetvisorChange: async () => {
      const key = world.serial()
      await t.db.sql(
        `INSERT INTO ledger.netvisor_invoice (company_id, netvisor_key, number, is_credit_note, state, invoice_id, told_open, seen_at,
           differs_code, differs_in, differs_since)
         VALUES ($1, $2, $2::bigint::text, false, 'LINKED', $3, 0, now(), 'NETVISOR_CHANGED_HERE', '{DUE_DATE}', now())`,
        [companyId, key, await own.invoice()],
      )
      return String(key)
    },
    newTwinCustomers: async () => {
      const twins = await t.db.sql<{ id: bigint }>(
        `INSERT INTO ledger.customer (company_id, name, identity, kind, kind_assumed, business_id)
         SELECT $1, 'Kaksonen Oy', 'twin:' || $2::int || n, 'BUSINESS', false, '1572860-0' FROM generate_series(1, 2) n RETURNING id`,
        [companyId, world.serial()],
      )
      return twins.map(({ id }) => encodeId('Customer', companyId, id)) as [string, string]
    },
    newTableMapping: async () => {
      const name = `Sarakkeet ${world.serial()}`
      await t.db.sql(
        `INSERT INTO ledger.table_mapping (company_id, kind, name, headings, mapping, saved_at) VALUES ($1, 'INVOICES', $2, '{Numero}', '{}', now())`,
        [companyId, name],
      )
      return name
    },
    newMasterIdRequest: async () => {
      const [row] = await t.db.sql<{ id: bigint }>(
        `INSERT INTO access.master_id_request (requested_by, requested_at, name, business_id, kind, companies, mandate)
         VALUES ($1, now(), 'Tilitoimisto Malli Oy', '1234567-1', 'BUREAU', '{1234567-1}', 'Agreements') RETURNING id`,
        [own.userId],
      )
      return encodeId('MasterIdRequest', 0, row?.id ?? 0n)
    },
    newMasterIdCode: async () => {
      const masterId = await make.masterId([], [])
      const [row] = await t.db.sql<{ code: string }>('SELECT code FROM access.master_id WHERE id = $1', [masterId])
      return row?.code ?? ''
    },
    serial: () => {
      serial += 1
      return serial
    },
  }
  return { world, signIn }
}

async function makeActors(t: TestApp, make: People, own: Creditor) {
  const { companyId, userId: admin } = own
  const elsewhere = await make.company()
  await make.role(elsewhere, admin, 'COMPANY_ADMINISTRATOR')
  const [member, former, staff] = [await make.user(), await make.user(), await make.user('Staff', 'SUPERVISOR')]
  await make.masterId([member], [companyId])
  const endedMasterId = await make.masterId([former], [companyId])
  await t.app.database.agency('system', (unit) => endLink(unit, companyId, endedMasterId))
  const everybody = {
    admin,
    keeper: await make.personWith(companyId, 'BOOKKEEPER'),
    auditor: await make.personWith(companyId, 'AUDITOR'),
    payroll: await make.personWith(companyId, 'PAYROLL_ACCOUNTANT'),
    member,
    former,
    stranger: await make.personWith(await make.company(), 'COMPANY_ADMINISTRATOR'),
    staff,
  }
  const adminScope = await make.scope(admin)
  const reader = await token(t, adminScope, true)
  const limited = await token(t, adminScope, false, [elsewhere])
  const foreign = await token(t, await make.scope(await make.user()), true)
  const signIn: Actors = {
    nobody: async () => t.client.fresh(),
    reader: async () => t.client.withToken(reader.secret),
    elsewhere: async () => t.client.withToken(limited.secret),
    ...Object.fromEntries(Object.entries(everybody).map(([name, userId]) => [name, () => signedIn(t, userId)])),
  }
  return { signIn, foreignTokenId: foreign.token.id }
}

async function token(t: TestApp, owner: UserScope, readOnly: boolean, companyIds?: bigint[]) {
  const expiresOn = addDays(nobody().today, 1)
  const made = await new ApiTokenService(t.app.database).create(owner, {
    name: 'Program',
    readOnly,
    companyIds,
    expiresOn,
  })
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

/** A bank account with a transaction, and a payment. */
async function makeBooks(t: TestApp, { companyId, client, ...own }: Creditor): Promise<{ iban: string }> {
  const iban = madeUpIban(77)
  await t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [companyId, iban])
  const [statement] = await t.db.sql<{ id: bigint }>(
    `INSERT INTO ledger.bank_statement (company_id, iban, kind, message_id, statement_id, currency, imported_at)
     VALUES ($1, $2, 'STATEMENT', 'm', 's', 'EUR', now()) RETURNING id`,
    [companyId, iban],
  )
  await t.db.sql(
    `INSERT INTO ledger.bank_transaction (company_id, statement_id, key, iban, direction, reversal, booked_on, amount, currency, state, reason)
     VALUES ($1, $2, 'k', $3, 'CREDIT', false, '2026-02-20', 100, 'EUR', 'UNMATCHED', 'NO_REFERENCE')`,
    [companyId, statement?.id, iban],
  )
  const invoiceId = invoiceGlobalId(companyId, await own.invoice())
  await client.run(
    'mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { id } error { code } } }',
    { input: { invoiceId, amount: '1.00', paidOn: '2026-03-01', idempotencyKey: 'books' } },
  )
  return { iban }
}

/** A send with its assignments, and a question of each kind that waits for the agency's staff. */
async function makeService(t: TestApp, { client, id, ...own }: Creditor, signIn: Actors) {
  const invoiceIds = await own.invoiceIds(ASSIGNMENTS)
  const { sendToReminderService: sent } = await client.run(
    `mutation ($input: SendToReminderServiceInput!) {
      sendToReminderService(input: $input) { send { id items { assignment { id } } } error { code } }
    }`,
    { input: { companyId: id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: 'service' } },
  )
  await t.settle()
  const spare: string[] = sent.send.items.map((item: { assignment: { id: string } }) => item.assignment.id)
  const next = () => {
    const assignment = spare.pop()
    if (assignment === undefined) throw new Error('There are too few assignments for the table.')
    return assignment
  }
  for (const ask of ['requestRecall', 'requestCreditLoss']) {
    const type = `${ask.charAt(0).toUpperCase()}${ask.slice(1)}Input`
    const input = { assignmentId: next(), reason: 'A test' }
    await client.run(`mutation ($input: ${type}!) { ${ask}(input: $input) { error { code } assignment { id } } }`, {
      input,
    })
  }
  await t.settle()
  const staff = signIn.staff ? await signIn.staff() : t.client
  const { staffRequests } = await staff.run('{ staffRequests { id kind } }')
  const requestOf = (kind: string): string => staffRequests.find((one: { kind: string }) => one.kind === kind).id
  return {
    ids: { invoice: invoiceIds[0] ?? '', send: sent.send.id as string, assignment: next() },
    requests: { recall: requestOf('RECALL'), creditLoss: requestOf('CREDIT_LOSS') },
    spare: next,
  }
}

/** An invoice of which the company itself has sent both letters, long enough ago. */
async function requestedInvoice(own: Creditor): Promise<bigint> {
  const invoiceId = await own.invoice({ dueOn: '2025-12-10', status: 'REQUESTED' })
  await own.letter(invoiceId, 'REMINDED', '2025-12-30')
  await own.letter(invoiceId, 'REQUESTED', '2026-01-20')
  return invoiceId
}

/** Money on the company's account that no invoice was found for. */
async function waitingTransaction(t: TestApp, companyId: bigint): Promise<string> {
  const [row] = await t.db.sql<{ id: bigint }>(
    `INSERT INTO ledger.bank_transaction (company_id, statement_id, key, iban, direction, reversal, booked_on, amount, currency, state,
       reason, unallocated)
     SELECT company_id, statement_id, gen_random_uuid()::text, iban, direction, reversal, booked_on, amount, currency, 'UNMATCHED',
       'NO_REFERENCE', amount
     FROM ledger.bank_transaction WHERE company_id = $1 LIMIT 1 RETURNING id`,
    [companyId],
  )
  return encodeId('BankTransaction', companyId, row?.id ?? 0n)
}

async function anotherPayment(t: TestApp, { companyId, ...own }: Creditor): Promise<string> {
  const [row] = await t.db.sql<{ id: bigint }>(
    `INSERT INTO ledger.payment (company_id, invoice_id, kind, paid_on, amount, currency, registered_at)
     VALUES ($1, $2, 'PAYMENT', '2026-02-20', 100, 'EUR', now()) RETURNING id`,
    [companyId, await own.invoice()],
  )
  return encodeId('Payment', companyId, row?.id ?? 0n)
}
