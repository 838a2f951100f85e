import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A send may work in the background, batch by batch, and then has items that wait for their answer. The newest step of
 * the service, as the ledger's lists order and narrow by it.
 */
export class LongSend1764000103000 implements MigrationInterface {
  name = 'LongSend1764000103000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duetto.send
        ADD state text NOT NULL DEFAULT 'DONE' CHECK (state IN ('SENDING', 'DONE')),
        -- How many invoices a send in the background was asked for. Null: all were answered at once.
        ADD asked_count integer,
        ADD finished_at timestamptz,
        ADD CHECK (state = 'DONE' OR asked_count IS NOT NULL);

      -- Neither an assignment nor a code: it waits.
      ALTER TABLE duetto.send_item DROP CONSTRAINT send_item_check,
        ADD CONSTRAINT send_item_one_answer CHECK (assignment_id IS NULL OR code IS NULL);
      CREATE INDEX send_item_waiting ON duetto.send_item (company_id, send_id, ordinal) WHERE assignment_id IS NULL AND code IS NULL;
      CREATE INDEX send_item_refused ON duetto.send_item (company_id, send_id, ordinal) WHERE code IS NOT NULL;

      CREATE POLICY guard ON duetto.send FOR SELECT TO duetto_guard USING (true);
      GRANT SELECT (company_id, id, state) ON duetto.send TO duetto_guard;
      CREATE FUNCTION duetto.sends_waiting() RETURNS TABLE (company_id bigint, id bigint) LANGUAGE sql STABLE
        BEGIN ATOMIC
          SELECT s.company_id, s.id FROM duetto.send s WHERE s.state = 'SENDING';
        END;
      SELECT platform.guard('duetto.sends_waiting()', 'duetto_jobs');
      CREATE INDEX send_sending ON duetto.send (company_id, id) WHERE state = 'SENDING';

      -- What the service tells the ledger of an invoice: the newest step of its newest assignment.
      CREATE VIEW ledger.newest_step WITH (security_invoker) AS
        SELECT DISTINCT ON (a.company_id, a.invoice_id) a.company_id, a.invoice_id, a.newest_event_type AS step,
          a.newest_event_on AS on_day
        FROM duetto.assignment a ORDER BY a.company_id, a.invoice_id, a.id DESC;
      GRANT SELECT ON ledger.newest_step TO duetto_app, duetto_jobs;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
