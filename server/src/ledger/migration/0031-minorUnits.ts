import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Currencies whose minor unit is no hundredth (ISO 4217, list one), and by what stored hundredths are multiplied. */
const FACTOR = `(VALUES
  ('BIF', 0.01), ('CLP', 0.01), ('DJF', 0.01), ('GNF', 0.01), ('ISK', 0.01), ('JPY', 0.01), ('KMF', 0.01), ('KRW', 0.01),
  ('PYG', 0.01), ('RWF', 0.01), ('UGX', 0.01), ('VND', 0.01), ('VUV', 0.01), ('XAF', 0.01), ('XOF', 0.01), ('XPF', 0.01),
  ('BHD', 10), ('IQD', 10), ('JOD', 10), ('KWD', 10), ('LYD', 10), ('OMR', 10), ('TND', 10)) AS f (code, factor)`

const COLUMNS = {
  'ledger.sales_invoice': ['total', 'vat', 'paid', 'beyond', 'open'],
  'ledger.payment': ['amount'],
  'ledger.bank_statement': ['opening', 'closing'],
  'ledger.bank_transaction': ['unallocated'],
} as const

/** Amounts were kept in hundredths whatever the currency; from here on they are in its own minor units. */
export class MinorUnits1764000106200 implements MigrationInterface {
  name = 'MinorUnits1764000106200'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(COLUMNS)) await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
    for (const [table, columns] of Object.entries(COLUMNS)) {
      const changes = columns.map((column) => `${column} = round(t.${column} * f.factor)`).join(', ')
      await runner.query(`UPDATE ${table} t SET ${changes} FROM ${FACTOR} WHERE t.currency = f.code`)
    }
    // A transaction is known by a key that its amount is written in, and is never nothing.
    await runner.query(`
      UPDATE ledger.bank_transaction t SET amount = greatest(round(t.amount * f.factor), 1),
        key = regexp_replace(t.key, '\\.([0-9]{2})' || f.code, CASE WHEN f.factor < 1 THEN f.code ELSE '.\\10' || f.code END),
        parts = (SELECT coalesce(jsonb_agg(jsonb_set(p, '{amount}', to_jsonb(round((p ->> 'amount')::numeric * f.factor)::text))), '[]')
          FROM jsonb_array_elements(t.parts) p)
      FROM ${FACTOR} WHERE t.currency = f.code`)
    for (const table of Object.keys(COLUMNS)) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
