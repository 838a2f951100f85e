import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A saved mapping of tables may be given another name, or go. */
export class TableMappingNames1764000118000 implements MigrationInterface {
  name = 'TableMappingNames1764000118000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT DELETE ON ledger.table_mapping TO duetto_app')
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
