import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the kept messages name, by the pattern of each: the sentences stand in eligibility, cost and the law's waits. */
const NAMED = `
  UPDATE duetto.send_item i SET refusal_values = jsonb_build_object(k.name, (regexp_match(i.message, k.pattern))[1])
  FROM (VALUES
    ('NOT_OVERDUE', 'due', '^The invoice is due on (\\d{4}-\\d{2}-\\d{2})\\.'),
    ('PRESCRIBED', 'day', 'time-barred after (\\d{4}-\\d{2}-\\d{2})\\.'),
    ('COST_NOT_AGREED', 'on', 'is in force on (\\d{4}-\\d{2}-\\d{2})\\.'),
    ('COST_DIFFERS', 'agreed', ' is (\\d+\\.\\d+ [A-Z]{3})\\. Use that amount')) AS k (code, name, pattern)
  WHERE i.code = k.code AND i.message ~ k.pattern;
  -- The law's day is fourteen days after the reminder that the sentence names (513/1999 5 §).
  UPDATE duetto.send_item i
  SET refusal_values = jsonb_build_object('from', ((regexp_match(i.message, 'reminder of (\\d{4}-\\d{2}-\\d{2})'))[1]::date + 14)::text)
  WHERE i.code = 'REMINDER_TOO_RECENT' AND i.message ~ 'reminder of \\d{4}-\\d{2}-\\d{2}';
`

/** A refused invoice of a send keeps the day or amount that its reason names, as it was shown before the send. */
export class RefusalValues1764000115000 implements MigrationInterface {
  name = 'RefusalValues1764000115000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- By name: days as YYYY-MM-DD, amounts as '5.00 EUR'. Null: the reason names nothing.
      ALTER TABLE duetto.send_item ADD COLUMN refusal_values jsonb, ADD CHECK (refusal_values IS NULL OR code IS NOT NULL),
        NO FORCE ROW LEVEL SECURITY;
      ${NAMED}
      ALTER TABLE duetto.send_item FORCE ROW LEVEL SECURITY;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
