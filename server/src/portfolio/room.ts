import { helsinkiToday } from '../kernel/calendarDate.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Room } from '../platform/room.ts'
import { AssignmentListResolver } from './assignmentList.resolver.ts'
import { exportRoutes, type Identify } from './export/export.route.ts'
import { FOLD, foldTotals } from './fold.ts'
import { hotOperations } from './hot/operations.ts'
import { CompanyTotalsResolver, OverviewResolver } from './overview.resolver.ts'
import { ReportResolver } from './report.resolver.ts'
import { SearchResolver } from './search.resolver.ts'
import { WorkQueueResolver } from './workQueue.resolver.ts'

/** What is seen across companies: the consolidated view, lists and the search. */
export function makePortfolio(database: Database, clock: Clock, identify: Identify): Room {
  return {
    resolvers: [
      new OverviewResolver(),
      new CompanyTotalsResolver(),
      new AssignmentListResolver(),
      new SearchResolver(),
      new WorkQueueResolver(),
      new ReportResolver(),
    ],
    knownOperations: hotOperations,
    tasks: {
      [FOLD]: async () => {
        await foldTotals(database, helsinkiToday(clock.now()))
      },
    },
    schedule: [{ task: FOLD, cron: '* * * * *' }],
    routes: [exportRoutes({ database, clock, identify })],
  }
}
