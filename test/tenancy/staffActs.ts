import { expect } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { decodeId, encodeId } from '../../server/src/kernel/globalId.ts'
import { signedIn } from '../kit/people.ts'
import { type Act, type Ready, resend, type Step, someFile } from './acts.ts'
import type { World } from './truth/question.ts'
import { QUESTIONS } from './truth.ts'

/** What staff do on cases, on companies and on what binds everybody, each as it is written down. */
export const STAFF_ACTS: Readonly<Record<string, Act>> = {
  // Staff on cases.
  actOnAssignment: {
    by: 'staff',
    as: 'COLLECTION_SUSPENDED',
    done: onCase('actOnAssignment', { act: 'SUSPEND', note: 'Asked' }),
  },
  actOnAssignments: { by: 'staff', as: 'COLLECTION_SUSPENDED', done: suspendMany },
  answerCreditLoss: { by: 'staff', as: 'CREDIT_LOSS_ANSWERED' },
  answerDispute: {
    by: 'staff',
    as: 'DISPUTE_ANSWERED',
    done: onCase('answerDispute', { uphold: false, answer: 'It came' }, 'DISPUTE'),
  },
  answerRecall: { by: 'staff', as: 'RECALL_ANSWERED' },
  authoriseLegalCollection: {
    by: 'staff',
    as: 'LEGAL_COLLECTION_AUTHORISED',
    done: async ({ run, newCase }) => {
      const id = await newCase()
      await stepOn({ run }, id, 'ASK_LEGAL_DECISION')
      await stepOn({ run }, id, 'AUTHORISE')
    },
  },
  changeDebtorAddress: {
    by: 'staff',
    as: 'DEBTOR_ADDRESS_CHANGED',
    done: async (ready) => {
      await lettersSent(ready)
      await onCase(
        'changeDebtorAddress',
        { street: 'Mallikatu 2', postCode: '00100', town: 'Helsinki' },
        'RETURN_MAIL',
      )(ready)
    },
  },
  chargeAuthorityFee: {
    by: 'staff',
    as: 'AUTHORITY_FEE_CHARGED',
    done: onCase('chargeAuthorityFee', { kind: 'COURT_FEE', amount: '50.00', on: '2026-03-01' }, inCourt()),
  },
  giveDebtStatement: { by: 'staff', as: 'DEBT_STATEMENT_GIVEN', done: onCase('giveDebtStatement', {}) },
  grantExtension: {
    by: 'staff',
    as: 'EXTENSION_GRANTED',
    done: onCase('grantExtension', { until: '2026-04-15', charge: false }),
  },
  makePaymentPlan: {
    by: 'staff',
    as: 'PAYMENT_PLAN_MADE',
    done: onCase('makePaymentPlan', { instalments: 3, firstOn: '2026-04-01', charge: false }),
  },
  recordJudgment: {
    by: 'staff',
    as: 'JUDGMENT_RECORDED',
    done: onCase('recordJudgment', { givenOn: '2026-03-02', judgment: 'Mallilan käräjäoikeus 1' }, inCourt()),
  },
  returnMail: { by: 'staff', as: 'MAIL_RETURNED', done: returnMail },
  // Staff on companies and on what binds everybody.
  agreeCost: { by: 'staff', as: 'COST_AGREED' },
  answerKyc: { by: 'staff', as: 'KYC_ANSWERED' },
  answerMasterIdRequest: { by: 'staff', as: 'MASTER_ID_REFUSED' },
  approveProposal: { by: 'staff', as: 'PROPOSAL_APPROVED', done: approve },
  enterReferenceRate: { by: 'staff', as: 'REFERENCE_RATE_ENTERED', done: enterRate },
  linkCompany: { by: 'staff', as: 'MASTER_ID_LINKED' },
  makePrintBatch: { by: 'staff', as: 'PRINT_BATCH_MADE', done: printBatch },
  markPrinted: { by: 'staff', as: 'PRINT_BATCH_PRINTED', done: printed },
  proposePriceList: { by: 'staff', as: 'PRICE_LIST_PROPOSED' },
  proposeReferenceRate: { by: 'staff', as: 'REFERENCE_RATE_PROPOSED', done: (ready) => proposed(ready, '2031-01-01') },
  putLetterOnPaper: { by: 'staff', as: 'LETTER_PUT_ON_PAPER', done: letterOnPaper },
  rejectProposal: { by: 'staff', as: 'PROPOSAL_REJECTED', done: reject },
  resendAgencyMessage: { by: 'staff', as: 'MESSAGE_RESENT', done: (ready) => resend(ready, 'agency') },
  setLetterText: { by: 'staff', as: 'LETTER_TEXT_SET' },
  setPolicy: { by: 'staff', as: 'POLICY_SET', done: setPolicy },
}

function inCourt(): string {
  return 'ASK_LEGAL_DECISION AUTHORISE GO_TO_COURT'
}

function onCase(name: string, more: object, act?: string, type?: string): Step {
  return async ({ run, newCase }) => {
    const assignmentId = await newCase()
    for (const before of act?.split(' ') ?? []) await stepOn({ run }, assignmentId, before)
    return run('staff', name, 'assignment { id }', { assignmentId, ...more }, type)
  }
}

async function stepOn({ run }: Pick<Ready, 'run'>, assignmentId: string, act: string): Promise<void> {
  if (act === 'AUTHORISE') {
    const input = { assignmentId, givenBy: 'Malli Mallinen', givenOn: '2026-03-01' }
    return run('staff', 'authoriseLegalCollection', 'assignment { id }', input, 'AuthoriseLegalInput')
  }
  await run('staff', 'actOnAssignment', 'assignment { id }', { assignmentId, act, note: 'A test' })
}

async function proposed({ run, world }: Ready, half: string): Promise<string> {
  const input = { from: half, percent: '4.50', source: `A test ${world.serial()}` }
  return (await run('staff', 'proposeReferenceRate', 'proposal { id }', input)).proposal.id
}

async function suspendMany({ run, newCase }: Ready) {
  const input = { assignmentIds: [await newCase(), await newCase()], act: 'SUSPEND', note: 'Asked' }
  return run('staff', 'actOnAssignments', 'done', input)
}

/** Every case that has had no letter gets its first one. */
function lettersSent({ t }: Pick<Ready, 't'>): Promise<unknown> {
  return t.app.agency.calendar.advance(calendarDate('2026-03-02'))
}

async function returnMail({ t, run, newCase }: Ready) {
  await lettersSent({ t })
  const found = decodeId(await newCase())
  const [row] = await t.db.sql<{ reference: string }>(
    'SELECT reference FROM agency.assignment WHERE company_id = $1 AND id = $2',
    [found?.companyId, found?.localId],
  )
  return run('staff', 'returnMail', 'letters { verdict }', { letters: [row?.reference] })
}

async function approve(ready: Ready) {
  const id = await proposed(ready, '2032-01-01')
  const second = await signedIn(ready.t, await ready.world.make.user('Second', 'SUPERVISOR'))
  const query = 'mutation ($input: DecideProposalInput!) { approveProposal(input: $input) { error { code } } }'
  expect((await second.run(query, { input: { id } })).approveProposal.error).toBeNull()
}

async function reject(ready: Ready) {
  const input = { id: await proposed(ready, '2033-01-01') }
  return ready.run('staff', 'rejectProposal', 'proposal { id }', input, 'DecideProposalInput')
}

async function enterRate({ run }: Ready) {
  const input = { from: '2034-01-01', percent: '4.50', source: 'Made up', demo: true }
  return run('staff', 'enterReferenceRate', 'rate { from }', input)
}

async function printBatch({ t, run }: Ready): Promise<string> {
  await lettersSent({ t })
  return (await run('staff', 'makePrintBatch', 'batch { id }', {})).batch.id
}

async function printed({ t, client }: Ready) {
  const [batch] = await t.db.sql<{ id: bigint }>('SELECT max(id) AS id FROM agency.print_batch')
  const query = 'mutation ($input: MarkPrintedInput!) { markPrinted(input: $input) { batch { id } } }'
  await (await client('staff')).run(query, { input: { batchId: encodeId('PrintBatch', 0, batch?.id ?? 0n) } })
}

async function letterOnPaper({ t, run }: Ready) {
  const [letter] = await t.db.sql<{ company_id: bigint; id: bigint }>(
    'SELECT company_id, id FROM agency.letter ORDER BY id LIMIT 1',
  )
  const key = [letter?.company_id, letter?.id]
  await t.db.sql("UPDATE agency.letter SET channel = 'EMAIL' WHERE company_id = $1 AND id = $2", key)
  await t.db.sql(MAILED, key)
  const input = { letterId: encodeId('StaffLetter', letter?.company_id ?? 0n, letter?.id ?? 0n) }
  return run('staff', 'putLetterOnPaper', 'letter { id }', input)
}

const MAILED = `INSERT INTO agency.letter_mail (company_id, letter_id, recipient, subject, body, state, written_at)
  VALUES ($1, $2, 'malli@example.test', 'A letter', 'A letter', 'WAITING', now())`

async function setPolicy({ t, run }: Ready) {
  const asked = await QUESTIONS['Mutation.setPolicy']?.values?.({} as World)
  const input = { ...(asked?.input as object), companyFileId: await someFile(t) }
  return run('staff', 'setPolicy', 'file { id }', input)
}
