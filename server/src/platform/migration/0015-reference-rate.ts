import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Reference rates of the interest act (633/1982, 12 §) that staff have entered: they come on top of the published ones
 * that the product carries in `statute/`. The figures are the same for every company and public.
 */
export class ReferenceRate1764000015000 implements MigrationInterface {
  name = 'ReferenceRate1764000015000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.reference_rate (
        -- A half-year: 1 January to 30 June, or 1 July to 31 December.
        valid_from date PRIMARY KEY CHECK (to_char(valid_from, 'MM-DD') IN ('01-01', '07-01')),
        valid_to date NOT NULL CHECK (valid_to = (valid_from + interval '6 months - 1 day')::date),
        -- Whole or half percentage points.
        percent numeric(5, 2) NOT NULL CHECK (percent * 2 = trunc(percent * 2)),
        status text NOT NULL CHECK (status IN ('ENTERED', 'DEMO')),
        source text NOT NULL,
        entered_by bigint,
        entered_at timestamptz NOT NULL
      );
      GRANT SELECT ON platform.reference_rate TO duetto_app, duetto_jobs, duetto_agency;
      GRANT INSERT, UPDATE ON platform.reference_rate TO duetto_agency;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
