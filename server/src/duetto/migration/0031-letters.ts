import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The company's copy of the papers of its letters. */
export class DuettoLetters1764000031000 implements MigrationInterface {
  name = 'DuettoLetters1764000031000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duetto.letter_document (
        company_id bigint NOT NULL,
        letter_id bigint NOT NULL,
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        -- A PDF file, byte for byte as the agency filed it.
        content bytea NOT NULL,
        PRIMARY KEY (company_id, letter_id),
        FOREIGN KEY (company_id, letter_id) REFERENCES duetto.letter (company_id, id)
      );
      -- It is compressed already.
      ALTER TABLE duetto.letter_document ALTER COLUMN content SET STORAGE EXTERNAL;
      SELECT platform.protect('duetto.letter_document'::regclass);
      REVOKE UPDATE ON duetto.letter_document FROM duetto_app, duetto_jobs;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
