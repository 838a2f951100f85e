import { registerEnumType } from 'type-graphql'
import { words } from '../../platform/graphql/enums.ts'
import { stepKinds } from '../../statute/facts.ts'
import { caseActs } from './caseAct.ts'
import { ladderStates } from './ladder.ts'

const describe = <Word extends string>(list: readonly Word[], texts: Readonly<Record<Word, string>>) =>
  Object.fromEntries(list.map((word) => [word, { description: texts[word] }])) as Record<Word, { description: string }>

export const LadderStateEnum = words(ladderStates)
registerEnumType(LadderStateEnum, {
  name: 'LadderState',
  description: 'Where an assignment stands on the ladder of the agency.',
  valuesConfig: describe(ladderStates, {
    RECEIVED: 'No letter has gone.',
    REMINDER: 'A payment reminder has gone.',
    NOTICE: 'A payment notice has gone.',
    DEMAND: 'The first payment demand has gone.',
    SECOND_DEMAND: 'The second payment demand has gone.',
    EXTENSION: 'The debtor has more time.',
    PLAN: 'A payment plan runs.',
    DISPUTED: 'Disputed; nothing is sent before it is answered.',
    SUSPENDED: 'A consumer asked for suspension.',
    DECEASED: 'The debtor has died.',
    INSOLVENT: 'The debtor is insolvent.',
    MAIL_RETURNED: 'A letter came back.',
    LEGAL_DECISION: 'A person decides about legal collection.',
    LEGAL: 'In legal collection.',
    SURVEILLANCE: 'Watched quietly, looked at once a year.',
    CLOSED: 'Ended.',
  }),
})

export const StaffActEnum = words(caseActs)
registerEnumType(StaffActEnum, {
  name: 'StaffAct',
  description: 'What staff may do with an assignment.',
  valuesConfig: describe(caseActs, {
    GRANT_EXTENSION: 'Give the debtor more time.',
    MAKE_PLAN: 'Agree on instalments.',
    DISPUTE: 'Write down that the debtor disputes the debt.',
    UPHOLD_DISPUTE: 'The debtor is right: the assignment ends.',
    REJECT_DISPUTE: 'The claim stands: collection goes on.',
    SUSPEND: 'Suspend at the request of a consumer.',
    REPORT_DECEASED: 'The debtor has died.',
    REPORT_INSOLVENT: 'The debtor is insolvent.',
    RETURN_MAIL: 'A letter came back.',
    GIVE_ADDRESS: 'Write down a new address.',
    RESUME: 'Lift what holds it.',
    ASK_LEGAL_DECISION: 'Raise the question of legal collection.',
    AUTHORISE: 'Write down the authorisation of the creditor for legal collection.',
    GO_TO_COURT: 'Take it to legal collection.',
    CHARGE_FEE: 'Put the fee of a court or of enforcement on the debt.',
    RECORD_JUDGMENT: 'Write down the judgment.',
    BEGIN_SURVEILLANCE: 'Watch it quietly.',
    REVIEW: 'Reviewed: watch it for another year.',
    GIVE_UP: 'End it as a credit loss.',
  }),
})

export const LegalStepEnum = words(stepKinds)
registerEnumType(LegalStepEnum, {
  name: 'LegalStep',
  description: 'A step that the act on debt collection (513/1999) knows.',
  valuesConfig: describe(stepKinds, {
    REMINDER: 'Payment reminder.',
    PAYMENT_NOTICE: 'Payment notice, a reminder in law.',
    PAYMENT_DEMAND: 'Payment demand.',
    SECOND_DEMAND: 'New payment demand for the same receivable.',
    EXTENSION: 'Extension of time at the request of the debtor.',
    PAYMENT_PLAN: 'Payment plan for the whole rest.',
    TRATTA: 'Demand with a threat of publicity; never against consumers.',
    BANKRUPTCY_DEMAND: 'Demand with a threat of bankruptcy.',
  }),
})
