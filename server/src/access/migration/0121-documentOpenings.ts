import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who opened which letter, statement or invoice stands in the books of acts, as an act of its own kind. There are many:
 * indexes without them keep the acts as quick to read as before.
 */
export class DocumentOpenings1764000121000 implements MigrationInterface {
  name = 'DocumentOpenings1764000121000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX audit_entry_acts ON access.audit_entry (company_id, at, id) WHERE action <> 'DOCUMENT_OPENED';
      CREATE INDEX audit_entry_acts ON agency.audit_entry (at, id) WHERE action <> 'DOCUMENT_OPENED';

      -- Reading is no writing for who may only read, so that this is background work's to do.
      CREATE FUNCTION access.note_opening(company_id bigint, user_id bigint, token_id bigint, at timestamptz, keep_until date,
          subject_type text, subject_id bigint, subject_name text, facts jsonb) RETURNS void LANGUAGE sql AS $$
        INSERT INTO access.audit_entry (company_id, at, actor, user_id, token_id, token_name, master_id, action, subject_type,
          subject_id, subject_name, after, keep_until)
        SELECT note_opening.company_id, note_opening.at,
          CASE WHEN b.master_id IS NULL THEN 'COMPANY_USER' ELSE 'MASTER_ID_USER' END, note_opening.user_id,
          note_opening.token_id, (SELECT t.name FROM access.api_token t WHERE t.id = note_opening.token_id), b.master_id,
          'DOCUMENT_OPENED', note_opening.subject_type, note_opening.subject_id, note_opening.subject_name,
          note_opening.facts, note_opening.keep_until
        FROM (SELECT access.on_behalf_of(note_opening.company_id, note_opening.user_id) AS master_id) b
      $$;
      SELECT platform.guard('access.note_opening(bigint, bigint, bigint, timestamptz, date, text, bigint, text, jsonb)', 'duetto_jobs');
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
