import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Papers of letters, creditors' own words in them, and the day's printing. */
export class AgencyLetters1764000041000 implements MigrationInterface {
  name = 'AgencyLetters1764000041000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agency.letter_archive (
        company_id bigint NOT NULL,
        letter_id bigint NOT NULL,
        uid uuid NOT NULL UNIQUE,
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        -- A PDF file, as it was sent.
        content bytea NOT NULL,
        PRIMARY KEY (company_id, letter_id),
        FOREIGN KEY (company_id, letter_id) REFERENCES agency.letter (company_id, id)
      );
      ALTER TABLE agency.letter_archive ALTER COLUMN content SET STORAGE EXTERNAL;

      -- Append-only: the newest row of a kind and language counts; an empty text ends it.
      CREATE TABLE agency.letter_text (
        company_id bigint NOT NULL REFERENCES agency.creditor,
        id bigint GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL CHECK (kind IN ('REMINDER', 'NOTICE', 'DEMAND')),
        language text NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
        text text NOT NULL CHECK (length(text) <= 600),
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        PRIMARY KEY (company_id, id)
      );
      CREATE INDEX letter_text_newest ON agency.letter_text (company_id, kind, language, id DESC);

      -- The letters of one day that go to the printer as one file.
      CREATE TABLE agency.print_batch (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        on_day date NOT NULL,
        letters integer NOT NULL CHECK (letters > 0),
        pages integer NOT NULL,
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        content bytea NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        printed_by text,
        printed_at timestamptz
      );
      ALTER TABLE agency.print_batch ALTER COLUMN content SET STORAGE EXTERNAL;
      CREATE INDEX print_batch_day ON agency.print_batch (on_day, id);

      -- A letter is printed once.
      CREATE TABLE agency.print_batch_letter (
        company_id bigint NOT NULL,
        letter_id bigint NOT NULL,
        batch_id bigint NOT NULL REFERENCES agency.print_batch,
        ordinal integer NOT NULL,
        PRIMARY KEY (company_id, letter_id),
        UNIQUE (batch_id, ordinal),
        FOREIGN KEY (company_id, letter_id) REFERENCES agency.letter (company_id, id)
      );
      CREATE INDEX letter_day ON agency.letter (sent_on, channel, company_id, id);

      SELECT platform.protect_agency(t) FROM unnest(ARRAY['agency.letter_archive', 'agency.letter_text', 'agency.print_batch',
        'agency.print_batch_letter']::regclass[]) t;
      REVOKE UPDATE ON agency.letter_archive, agency.letter_text, agency.print_batch_letter FROM duetto_agency;
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
