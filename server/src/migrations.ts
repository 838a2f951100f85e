import { Access1764000010000 } from './access/migration/0010-access.ts'
import { AccessRules1764000011000 } from './access/migration/0011-accessRules.ts'
import { Duetto1764000030000 } from './duetto/migration/0030-duetto.ts'
import { Ledger1764000020000 } from './ledger/migration/0020-ledger.ts'
import { Platform1764000000000 } from './platform/migration/0001-platform.ts'
import type { MigrationClass } from './platform/migration/migrate.ts'

/** Every room's migrations. They run in the order of the timestamps in their names, not of this list. */
export const migrations: readonly MigrationClass[] = [
  Platform1764000000000,
  Access1764000010000,
  AccessRules1764000011000,
  Ledger1764000020000,
  Duetto1764000030000,
]
