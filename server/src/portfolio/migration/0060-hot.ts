import type { MigrationInterface, QueryRunner } from 'typeorm'
import { assignment, keptTotals, lists, overview, scalars } from '../hot/functions.ts'

/** The pages' own operations, each answered by one function that writes JSON. */
export class Hot1764000060000 implements MigrationInterface {
  name = 'Hot1764000060000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [scalars, keptTotals, overview, lists, assignment]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
