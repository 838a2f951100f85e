import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import { isStorable } from '../../kernel/storableText.ts'
import type { Database } from '../../platform/database/database.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import { refuse } from '../payment/moneyAct.ts'
import { LONGEST_MAPPING_NAME, TABLE_RIGHTS } from './tableImport.service.ts'
import { deleteMapping, lockMappings, type MappingKey, renameMapping } from './tableMapping.store.ts'

/** What people do with the mappings that a company's tables are read by, beside saving them with an import. */
export class TableMappings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Errors: NAME_MISSING, MAPPING_NAME_TOO_LONG, MAPPING_UNKNOWN, MAPPING_NAME_TAKEN. The same name again changes nothing. */
  rename(scope: Scope, key: MappingKey, wish: string): Promise<Result<bigint>> {
    const user = requireUser(scope)
    const { companyId, kind, name } = key
    const newName = wish.trim()
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, TABLE_RIGHTS[kind])
      if (newName === '' || !isStorable(newName)) return refuse('NAME_MISSING', 'Give the name.', 'newName')
      if (newName.length > LONGEST_MAPPING_NAME) {
        const message = `A name has at most ${LONGEST_MAPPING_NAME} characters.`
        return refuse('MAPPING_NAME_TOO_LONG', message, 'newName')
      }
      await lockBooks(unit, companyId)
      const there = await lockMappings(unit, key, [name, newName])
      if (!there.has(name)) return refuse('MAPPING_UNKNOWN', 'No mapping is saved under that name.', 'name')
      if (newName === name) return ok(companyId)
      if (there.has(newName))
        return refuse(
          'MAPPING_NAME_TAKEN',
          'Another mapping has that name. Choose another, or delete that one.',
          'newName',
        )
      await renameMapping(unit, key, newName)
      const act = { action: 'TABLE_MAPPING_CHANGED', before: { kind, name }, after: { kind, name: newName } } as const
      await audit(unit, user, companyId, act)
      return ok(companyId)
    })
  }

  /** What was imported by it stays. Error: MAPPING_UNKNOWN. */
  remove(scope: Scope, key: MappingKey): Promise<Result<bigint>> {
    const user = requireUser(scope)
    const { companyId, kind, name } = key
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, TABLE_RIGHTS[kind])
      const there = await lockMappings(unit, key, [name])
      if (!there.has(name)) return refuse('MAPPING_UNKNOWN', 'No mapping is saved under that name.', 'name')
      await deleteMapping(unit, key)
      await audit(unit, user, companyId, { action: 'TABLE_MAPPING_CHANGED', before: { kind, name } })
      return ok(companyId)
    })
  }
}
