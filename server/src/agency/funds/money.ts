import { staffOpening } from '../../access/documentOpening.ts'
import { isBankingDay } from '../../kernel/bankingDay.ts'
import { addDays, helsinkiToday, startOfMonth } from '../../kernel/calendarDate.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { type DocumentGround, documentRoute } from '../../platform/http/documents.ts'
import { isUuid, readStatementId, statementFile } from '../../platform/print/statementFiles.ts'
import type { Room } from '../../platform/room.ts'
import { Invoicing } from '../invoice/invoicing.ts'
import { MoneyTermsDesk } from '../invoice/moneyTerms.ts'
import { Claims } from '../settlement/claims.ts'
import { AgencySettlementResolver } from '../settlement/settlement.resolver.ts'
import type { Settlements } from '../settlement/settlement.ts'
import { AgencyAccountResolver } from './account.resolver.ts'
import { ClientFundsResolver } from './clientFunds.resolver.ts'
import { CHECK_FUNDS, recordFundsCheck } from './fundsCheck.ts'
import { FundsDesk } from './fundsDesk.ts'
import { OutgoingResolver } from './outgoing.resolver.ts'
import { OutgoingDesk } from './outgoingDesk.ts'
import { OwnShares } from './ownShare.ts'
import { PaymentFileResolver } from './paymentFile.resolver.ts'
import { PaymentFiles } from './paymentFile.ts'

export interface AgencyMoney {
  readonly part: Required<Pick<Room, 'resolvers' | 'tasks' | 'schedule' | 'routes'>>
  readonly fundsDesk: FundsDesk
  readonly outgoingDesk: OutgoingDesk
  readonly paymentFiles: PaymentFiles
  readonly invoicing: Invoicing
  readonly claims: Claims
  readonly ownShares: OwnShares
  readonly terms: MoneyTermsDesk
}

/** The daily settlement, and the monthly invoices. */
const SETTLE = 'agency.settle'
const INVOICE = 'agency.invoice'

/** The part of the agency's room that pays out, and proves that the money is there. */
export function makeMoney(
  database: Database,
  clock: Clock,
  settlements: Settlements,
  identify: DocumentGround['identify'] | undefined,
): AgencyMoney {
  const fundsDesk = new FundsDesk(database, clock)
  const outgoingDesk = new OutgoingDesk(database, clock)
  const paymentFiles = new PaymentFiles(database, clock)
  const invoicing = new Invoicing(database, clock)
  const claims = new Claims(database)
  const ownShares = new OwnShares(database, clock)
  const terms = new MoneyTermsDesk(database, clock)
  const part = {
    resolvers: [
      new ClientFundsResolver(fundsDesk),
      new AgencySettlementResolver(settlements),
      new PaymentFileResolver(paymentFiles),
      new OutgoingResolver(outgoingDesk),
      new AgencyAccountResolver({ invoicing, claims, ownShares, terms }),
    ],
    tasks: {
      [SETTLE]: async () => {
        const today = helsinkiToday(clock.now())
        // On other days no money leaves: the next banking day settles what has come in meanwhile.
        if (isBankingDay(today)) await settlements.settle(today)
      },
      [INVOICE]: async () => {
        const today = helsinkiToday(clock.now())
        // The first time takes everything since the beginning: a person decides on it.
        if (await invoicing.hasBegun()) await invoicing.invoice(addDays(startOfMonth(today), -1), today)
      },
      [CHECK_FUNDS]: async () => {
        const now = clock.now()
        await database.agency('system', (unit) => recordFundsCheck(unit, helsinkiToday(now), now))
      },
    },
    schedule: [
      { task: CHECK_FUNDS, cron: '10 1 * * *' },
      { task: SETTLE, cron: '15 5 * * *' },
      // The second day of a month: what the bank booked on the last one has come by then.
      { task: INVOICE, cron: '45 4 2 * *' },
    ],
    routes: identify
      ? routesOf({ database, clock, identify, note: staffOpening(database) }, settlements, paymentFiles, invoicing)
      : [],
  }
  return { part, fundsDesk, outgoingDesk, paymentFiles, invoicing, claims, ownShares, terms }
}

function routesOf(
  ground: DocumentGround,
  settlements: Settlements,
  files: PaymentFiles,
  invoicing: Invoicing,
): AgencyMoney['part']['routes'] {
  const statement = (ending: 'pdf' | 'csv') =>
    documentRoute({
      ...ground,
      ending,
      path: '/agency/settlements',
      find: async (_, scope, id) => {
        const wanted = readStatementId(id)
        const found = await settlements.statement(scope, wanted?.uid ?? '00000000-0000-0000-0000-000000000000')
        if (!found || !wanted) return undefined
        const { companyId, settledOn } = found
        const opened = { document: 'SETTLEMENT', companyId, subject: { name: settledOn } }
        return { ...(await statementFile(found, wanted.language, ending)), opened }
      },
    })
  const paymentFile = documentRoute({
    ...ground,
    ending: 'xml',
    path: '/agency/payment-files',
    find: async (_, scope, messageId) => {
      const content = await files.content(scope, messageId)
      return content && { content, name: messageId, opened: { document: 'PAYMENT_FILE', subject: { name: messageId } } }
    },
  })
  const invoice = (ending: 'pdf' | 'xml', form: 'pdf' | 'finvoice') =>
    documentRoute({
      ...ground,
      ending,
      path: '/agency/invoices',
      find: async (_, scope, id) => {
        const found = isUuid(id) ? await invoicing.file(scope, id, form) : undefined
        if (!found) return undefined
        const { content, number, companyId } = found
        const opened = { document: 'SERVICE_INVOICE', companyId, subject: { name: `${number}` } }
        return { content, name: `duetto-${number}`, opened }
      },
    })
  return [statement('pdf'), statement('csv'), paymentFile, invoice('pdf', 'pdf'), invoice('xml', 'finvoice')]
}
