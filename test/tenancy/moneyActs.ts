import { expect } from 'vitest'
import { decodeId, encodeId } from '../../server/src/kernel/globalId.ts'
import { signedIn } from '../kit/people.ts'
import { type Act, type Ready, someFile } from './acts.ts'

/** What staff do with money, each as it is written down. */
export const MONEY_ACTS: Readonly<Record<string, Act>> = {
  importClientFundsFiles: { by: 'staff', as: 'CLIENT_FUNDS_IMPORTED', done: ({ newFunds }) => newFunds('1.00') },
  cancelPaymentFile: {
    by: 'staff',
    as: 'PAYMENT_FILE_CANCELLED',
    done: (ready) => decided(ready, 'cancelPaymentFile'),
  },
  releasePaymentFile: {
    by: 'staff',
    as: 'PAYMENT_FILE_RELEASED',
    done: (ready) => decided(ready, 'releasePaymentFile'),
  },
  redirectTransfer: { by: 'staff', as: 'TRANSFER_REDIRECTED', done: redirectTransfer },
  attachOutgoing: { by: 'staff', as: 'OUTGOING_ATTACHED', done: attachOutgoing },
  explainOutgoing: { by: 'staff', as: 'OUTGOING_EXPLAINED', done: explainOutgoing },
  refuseTransfer: { by: 'staff', as: 'TRANSFER_REFUSED', done: refuseTransfer },
  setMoneyTerms: { by: 'staff', as: 'MONEY_TERMS_SET', done: setMoneyTerms },
  makePaymentFiles: { by: 'staff', as: 'PAYMENT_FILES_MADE', done: paymentFile },
  markPaymentFileSent: { by: 'staff', as: 'PAYMENT_FILE_SENT', done: fileSent },
  matchClientTransaction: { by: 'staff', as: 'CLIENT_FUNDS_MATCHED', done: paid },
  refundDebtor: { by: 'staff', as: 'DEBTOR_REFUNDED', done: refund },
  returnClientTransaction: { by: 'staff', as: 'CLIENT_FUNDS_RETURNED', done: giveBack },
  runSettlement: { by: 'staff', as: 'SETTLEMENT_RUN' },
}

async function paid({ run, newFunds, newCase }: Ready): Promise<string> {
  const transactionId = await newFunds('900.00')
  const company = decodeId(await newCase())
  const assignmentId = encodeId('AgencyAssignment', company?.companyId ?? '', company?.localId ?? '')
  await run('staff', 'matchClientTransaction', 'transaction { id }', { transactionId, assignmentId })
  return transactionId
}

const TO = { name: 'Malli Mallinen', iban: 'FI2112345600000785' }

async function refund(ready: Ready) {
  const input = { transactionId: await paid(ready), ...TO }
  return ready.run('staff', 'refundDebtor', 'transaction { id }', input, 'PayBackInput')
}

async function giveBack({ run, newFunds }: Ready) {
  const input = { transactionId: await newFunds('10.00'), ...TO }
  return run('staff', 'returnClientTransaction', 'transaction { id }', input, 'PayBackInput')
}

async function paymentFile(ready: Ready): Promise<string> {
  await giveBack(ready)
  const query = 'mutation { makePaymentFiles(input: {}) { files { id } } }'
  const { makePaymentFiles } = await (await ready.client('staff')).run(query)
  return makePaymentFiles.files[0].id
}

/** Another of the staff lets a file go, or does not. */
async function decided(ready: Ready, name: 'releasePaymentFile' | 'cancelPaymentFile'): Promise<string> {
  const id = await paymentFile(ready)
  const second = await signedIn(ready.t, await ready.world.make.user('Second', 'SUPERVISOR'))
  const query = `mutation ($input: PaymentFileInput!) { ${name}(input: $input) { error { code } } }`
  expect((await second.run(query, { input: { id } }))[name].error).toBeNull()
  return id
}

async function fileSent(ready: Ready): Promise<string> {
  const id = await decided(ready, 'releasePaymentFile')
  await ready.run('staff', 'markPaymentFileSent', 'file { id }', { id })
  return id
}

async function refuseTransfer(ready: Ready) {
  const input = { fileId: await fileSent(ready), ordinal: 1, reason: 'The account is closed' }
  await ready.run('staff', 'refuseTransfer', 'file { id }', input)
  return input.fileId
}

async function redirectTransfer(ready: Ready) {
  const input = { fileId: await refuseTransfer(ready), ordinal: 1, iban: 'FI9080002627761348' }
  return ready.run('staff', 'redirectTransfer', 'file { id }', input)
}

/** Money that left, and no transfer asked for it. */
async function explainOutgoing({ run, newFunds }: Ready) {
  const transactionId = await newFunds('3.21', 'DBIT')
  return run('staff', 'explainOutgoing', 'transaction { id }', { transactionId, as: 'CHARGE', note: 'A charge' })
}

/** The bank booked it before the day that the file says: nothing but a person joins the two. */
async function attachOutgoing(ready: Ready) {
  const fileId = await fileSent(ready)
  const [file] = await ready.t.db.sql<{ amount: bigint; count: number }>(
    'SELECT amount, transfers AS count FROM agency.payment_file WHERE id = $1',
    [decodeId(fileId)?.localId],
  )
  const transactionId = await ready.newFunds(((file?.amount ?? 0n) / 100n).toString(), 'DBIT')
  const transfers = Array.from({ length: file?.count ?? 0 }, (_, index) => ({ fileId, ordinal: index + 1 }))
  return ready.run('staff', 'attachOutgoing', 'transaction { id }', { transactionId, transfers })
}

async function setMoneyTerms({ t, run }: Ready) {
  const input = { companyFileId: await someFile(t), validFrom: '2026-04-01', way: 'PAID', language: 'FI', minimum: '5' }
  return run('staff', 'setMoneyTerms', 'terms { __typename }', input)
}
