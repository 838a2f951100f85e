import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { CompanyFiles } from '../desk/companyFile.ts'
import { DeskResolver } from '../desk/desk.resolver.ts'
import { WorkList } from '../desk/workList.ts'
import { ReturnedMailResolver } from '../letter/returnedMail.resolver.ts'
import { ReturnedMail } from '../letter/returnedMail.ts'
import { DebtStatementResolver } from '../statement/debtStatement.resolver.ts'
import { DebtStatements } from '../statement/debtStatement.ts'
import { CaseResolver } from './case.resolver.ts'
import { CaseDesk } from './caseDesk.ts'
import { CaseBook } from './caseView.ts'
import { CourtResolver } from './court.resolver.ts'

/** Staff's work on single assignments, their list of what there is to do, and the files of the companies. */
export interface Cases {
  readonly desk: CaseDesk
  readonly book: CaseBook
  readonly work: WorkList
  readonly files: CompanyFiles
  readonly returned: ReturnedMail
  readonly statements: DebtStatements
}

export function makeCases(database: Database, clock: Clock): { cases: Cases; resolvers: object[] } {
  const desk = new CaseDesk(database, clock)
  const book = new CaseBook(database)
  const work = new WorkList(database)
  const returned = new ReturnedMail(database, desk)
  const statements = new DebtStatements(database, clock)
  const files = new CompanyFiles(database, clock)
  return {
    cases: { desk, book, work, files, returned, statements },
    resolvers: [
      new CaseResolver(desk, book),
      new DebtStatementResolver(statements, book),
      new CourtResolver(desk, book),
      new DeskResolver(work, files),
      new ReturnedMailResolver(returned),
    ],
  }
}
