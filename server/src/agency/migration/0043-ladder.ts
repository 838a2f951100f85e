import type { MigrationInterface, QueryRunner } from 'typeorm'

const HOLDS = `
  ALTER TABLE agency.assignment
    ADD COLUMN hold text CHECK (hold IN ('EXTENSION', 'PLAN', 'DISPUTED', 'SUSPENDED', 'DECEASED', 'INSOLVENT', 'MAIL_RETURNED',
      'LEGAL_DECISION', 'LEGAL', 'SURVEILLANCE')),
    -- What holds it again when the hold is lifted, the newest last.
    ADD COLUMN holds_before text[] NOT NULL DEFAULT '{}',
    -- A consumer asked for suspension (513/1999 4 c §): nothing costs from this day on.
    ADD COLUMN suspended_on date,
    ADD COLUMN policy_version integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT assignment_close_reason_check,
    ADD CONSTRAINT assignment_close_reason_check
      CHECK (close_reason IN ('PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED', 'DISPUTE_UPHELD')),
    DROP CONSTRAINT assignment_next_step_check,
    ADD CONSTRAINT assignment_next_step_check CHECK (next_step IN ('REMINDER', 'NOTICE', 'DEMAND', 'SECOND_DEMAND', 'RETURN',
      'INSTALMENT', 'LEGAL_DECISION', 'SURVEILLANCE', 'REVIEW', 'GIVE_UP'));
  CREATE INDEX assignment_desk ON agency.assignment (company_id, id) WHERE stage <> 'CLOSED' AND waits_for IS NOT NULL;

  ALTER TABLE agency.step
    DROP CONSTRAINT step_kind_check,
    ADD CONSTRAINT step_kind_check CHECK (kind IN ('REMINDER', 'PAYMENT_NOTICE', 'PAYMENT_DEMAND', 'SECOND_DEMAND', 'EXTENSION', 'PAYMENT_PLAN'));
  ALTER TABLE agency.posting
    ADD CONSTRAINT posting_act_cost_check CHECK (amount < 0 OR section IS NOT NULL OR kind NOT IN ('EXTENSION_COST', 'PLAN_COST'));

  -- Those that had come to the end of the old ladder wait for a decision now.
  UPDATE agency.assignment SET waits_for = 'LEGAL_DECISION', hold = 'LEGAL_DECISION'
  WHERE stage <> 'CLOSED' AND waits_for = 'LADDER_ENDED';
`

const POLICIES = `
  -- A creditor's ladder. A version is never changed: assignments say under which one they were opened.
  CREATE TABLE agency.policy (
    company_id bigint NOT NULL REFERENCES agency.creditor,
    version integer NOT NULL CHECK (version > 0),
    valid_from date NOT NULL,
    rules jsonb NOT NULL,
    last text NOT NULL CHECK (last IN ('LEGAL_DECISION', 'SURVEILLANCE', 'GIVE_UP')),
    legal_minimum bigint NOT NULL CHECK (legal_minimum >= 0),
    made_by text NOT NULL DEFAULT access.staff_actor(),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, version)
  );
`

const DISPUTES_AND_PLANS = `
  CREATE TABLE agency.dispute (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    raised_by text NOT NULL CHECK (raised_by IN ('DEBTOR', 'CREDITOR')),
    reason text NOT NULL,
    raised_on date NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'UPHELD', 'REJECTED')),
    answer text,
    answered_by text,
    answered_at timestamptz,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    CHECK ((state = 'WAITING') = (answered_at IS NULL))
  );
  CREATE UNIQUE INDEX dispute_waiting ON agency.dispute (company_id, assignment_id) WHERE state = 'WAITING';
  CREATE INDEX dispute_assignment ON agency.dispute (company_id, assignment_id, id);

  CREATE TABLE agency.payment_plan (
    company_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id bigint NOT NULL,
    event_id bigint NOT NULL,
    made_on date NOT NULL,
    -- What had been paid in all when it was made, cents.
    paid_before bigint NOT NULL,
    state text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'KEPT', 'BROKEN', 'ENDED')),
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, assignment_id) REFERENCES agency.assignment (company_id, id),
    FOREIGN KEY (company_id, event_id) REFERENCES agency.event (company_id, id)
  );
  CREATE UNIQUE INDEX payment_plan_running ON agency.payment_plan (company_id, assignment_id) WHERE state = 'RUNNING';
  CREATE INDEX payment_plan_assignment ON agency.payment_plan (company_id, assignment_id, id);

  CREATE TABLE agency.instalment (
    company_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    due_on date NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (company_id, plan_id, ordinal),
    FOREIGN KEY (company_id, plan_id) REFERENCES agency.payment_plan (company_id, id)
  );

  SELECT platform.protect_agency(t) FROM unnest(ARRAY['agency.policy', 'agency.dispute', 'agency.payment_plan',
    'agency.instalment']::regclass[]) t;
  REVOKE UPDATE ON agency.policy, agency.instalment FROM duetto_agency;
`

/** The whole ladder: what holds an assignment, policies of creditors, disputes and payment plans. */
export class AgencyLadder1764000083000 implements MigrationInterface {
  name = 'AgencyLadder1764000083000'

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [HOLDS, POLICIES, DISPUTES_AND_PLANS]) await runner.query(part)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
