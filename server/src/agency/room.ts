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
import { Application } from './apply.ts'
import { ADVANCE, Calendar } from './calendar.ts'
import { type Cases, makeCases } from './cases.ts'
import { ClientFunds } from './clientFunds.ts'
import { DatedDataResolver } from './datedData.resolver.ts'
import { DatedData } from './datedData.ts'
import { AgencyDeadLetterResolver } from './deadLetter.resolver.ts'
import { AgencyDeadLetters } from './deadLetters.ts'
import { AgencyInbox, APPLY } from './inbox.ts'
import { LetterDeskResolver } from './letterDesk.resolver.ts'
import { LetterDesk } from './letterDesk.ts'
import { LetterMailResolver } from './letterMail.resolver.ts'
import { MAIL_LETTER } from './letterMail.store.ts'
import { LetterMail, MAIL_WAITING } from './letterMail.ts'
import { type AgencyMoney, makeMoney } from './money.ts'
import { DELIVER, Outbox } from './outbox.ts'
import { Previews } from './preview.ts'
import { PRINT_PATH } from './print/path.ts'
import { Rates } from './rates.ts'
import { ReferenceRateResolver } from './referenceRate.resolver.ts'
import { Settlements } from './settlement.ts'
import { StaffResolver } from './staff.resolver.ts'
import { StaffDesk } from './staffDesk.ts'
import { StaffTrailResolver } from './staffTrail.resolver.ts'
import { EMPTY_STAFF_TRAIL, StaffTrail } from './staffTrail.ts'
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
export function makeAgency({ database, clock, carrier, identify, mailer }: AgencyGround): Agency {
  const inbox = new AgencyInbox(database, clock)
  const application = new Application(database, clock)
  const outbox = new Outbox(database, carrier, clock)
  const calendar = new Calendar(database, clock)
  const previews = new Previews(database, clock)
  const clientFunds = new ClientFunds(database, clock)
  const settlements = new Settlements(database, clock)
  const desk = new StaffDesk(database, clock)
  const letters = new LetterDesk(database, clock)
  const letterMail = new LetterMail(database, clock, mailer)
  const { cases, resolvers: caseResolvers } = makeCases(database, clock)
  const deadLetters = new AgencyDeadLetters(database, clock)
  const datedData = new DatedData(database, clock)
  const rates = new Rates(database, clock, datedData)
  const acts = new StaffTrail(database, clock)
  const { part, ...money } = makeMoney(database, clock, settlements, identify)
  const tasks: Tasks = {
    ...part.tasks,
    [APPLY]: async (payload) => {
      const wanted = applyPayload.parse(payload)
      await application.apply(wanted.companyId, wanted.assignment)
    },
    [MAIL_LETTER]: (payload) => letterMail.send(payload),
    [MAIL_WAITING]: () => letterMail.sendWaiting(),
    [EMPTY_STAFF_TRAIL]: async () => {
      await acts.empty()
    },
    [SWEEP]: () => database.agency('system', sweep),
    [DELIVER]: async (payload) => outbox.deliver(deliverPayload.parse(payload).companyId),
    [ADVANCE]: async (payload) => {
      const { on } = advancePayload.parse(payload)
      await calendar.advance(on ? calendarDate(on) : helsinkiToday(clock.now()))
    },
  }
  const room: Room = {
    resolvers: [
      new StaffResolver(desk, clientFunds, settlements),
      new ReferenceRateResolver(rates),
      new LetterDeskResolver(letters),
      new LetterMailResolver(letterMail),
      ...caseResolvers,
      new DatedDataResolver(datedData),
      new AgencyDeadLetterResolver(deadLetters),
      new StaffTrailResolver(acts),
      ...part.resolvers,
    ],
    tasks,
    routes: identify
      ? [
          documentRoute({
            ...{ database, clock, identify, note: staffOpening(database) },
            path: PRINT_PATH,
            find: (_, scope, id) => letters.document(scope, id),
          }),
          ...part.routes,
        ]
      : [],
    // Every hour in the working day of Finland: what is done is not done again.
    schedule: [
      { task: ADVANCE, cron: '20 4-16 * * *' },
      { task: SWEEP, cron: '40 2 * * *' },
      { task: MAIL_WAITING, cron: '35 * * * *' },
      { task: EMPTY_STAFF_TRAIL, cron: '10 2 * * *' },
      ...part.schedule,
    ],
  }
  return {
    room,
    inbox,
    calendar,
    previews,
    clientFunds,
    settlements,
    desk,
    letters,
    letterMail,
    cases,
    rates,
    datedData,
    deadLetters,
    money,
  }
}
