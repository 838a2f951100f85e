import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type DocumentRouteParts, documentRoute } from '../platform/http/documents.ts'
import { readStatementId, statementFile } from '../platform/print/statementFiles.ts'
import type { Room } from '../platform/room.ts'
import { CHECK_FUNDS, recordFundsCheck } from './fundsCheck.ts'
import { FundsDesk } from './fundsDesk.ts'
import { AgencyMoneyResolver } from './money.resolver.ts'
import { PaymentFiles } from './paymentFile.ts'
import type { Settlements } from './settlement.ts'

export interface AgencyMoney {
  readonly part: Required<Pick<Room, 'resolvers' | 'tasks' | 'schedule' | 'routes'>>
  readonly fundsDesk: FundsDesk
  readonly paymentFiles: PaymentFiles
}

/** The part of the agency's room that pays out, and proves that the money is there. */
export function makeMoney(
  database: Database,
  clock: Clock,
  settlements: Settlements,
  identify: DocumentRouteParts['identify'] | undefined,
): AgencyMoney {
  const fundsDesk = new FundsDesk(database, clock)
  const paymentFiles = new PaymentFiles(database, clock)
  const part = {
    resolvers: [new AgencyMoneyResolver(fundsDesk, settlements, paymentFiles)],
    tasks: {
      [CHECK_FUNDS]: async () => {
        const now = clock.now()
        await database.agency('system', (unit) => recordFundsCheck(unit, helsinkiToday(now), now))
      },
    },
    schedule: [{ task: CHECK_FUNDS, cron: '10 1 * * *' }],
    routes: identify ? routesOf({ database, clock, identify }, settlements, paymentFiles) : [],
  }
  return { part, fundsDesk, paymentFiles }
}

function routesOf(
  ground: Pick<DocumentRouteParts, 'database' | 'clock' | 'identify'>,
  settlements: Settlements,
  files: PaymentFiles,
): AgencyMoney['part']['routes'] {
  const statement = (ending: 'pdf' | 'csv') =>
    documentRoute({
      ...ground,
      ending,
      path: '/agency/settlements',
      find: async (_, scope, id) => {
        const wanted = readStatementId(id)
        const found = await settlements.statement(scope, wanted?.uid ?? '00000000-0000-0000-0000-000000000000')
        return found && wanted ? statementFile(found, wanted.language, ending) : undefined
      },
    })
  const paymentFile = documentRoute({
    ...ground,
    ending: 'xml',
    path: '/agency/payment-files',
    find: async (_, scope, messageId) => {
      const content = await files.content(scope, messageId)
      return content && { content, name: messageId }
    },
  })
  return [statement('pdf'), statement('csv'), paymentFile]
}
