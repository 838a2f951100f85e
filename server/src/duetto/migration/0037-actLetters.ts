import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Letters of extensions, payment plans and disputes in the company's own copy. */
export class ActLetters1764000107100 implements MigrationInterface {
  name = 'ActLetters1764000107100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE duetto.letter DROP CONSTRAINT letter_kind_check, ADD CONSTRAINT letter_kind_check
      CHECK (kind IN ('REMINDER', 'NOTICE', 'DEMAND', 'EXTENSION', 'PLAN', 'PLAN_BROKEN', 'DISPUTE_ANSWER'))`)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
