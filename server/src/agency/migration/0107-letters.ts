import type { MigrationInterface, QueryRunner } from 'typeorm'

const KINDS = `kind IN ('REMINDER', 'NOTICE', 'DEMAND', 'EXTENSION', 'PLAN', 'PLAN_BROKEN', 'DISPUTE_ANSWER')`

const LETTERS = `
  ALTER TABLE agency.letter DROP CONSTRAINT letter_kind_check, ADD CONSTRAINT letter_kind_check CHECK (${KINDS});
  ALTER TABLE agency.letter_text DROP CONSTRAINT letter_text_kind_check, ADD CONSTRAINT letter_text_kind_check CHECK (${KINDS});

  -- What the newest material says of the creditor: letters of assignments whose own material lacks it take it from here.
  ALTER TABLE agency.creditor ADD COLUMN card jsonb, NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE agency.assignment NO FORCE ROW LEVEL SECURITY;
  UPDATE agency.creditor c SET card = (SELECT a.creditor FROM agency.assignment a WHERE a.company_id = c.company_id ORDER BY a.id DESC LIMIT 1);
  ALTER TABLE agency.creditor FORCE ROW LEVEL SECURITY;
  ALTER TABLE agency.assignment FORCE ROW LEVEL SECURITY;
`

const MAIL = `
  -- A letter on its way by e-mail. SENDING is written before the mail server is asked, so that whoever dies meanwhile
  -- leaves a mark: a letter whose fate is not known is not mailed again, it goes on paper.
  CREATE TABLE agency.letter_mail (
    company_id bigint NOT NULL,
    letter_id bigint NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'SENDING', 'SENT', 'FAILED')),
    attempts integer NOT NULL DEFAULT 0,
    written_at timestamptz NOT NULL,
    -- When it was last handed to the mail server, and when that took it.
    tried_at timestamptz,
    sent_at timestamptz,
    -- Why it goes on paper after all, a code, and the day of that paper.
    failure text,
    paper_on date,
    PRIMARY KEY (company_id, letter_id),
    FOREIGN KEY (company_id, letter_id) REFERENCES agency.letter (company_id, id),
    CHECK ((state = 'SENT') = (sent_at IS NOT NULL) OR state = 'FAILED'),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL)),
    CHECK ((state = 'FAILED') = (paper_on IS NOT NULL))
  );
  CREATE INDEX letter_mail_open ON agency.letter_mail (written_at, company_id, letter_id) WHERE state IN ('WAITING', 'SENDING');
  CREATE INDEX letter_mail_paper_day ON agency.letter_mail (paper_on) WHERE paper_on IS NOT NULL;
  CREATE INDEX letter_mail_newest ON agency.letter_mail (written_at DESC, company_id, letter_id);
  SELECT platform.protect_agency('agency.letter_mail'::regclass);
`

const COURT = `
  -- Legal collection needs the creditor's authorisation: who gave it, and when. A judgment starts the time anew (728/2003 13 §).
  ALTER TABLE agency.assignment
    ADD COLUMN authorised_on date, ADD COLUMN authorised_by text,
    ADD COLUMN judgment_on date, ADD COLUMN judgment text,
    ADD CONSTRAINT assignment_authorised CHECK ((authorised_on IS NULL) = (authorised_by IS NULL)),
    ADD CONSTRAINT assignment_judgment CHECK ((judgment_on IS NULL) = (judgment IS NULL));
  ALTER TABLE agency.posting ADD CONSTRAINT posting_authority_check
    CHECK (kind NOT IN ('COURT_FEE', 'ENFORCEMENT_FEE') OR (section IS NOT NULL AND beneficiary = 'AUTHORITY'));
`

/** Letters of acts beside the ladder, letters by e-mail, and legal collection. */
export class AgencyActLetters1764000107000 implements MigrationInterface {
  name = 'AgencyActLetters1764000107000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [LETTERS, MAIL, COURT]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
