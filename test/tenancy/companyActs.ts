import { expect } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { IDENTITY } from '../kit/creditor.ts'
import { PASSWORD, signedIn } from '../kit/people.ts'
import { type Act, type Ready, resend } from './acts.ts'
import { QUESTIONS } from './truth.ts'

/** What people do in their company and for themselves, each as it is written down. */
export const COMPANY_ACTS: Readonly<Record<string, Act>> = {
  // The company's people.
  beginActivation: { by: 'admin', as: 'ACTIVATION_BEGUN', done: begin },
  stateIdentity: { by: 'admin', as: 'IDENTITY_STATED', done: state },
  activateService: { by: 'admin', as: 'SERVICE_ACTIVATED', done: activate },
  addCollectionCost: { by: 'admin', as: 'COST_ADDED', done: addCost },
  bookCreditLoss: { by: 'admin', as: 'CREDIT_LOSS_BOOKED' },
  connectNetvisor: { by: 'admin', as: 'CONNECTION_SET' },
  setPaymentSource: { by: 'admin', as: 'PAYMENT_SOURCE_SET' },
  setStatusMaster: { by: 'admin', as: 'STATUS_MASTER_SET' },
  fetchFromNetvisor: { by: 'admin', as: 'FETCH_ASKED' },
  disconnectNetvisor: { by: 'admin', as: 'CONNECTION_ENDED', done: disconnect },
  renameTableMapping: { by: 'keeper', as: 'TABLE_MAPPING_CHANGED' },
  deleteTableMapping: { by: 'admin', as: 'TABLE_MAPPING_CHANGED' },
  decideNetvisorChange: { by: 'keeper', as: 'NETVISOR_CHANGE_LEFT' },
  changeDueDate: { by: 'keeper', as: 'DUE_DATE_CHANGED' },
  changeDueDates: { by: 'keeper', as: 'DUE_DATE_CHANGED' },
  setManyDisputed: { by: 'admin', as: 'DISPUTE_SET' },
  setCollectionProhibited: { by: 'admin', as: 'CUSTOMER_CHANGED' },
  mergeCustomers: { by: 'keeper', as: 'CUSTOMERS_MERGED' },
  dismissTransaction: { by: 'admin', as: 'TRANSACTION_DISMISSED' },
  endMasterIdLink: { by: 'admin', as: 'MASTER_ID_LINK_ENDED' },
  importCreditNotes: { by: 'admin', as: 'INVOICES_IMPORTED', done: listedCreditNote },
  importPayments: { by: 'admin', as: 'PAYMENTS_IMPORTED', done: listedPayment },
  importSalesInvoices: { by: 'admin', as: 'INVOICES_IMPORTED', done: listedInvoice },
  importTable: { by: 'admin', as: 'INVOICES_IMPORTED', done: table },
  upsertCustomers: { by: 'admin', as: 'CUSTOMER_CHANGED' },
  importBankFiles: { by: 'admin', as: 'PAYMENTS_IMPORTED' },
  importEInvoices: { by: 'admin', as: 'INVOICES_IMPORTED' },
  matchTransaction: { by: 'admin', as: 'TRANSACTION_MATCHED' },
  registerAuxiliaryName: { by: 'admin', as: 'AUXILIARY_NAME_CHANGED' },
  registerCreditNote: { by: 'admin', as: 'CREDIT_NOTE_REGISTERED' },
  registerPayment: { by: 'admin', as: 'PAYMENT_REGISTERED' },
  removeAuxiliaryName: { by: 'admin', as: 'AUXILIARY_NAME_CHANGED', done: removeName },
  removeCollectionCost: { by: 'admin', as: 'COST_REMOVED', done: removeCost },
  removeContactPerson: { by: 'admin', as: 'CUSTOMER_CHANGED' },
  removeService: { by: 'admin', as: 'SERVICE_REMOVED', done: leave },
  reportDispute: { by: 'admin', as: 'DISPUTE_REPORTED' },
  requestCreditLoss: { by: 'admin', as: 'CREDIT_LOSS_REQUESTED' },
  requestRecall: { by: 'admin', as: 'RECALL_REQUESTED' },
  resendMessage: { by: 'admin', as: 'MESSAGE_RESENT', done: (ready) => resend(ready, 'duetto') },
  restoreTransaction: { by: 'admin', as: 'TRANSACTION_RESTORED', done: restore },
  reversePayment: { by: 'admin', as: 'PAYMENT_REVERSED' },
  saveContactPerson: { by: 'admin', as: 'CUSTOMER_CHANGED' },
  sendToCollectionService: { by: 'admin', as: 'SENT_TO_COLLECTION' },
  sendToReminderService: { by: 'admin', as: 'SENT_TO_REMINDER' },
  setAuxiliaryName: { by: 'admin', as: 'AUXILIARY_NAME_CHANGED', done: chooseName },
  setDefaultContactPerson: { by: 'admin', as: 'CUSTOMER_CHANGED' },
  setDisputed: { by: 'admin', as: 'DISPUTE_SET' },
  setSalesSetting: { by: 'admin', as: 'SALES_SETTING_CHANGED' },
  updateCollectionStatus: { by: 'admin', as: 'STATUS_CHANGED' },
  updateCollectionStatuses: { by: 'admin', as: 'STATUS_CHANGED' },
  updateCustomer: { by: 'admin', as: 'CUSTOMER_CHANGED' },
  recordEmailConsent: { by: 'admin', as: 'CUSTOMER_CHANGED', done: consented },
  withdrawEmailConsent: { by: 'admin', as: 'CUSTOMER_CHANGED', done: consentWithdrawn },
  // People for themselves.
  updateOwnDetails: { by: 'admin', as: 'OWN_DETAILS_CHANGED', done: rename },
  askEmailChange: { by: 'admin', as: 'EMAIL_CHANGE_ASKED', done: askEmail },
  confirmEmailChange: { by: 'admin', as: 'EMAIL_CHANGED', done: confirmEmail },
  changePassword: { by: 'admin', as: 'PASSWORD_CHANGED', done: changePassword },
  createApiToken: { by: 'admin', as: 'API_TOKEN_MADE' },
  requestMasterId: { by: 'admin', as: 'MASTER_ID_REQUESTED' },
  revokeApiToken: { by: 'admin', as: 'API_TOKEN_REVOKED', done: revokeToken },
  revokeSessions: { by: 'keeper', as: 'SESSIONS_REVOKED' },
  signIn: { by: 'nobody', as: 'SIGN_IN_FAILED' },
  signOut: { by: 'keeper', as: 'SIGNED_OUT' },
}

async function consented({ run, world }: Ready) {
  const customerId = world.ids.customer
  const email = 'asiakas@velallinen.example'
  await run('admin', 'updateCustomer', '__typename', { customerId, email })
  await run('admin', 'recordEmailConsent', '__typename', { customerId, givenOn: '2026-03-01', how: 'WRITTEN' })
}

async function consentWithdrawn(ready: Ready) {
  await consented(ready)
  const input = { customerId: ready.world.ids.customer, withdrawnOn: '2026-03-02' }
  await ready.run('admin', 'withdrawEmailConsent', '__typename', input)
}

/** Netvisor is the source of something first, and may not go before. */
async function disconnect({ run, world }: Ready) {
  const companyId = world.ids.company
  await run('admin', 'setPaymentSource', '__typename', { companyId, source: 'BANK_FILES', from: '2026-04-01' })
  await run('admin', 'setStatusMaster', '__typename', { companyId, master: 'DUETTO' })
  await run('admin', 'disconnectNetvisor', '__typename', { companyId }, 'NetvisorInput')
}

/** A step into the service of a company that has not begun. */
async function step({ t, world }: Ready, name: string, type: string, more: object) {
  const companyId = await world.make.company()
  const admin = await signedIn(t, await world.make.personWith(companyId, 'COMPANY_ADMINISTRATOR'))
  await t.db.sql("UPDATE access.app_user SET phone = '+358 40 000 0000' WHERE phone IS NULL")
  const input = { companyId: encodeId('Company', companyId, companyId), ...more }
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`
  expect((await admin.run(query, { input }))[name].error).toBeNull()
}

function begin(ready: Ready) {
  return step(ready, 'beginActivation', 'BeginActivationInput', {})
}
function state(ready: Ready) {
  return step(ready, 'stateIdentity', 'StateIdentityInput', { identity: IDENTITY })
}

function activate(ready: Ready) {
  const more = { termsVersion: ready.world.termsVersion, identity: IDENTITY }
  return step(ready, 'activateService', 'ActivateServiceInput', more)
}

/** What somebody of no company does for themselves. */
async function oneself({ t, world }: Ready, name: string, input: object) {
  const person = await signedIn(t, await world.make.user())
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`
  expect((await person.run(query, { input }))[name].error).toBeNull()
  return person
}

async function rename(ready: Ready) {
  await oneself(ready, 'updateOwnDetails', { name: 'Uusi Nimi', phone: '040 123 4567' })
}

async function askEmail(ready: Ready) {
  const email = `new.${ready.world.serial()}@example.test`
  const person = await oneself(ready, 'askEmailChange', { email, password: PASSWORD })
  const { viewer } = await person.run('{ viewer { mail { body } } }')
  return { person, code: /\b(\d{8})\b/.exec(viewer.mail[0].body)?.[1] }
}

async function confirmEmail(ready: Ready) {
  const { person, code } = await askEmail(ready)
  const query = 'mutation ($input: ConfirmEmailChangeInput!) { confirmEmailChange(input: $input) { error { code } } }'
  expect((await person.run(query, { input: { code } })).confirmEmailChange.error).toBeNull()
}

async function changePassword(ready: Ready) {
  await oneself(ready, 'changePassword', { password: PASSWORD, newPassword: 'another horse battery' })
}

async function listed({ run, world }: Ready, name: string, what: string, one: object) {
  const input = { companyId: world.ids.company, [what]: [one] }
  return run('admin', name, '__typename', input)
}

async function listedInvoice(ready: Ready): Promise<string> {
  const number = `L${ready.world.serial()}`
  const days = { issuedOn: '2026-02-01', dueOn: '2026-02-15', currency: 'EUR', rows: [] }
  await listed(ready, 'importSalesInvoices', 'invoices', {
    number,
    ...days,
    total: '10.00',
    customer: { name: 'Asiakas' },
  })
  return number
}

async function listedCreditNote(ready: Ready) {
  const creditedNumber = await listedInvoice(ready)
  const one = {
    number: `H${ready.world.serial()}`,
    creditedNumber,
    issuedOn: '2026-03-01',
    total: '4.00',
    currency: 'EUR',
  }
  return listed(ready, 'importCreditNotes', 'creditNotes', one)
}

async function listedPayment(ready: Ready) {
  const invoiceNumber = await listedInvoice(ready)
  const one = {
    externalId: `P${ready.world.serial()}`,
    invoiceNumber,
    paidOn: '2026-03-01',
    amount: '4.00',
    currency: 'EUR',
    noDouble: false,
  }
  return listed(ready, 'importPayments', 'payments', one)
}

async function table({ client, run, world }: Ready) {
  const asked = (await QUESTIONS['Query.tablePreview']?.values?.(world)) as { input: object }
  const preview = 'query ($input: TablePreviewInput!) { tablePreview(input: $input) { digest } }'
  const { digest } = (await (await client('admin')).run(preview, asked)).tablePreview
  const columns = ['NUMBER', 'CUSTOMER_NAME', 'ISSUED_ON', 'DUE_ON', 'TOTAL'].map((field, column) => ({
    column,
    field,
  }))
  return run('admin', 'importTable', 'outcome { newCount }', {
    ...asked.input,
    mapping: { columns, currency: 'EUR' },
    digest,
    noDoubles: [],
  })
}

async function addCost({ run, world }: Ready): Promise<string> {
  const agreed = { companyId: world.ids.company, kind: 'REMINDER', amount: '5.00', validFrom: '2026-01-01' }
  await run('staff', 'agreeCost', 'agreement { id }', agreed)
  const invoiceId = await world.newRequestedInvoice()
  await run('admin', 'addCollectionCost', 'invoice { id }', { invoiceId, kind: 'REMINDER', amount: '5.00' })
  return invoiceId
}

async function removeCost(ready: Ready) {
  const input = { invoiceId: await addCost(ready), kind: 'REMINDER' }
  return ready.run('admin', 'removeCollectionCost', 'invoice { id }', input)
}

const named = ({ world }: Ready, name: string) => ({ companyId: world.ids.company, name })

async function removeName(ready: Ready) {
  await ready.run('admin', 'registerAuxiliaryName', 'company { id }', named(ready, 'Mallin Puu'), 'AuxiliaryNameInput')
  return ready.run('admin', 'removeAuxiliaryName', 'company { id }', named(ready, 'Mallin Puu'), 'AuxiliaryNameInput')
}

async function chooseName(ready: Ready) {
  await ready.run('admin', 'registerAuxiliaryName', 'company { id }', named(ready, 'Mallin Kivi'), 'AuxiliaryNameInput')
  const input = { invoiceId: await ready.world.newInvoice(), name: 'Mallin Kivi' }
  return ready.run('admin', 'setAuxiliaryName', 'invoice { id }', input)
}

async function restore({ run, world }: Ready) {
  const transactionId = await world.newTransaction()
  await run('admin', 'dismissTransaction', 'transaction { id }', { transactionId, reason: 'A test' })
  return run('admin', 'restoreTransaction', 'transaction { id }', { transactionId })
}

/** The company that everything else is about stays in the service. */
async function leave({ t, world }: Ready) {
  const companyId = await world.make.company()
  const admin = await signedIn(t, await world.make.personWith(companyId, 'COMPANY_ADMINISTRATOR'))
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
    companyId,
  ])
  const input = { companyId: encodeId('Company', companyId, companyId), reason: 'A test' }
  const query = 'mutation ($input: RemoveServiceInput!) { removeService(input: $input) { error { code } } }'
  expect((await admin.run(query, { input })).removeService.error).toBeNull()
}

async function revokeToken({ run }: Ready) {
  const { token } = await run('admin', 'createApiToken', 'token { id }', {
    ...{ name: 'Short', readOnly: true, expiresOn: '2026-03-10' },
  })
  return run('admin', 'revokeApiToken', 'token { id }', { id: token.id })
}
