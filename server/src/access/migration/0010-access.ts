import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who may see what: people, sessions, tokens, companies, memberships, Master-IDs and the derived `reach`. */
export class Access1764000010000 implements MigrationInterface {
  name = 'Access1764000010000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access.app_user (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        phone text,
        language text NOT NULL DEFAULT 'fi' CHECK (language IN ('fi', 'sv', 'en')),
        password_hash text NOT NULL,
        staff_role text CHECK (staff_role IN ('HANDLER', 'SUPERVISOR')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX app_user_email ON access.app_user (lower(email));

      CREATE TABLE access.session (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id bigint NOT NULL REFERENCES access.app_user,
        secret_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX session_by_user ON access.session (user_id);

      CREATE TABLE access.api_token (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id bigint NOT NULL REFERENCES access.app_user,
        name text NOT NULL,
        secret_hash bytea NOT NULL UNIQUE,
        prefix text NOT NULL,
        read_only boolean NOT NULL,
        every_company boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        UNIQUE (id, user_id)
      );
      CREATE INDEX api_token_user ON access.api_token (user_id);

      -- Failed sign-ins by e-mail and by address (both digested); the columns are the rate limiter's own. Milliseconds
      -- since 1970 as double precision, because the limiter calculates with plain numbers.
      CREATE TABLE access.sign_in_attempt (
        key text PRIMARY KEY,
        points integer NOT NULL,
        expire double precision
      );

      CREATE TABLE access.company (
        company_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        business_id text NOT NULL UNIQUE,
        -- Lists of companies stand in Finnish alphabetical order (Å, Ä, Ö last), by every ORDER BY and cursor alike.
        name text COLLATE "fi-x-icu" NOT NULL,
        street text, post_code text, town text, country char(2) NOT NULL DEFAULT 'FI',
        email text, phone text,
        may_deduct_vat boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- The companies that a token is limited to. The owner stands here too, so that its policy is one comparison.
      CREATE TABLE access.api_token_company (
        company_id bigint NOT NULL REFERENCES access.company,
        token_id bigint NOT NULL,
        user_id bigint NOT NULL,
        PRIMARY KEY (company_id, token_id),
        FOREIGN KEY (token_id, user_id) REFERENCES access.api_token (id, user_id)
      );
      CREATE INDEX api_token_company_token ON access.api_token_company (token_id);

      CREATE TABLE access.membership (
        company_id bigint NOT NULL REFERENCES access.company,
        user_id bigint NOT NULL REFERENCES access.app_user,
        role text NOT NULL CHECK (role IN ('USER_ADMINISTRATOR', 'OFFICE_ADMINISTRATOR', 'COMPANY_ADMINISTRATOR',
          'COMPANY_USER', 'ALL_RIGHTS', 'BOOKKEEPER', 'PAYROLL_ACCOUNTANT', 'AUDITOR')),
        valid_from timestamptz NOT NULL DEFAULT now(),
        valid_to timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (company_id, user_id, role)
      );
      CREATE INDEX membership_user ON access.membership (user_id);
      CREATE INDEX company_name ON access.company (name, company_id);

      CREATE TABLE access.master_id (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        business_id text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('BUREAU', 'GROUP', 'OTHER')),
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE access.master_id_member (
        master_id bigint NOT NULL REFERENCES access.master_id,
        user_id bigint NOT NULL REFERENCES access.app_user,
        valid_from timestamptz NOT NULL DEFAULT now(),
        valid_to timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (master_id, user_id)
      );
      CREATE INDEX master_id_member_user ON access.master_id_member (user_id);

      -- A link rests on a recorded mandate and grants listed rights; never the right to activate.
      CREATE TABLE access.master_id_link (
        company_id bigint NOT NULL REFERENCES access.company,
        master_id bigint NOT NULL REFERENCES access.master_id,
        rights text[] NOT NULL CHECK ('READ' = ANY (rights) AND rights <@ ARRAY['READ', 'IMPORT_INVOICES', 'IMPORT_PAYMENTS',
          'REGISTER_PAYMENT', 'UPDATE_STATUS', 'SEND_REMINDER', 'SEND_COLLECTION', 'REQUEST_RECALL', 'REQUEST_CREDIT_LOSS']),
        mandate text NOT NULL,
        linked_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (company_id, master_id, linked_at)
      );
      CREATE UNIQUE INDEX master_id_link_running ON access.master_id_link (company_id, master_id) WHERE ended_at = 'infinity';
      CREATE INDEX master_id_link_master ON access.master_id_link (master_id);

      -- One row per user, company and way in; kept by triggers, read by every policy as one index probe.
      CREATE TABLE access.reach (
        company_id bigint NOT NULL REFERENCES access.company,
        user_id bigint NOT NULL REFERENCES access.app_user,
        via text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz NOT NULL,
        PRIMARY KEY (company_id, user_id, via)
      );
      CREATE INDEX reach_user ON access.reach (user_id, company_id) INCLUDE (valid_from, valid_to);
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
