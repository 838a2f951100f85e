import { z } from 'zod'
import { staffOpening } from '../access/documentOpening.ts'
import type { ToldByAgency } from '../exchange/messages/account.ts'
import type { Carrier } from '../exchange/messages/carrier.ts'
import { day } from '../exchange/messages/envelope.ts'
import { calendarDate, helsinkiToday } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type DocumentRouteParts, documentRoute } from '../platform/http/documents.ts'
import type { Tasks } from '../platform/jobs/jobs.ts'
import type { Mailer } from '../platform/mail/smtp.ts'
import type { Room } from '../platform/room.ts'
import { ADVANCE, Calendar } from './calendar.ts'
import { type Cases, makeCases } from './case/cases.ts'
import { StaffDesk } from './desk/staffDesk.ts'
import { StaffTrailResolver } from './desk/staffTrail.resolver.ts'
import { EMPTY_STAFF_TRAIL, StaffTrail } from './desk/staffTrail.ts'
import { ClientFunds } from './funds/clientFunds.ts'
import { type AgencyMoney, makeMoney } from './funds/money.ts'
import { DatedDataResolver } from './law/datedData.resolver.ts'
import { DatedData } from './law/datedData.ts'
import { Rates } from './law/rates.ts'
import { ReferenceRateResolver } from './law/referenceRate.resolver.ts'
import { LetterDeskResolver } from './letter/letterDesk.resolver.ts'
import { LetterDesk } from './letter/letterDesk.ts'
import { LetterMailResolver } from './letter/letterMail.resolver.ts'
import { MAIL_LETTER } from './letter/letterMail.store.ts'
import { LetterMail, MAIL_WAITING } from './letter/letterMail.ts'
import { Previews } from './letter/preview.ts'
import { PRINT_PATH } from './letter/print/path.ts'
import { Application } from './road/apply.ts'
import { AgencyDeadLetterResolver } from './road/deadLetter.resolver.ts'
import { AgencyDeadLetters } from './road/deadLetters.ts'
import { AgencyInbox, APPLY } from './road/inbox.ts'
import { DELIVER, Outbox } from './road/outbox.ts'
import { Settlements } from './settlement/settlement.ts'
import { StaffResolver } from './staff.resolver.ts'
import { SWEEP, sweep } from './sweep.ts'

export interface AgencyGround {
  readonly database: Database
  readonly clock: Clock
  /** How messages reach the company side. */
  readonly carrier: Carrier<ToldByAgency>
  /** Who asks for a file; without it no files are served. */
  readonly identify?: DocumentRouteParts['identify']
  /** Without one letters by e-mail wait, to be read by staff. */
  readonly mailer?: Mailer | undefined
}

export interface Agency {
  readonly room: Room
  /** Where messages of the company side come in. */
  readonly inbox: AgencyInbox
  readonly calendar: Calendar
  readonly previews: Previews
  readonly clientFunds: ClientFunds
  readonly settlements: Settlements
  readonly desk: StaffDesk
  readonly letters: LetterDesk
  readonly letterMail: LetterMail
  readonly cases: Cases
  readonly rates: Rates
  readonly datedData: DatedData
  readonly deadLetters: AgencyDeadLetters
  readonly money: Omit<AgencyMoney, 'part'>
}

const companyId = z.string().regex(/^\d+$/).transform(BigInt)
const applyPayload = z.object({ companyId, assignment: z.uuid() })
const deliverPayload = z.object({ companyId })
const advancePayload = z.object({ on: day.optional() })

/** The agency's own work, as a room of the product or as a process of its own. */
export function makeAgency(ground: AgencyGround): Agency {
  const { database, clock, identify } = ground
  const { cases, resolvers: caseResolvers } = makeCases(database, clock)
  const services = servicesOf(ground)
  const { part, ...money } = makeMoney(database, clock, services.settlements, identify)
  const trail = new StaffTrail(database, clock)
  const room: Room = {
    resolvers: [...resolversOf(services), ...caseResolvers, new StaffTrailResolver(trail), ...part.resolvers],
    tasks: { ...part.tasks, ...tasksOf(services, trail, ground) },
    routes: identify ? [letterRoute(services.letters, { database, clock, identify }), ...part.routes] : [],
    // Every hour in the working day of Finland: what is done is not done again.
    schedule: [
      { task: ADVANCE, cron: '20 4-16 * * *' },
      { task: SWEEP, cron: '40 2 * * *' },
      { task: MAIL_WAITING, cron: '35 * * * *' },
      { task: EMPTY_STAFF_TRAIL, cron: '10 2 * * *' },
      ...part.schedule,
    ],
  }
  return { room, ...services, cases, money }
}

type Services = Omit<Agency, 'room' | 'cases' | 'money'>

function servicesOf({ database, clock, mailer }: AgencyGround): Services {
  const datedData = new DatedData(database, clock)
  return {
    inbox: new AgencyInbox(database, clock),
    calendar: new Calendar(database, clock),
    previews: new Previews(database, clock),
    clientFunds: new ClientFunds(database, clock),
    settlements: new Settlements(database, clock),
    desk: new StaffDesk(database, clock),
    letters: new LetterDesk(database, clock),
    letterMail: new LetterMail(database, clock, mailer),
    rates: new Rates(database, clock, datedData),
    datedData,
    deadLetters: new AgencyDeadLetters(database, clock),
  }
}

function resolversOf({ desk, clientFunds, settlements, rates, letters, letterMail, ...services }: Services) {
  return [
    new StaffResolver(desk, clientFunds, settlements),
    new ReferenceRateResolver(rates),
    new LetterDeskResolver(letters),
    new LetterMailResolver(letterMail),
    new DatedDataResolver(services.datedData),
    new AgencyDeadLetterResolver(services.deadLetters),
  ]
}

function tasksOf({ calendar, letterMail }: Services, trail: StaffTrail, ground: AgencyGround): Tasks {
  const { database, clock, carrier } = ground
  const application = new Application(database, clock)
  const outbox = new Outbox(database, carrier, clock)
  return {
    [APPLY]: async (payload) => {
      const wanted = applyPayload.parse(payload)
      await application.apply(wanted.companyId, wanted.assignment)
    },
    [MAIL_LETTER]: (payload) => letterMail.send(payload),
    [MAIL_WAITING]: () => letterMail.sendWaiting(),
    [EMPTY_STAFF_TRAIL]: async () => {
      await trail.empty()
    },
    [SWEEP]: () => database.agency('system', sweep),
    [DELIVER]: async (payload) => outbox.deliver(deliverPayload.parse(payload).companyId),
    [ADVANCE]: async (payload) => {
      const { on } = advancePayload.parse(payload)
      await calendar.advance(on ? calendarDate(on) : helsinkiToday(clock.now()))
    },
  }
}

function letterRoute(letters: LetterDesk, asked: Pick<DocumentRouteParts, 'database' | 'clock' | 'identify'>) {
  const note = staffOpening(asked.database)
  return documentRoute({ ...asked, note, path: PRINT_PATH, find: (_, scope, id) => letters.document(scope, id) })
}
