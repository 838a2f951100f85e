import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The name of an imported file has a bound; longer ones from before are cut in the middle as new ones are. */
export class FileName1764000117000 implements MigrationInterface {
  name = 'FileName1764000117000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger.imported_document NO FORCE ROW LEVEL SECURITY;
      UPDATE ledger.imported_document d SET file_name = left(d.file_name, 214) || '…' || right(d.file_name, 40)
        WHERE length(d.file_name) > 255;
      ALTER TABLE ledger.imported_document FORCE ROW LEVEL SECURITY, ADD CHECK (length(file_name) <= 255);
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
