import { randomUUID } from 'node:crypto'
import { clientFundsCheck } from '../../server/src/agency/funds/fundsCheck.ts'
import { type Agency, makeAgency } from '../../server/src/agency/room.ts'
import { type AccountMessage, isAccountMessage } from '../../server/src/exchange/messages/account.ts'
import type { FromAgency } from '../../server/src/exchange/messages/fromAgency.ts'
import type { Material, ToAgency } from '../../server/src/exchange/messages/toAgency.ts'
import { type CalendarDate, calendarDate, helsinkiToday } from '../../server/src/kernel/calendarDate.ts'
import type { UserScope } from '../../server/src/kernel/scope.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { Jobs } from '../../server/src/platform/jobs/jobs.ts'
import { makeLog } from '../../server/src/platform/logging/log.ts'
import type { Mailer } from '../../server/src/platform/mail/smtp.ts'
import { type TestDatabase, testDatabase } from './database.ts'

type BodyOf<Kind extends ToAgency['kind']> = Extract<ToAgency, { kind: Kind }>['body']

/** The agency alone on a database of its own, with the test in the place of the company side. */
export interface AgencyBench {
  readonly db: TestDatabase
  readonly database: Database
  readonly agency: Agency
  /** Everything the agency has told of assignments, in the order it came. */
  readonly told: FromAgency[]
  /** What it has told of its accounts with creditors. */
  readonly toldOfAccount: AccountMessage[]
  /** Another of the staff, for what takes two people. */
  readonly colleague: UserScope
  today(): CalendarDate
  /** Hands material over and waits until it is worked through; the answer is the assignment's name. */
  open(material: MaterialWish): Promise<string>
  /** Sends a later message of the assignment and waits until it is worked through. */
  send<Kind extends ToAgency['kind']>(assignment: string, kind: Kind, body: BodyOf<Kind>): Promise<void>
  /** A message with the next sequence, not sent. */
  message<Kind extends ToAgency['kind']>(assignment: string, kind: Kind, body: BodyOf<Kind>): ToAgency
  /** Lets the calendar run day by day until and with a day. */
  runTo(day: string): Promise<void>
  settle(): Promise<void>
  toldOf(assignment: string): FromAgency[]
  /** What the debtor pays with. */
  referenceOf(assignment: string): string
  /** What client funds in euro are and to whom they are owed. */
  standing(): Promise<FundsStanding | undefined>
  /** The history as a person reads it: `2026-03-02 REMINDER_SENT 105.00 → REMINDER/REMINDED`. */
  story(assignment: string): string[]
  /** What the debtor owes by the postings told. */
  balance(assignment: string): string
  readonly staff: UserScope
  close(): Promise<void>
}

export interface MaterialWish {
  readonly service?: 'REMINDER' | 'COLLECTION'
  readonly afterReminder?: 'RETURN' | 'CONTINUE'
  readonly debtor?: 'CONSUMER' | 'BUSINESS'
  readonly amount?: string
  readonly issuedOn?: string
  readonly dueOn?: string
  readonly number?: string
  readonly creditor?: string
  readonly earlierLetters?: Material['body']['earlierLetters']
  readonly previousAssignment?: string
  readonly interestPercent?: string
  readonly language?: 'fi' | 'sv' | 'en'
  readonly auxiliaryName?: string
  /** The debtor's. */
  readonly email?: string
  /** What of the debtor differs otherwise. */
  readonly debtorCard?: Partial<Material['body']['debtor']>
  /** The creditor has told no address. */
  readonly isNowhere?: boolean
}

type FundsStanding = Awaited<ReturnType<typeof clientFundsCheck>>[number]

export const CREDITOR = '1234567-1'
/** The account for client funds. */
export const FUNDS = 'FI9399999900000014'

let serial = 0

export function materialOf(wish: MaterialWish): Material['body'] {
  const isConsumer = (wish.debtor ?? 'CONSUMER') === 'CONSUMER'
  const service = wish.service ?? 'REMINDER'
  const money = { amount: wish.amount ?? '100.00', currency: 'EUR' }
  const address = { street: 'Mallikatu 1', postCode: '00100', town: 'Helsinki', country: 'FI' }
  serial += 1
  return {
    service,
    afterReminder: service === 'REMINDER' ? (wish.afterReminder ?? 'RETURN') : null,
    creditor: {
      businessId: wish.creditor ?? CREDITOR,
      name: 'Mallivelkoja Oy',
      auxiliaryName: wish.auxiliaryName ?? null,
      address: wish.isNowhere ? { street: null, postCode: null, town: null, country: null } : address,
      email: 'laskutus@velkoja.example',
      phone: null,
      iban: 'FI2112345600000785',
      mayDeductVat: true,
    },
    debtor: {
      name: isConsumer ? 'Maija Mallinen' : 'Mallivelallinen Oy',
      businessId: isConsumer ? null : '0112038-9',
      kind: isConsumer ? 'CONSUMER' : 'BUSINESS',
      kindAssumed: false,
      address,
      email: wish.email ?? null,
      phone: null,
      language: wish.language ?? 'fi',
      contactPerson: null,
      ...wish.debtorCard,
    },
    invoice: {
      number: wish.number ?? `L${serial}`,
      reference: '202600017',
      issuedOn: wish.issuedOn ?? '2026-01-02',
      dueOn: wish.dueOn ?? '2026-01-16',
      total: money,
      open: money,
      interestPercent: wish.interestPercent ?? null,
    },
    earlierLetters: wish.earlierLetters ?? [],
    previousAssignment: wish.previousAssignment ?? null,
  }
}

/** The calendar stands at ten in the morning, UTC. */
export async function agencyBench(start: string, mailer?: Mailer): Promise<AgencyBench> {
  const db = await testDatabase()
  const database = await db.open()
  let now = new Date(`${start}T10:00:00Z`)
  const clock = { now: () => now }
  const told: FromAgency[] = []
  const toldOfAccount: AccountMessage[] = []
  const agency = makeAgency({
    database,
    clock,
    mailer,
    carrier: async (message) => void (isAccountMessage(message) ? toldOfAccount.push(message) : told.push(message)),
  })
  const jobs = new Jobs(db.address, agency.room.tasks ?? {}, [], makeLog('silent'))
  const sequences = new Map<string, number>()
  const creditors = new Map<string, string>()
  const [user] = await db.sql<{ id: bigint }>(
    `INSERT INTO access.app_user (email, name, password_hash, staff_role) VALUES ('staff@agency.example', 'Kaisa Käsittelijä', '-', 'HANDLER') RETURNING id`,
  )
  const [colleague] = await db.sql<{ id: bigint }>(
    `INSERT INTO access.app_user (email, name, password_hash, staff_role) VALUES ('other@agency.example', 'Tiina Toinen', '-', 'HANDLER') RETURNING id`,
  )
  const bench: AgencyBench = {
    db,
    database,
    agency,
    told,
    toldOfAccount,
    today: () => helsinkiToday(now),
    async open(wish) {
      const assignment = randomUUID()
      creditors.set(assignment, wish.creditor ?? CREDITOR)
      await bench.send(assignment, 'MATERIAL', materialOf(wish))
      return assignment
    },
    async send(assignment, kind, body) {
      await agency.inbox.receive(bench.message(assignment, kind, body))
      await bench.settle()
    },
    message(assignment, kind, body) {
      const sequence = (sequences.get(assignment) ?? 0) + 1
      sequences.set(assignment, sequence)
      const creditor = creditors.get(assignment) ?? CREDITOR
      const header = { id: randomUUID(), version: 1, creditor, assignment, sequence, sentAt: now.toISOString() }
      return { ...header, kind, body } as unknown as ToAgency
    },
    async runTo(day) {
      while (helsinkiToday(now) < day) {
        now = new Date(now.getTime() + 86_400_000)
        await agency.calendar.advance(helsinkiToday(now))
      }
      await bench.settle()
    },
    settle: () => jobs.settle(),
    toldOf: (assignment) => told.filter((message) => message.assignment === assignment),
    referenceOf(assignment) {
      const [first] = bench.toldOf(assignment)
      return (first?.kind === 'ACKNOWLEDGEMENT' && first.body.agencyReference) || ''
    },
    standing: async () =>
      (await database.agency('system', clientFundsCheck)).find(({ currency }) => currency === 'EUR'),
    story: (assignment) => bench.toldOf(assignment).map(storyLine),
    balance: (assignment) => sumOf(bench.toldOf(assignment)),
    get staff(): UserScope {
      return scopeOf(user?.id ?? 0n, now)
    },
    get colleague(): UserScope {
      return scopeOf(colleague?.id ?? 0n, now)
    },
    async close() {
      await jobs.stop()
      await db[Symbol.asyncDispose]()
    },
  }
  return bench
}

function scopeOf(userId: bigint, now: Date): UserScope {
  const credential = { kind: 'SESSION' as const, hash: Buffer.alloc(32) }
  const today = helsinkiToday(now)
  return { kind: 'user', userId, credential, token: null, staffRole: 'HANDLER', today, now, requestId: 'test' }
}

function storyLine(message: FromAgency): string {
  const { state } = message.body
  const after = `${state.stage}${state.closeReason ? ` ${state.closeReason}` : ''} ${state.balance.amount}`
  if (message.kind === 'EVENT') {
    const { type, on, amount, note } = message.body.event
    const status = message.body.collectionStatus
    return [on, type, amount?.amount, note, '→', after, status].filter(Boolean).join(' ')
  }
  if (message.kind === 'ACKNOWLEDGEMENT') {
    const { receivedOn, refusal } = message.body
    return [receivedOn, refusal ? `REFUSED ${refusal.code}` : 'RECEIVED', '→', after].join(' ')
  }
  if (message.kind === 'SETTLEMENT') {
    const lines = message.body.lines.map((line) => `${line.reference} ${line.amount.amount}`)
    return [message.body.settledOn, 'SETTLEMENT', ...lines, '→', after].join(' ')
  }
  const { answeredOn, confirmed, note } = message.body
  const charged = message.kind === 'RECALL_ANSWER' ? `charged ${message.body.charged.amount}` : undefined
  const answer = confirmed ? 'CONFIRMED' : 'REFUSED'
  return [answeredOn, message.kind, answer, charged, note, '→', after].filter(Boolean).join(' ')
}

/** Exact decimal text of the postings told. */
function sumOf(messages: readonly FromAgency[]): string {
  const amounts = messages.flatMap((message) => ('postings' in message.body ? message.body.postings : []))
  const cents = amounts.reduce((sum, posting) => sum + BigInt(posting.amount.amount.replace('.', '')), 0n)
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export const day = calendarDate
