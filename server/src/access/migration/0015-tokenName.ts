import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The agency's book names the token that one of the staff acted with; the rest of a token is its owner's alone. */
const TOKEN_NAME = `
  CREATE FUNCTION access.token_name(token_id bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT t.name FROM access.api_token t
    WHERE t.id = token_name.token_id AND t.user_id::text = (SELECT access.staff_actor())
  $$;
  SELECT platform.guard('access.token_name(bigint)', 'duetto_agency');
`

export class TokenName1764000105200 implements MigrationInterface {
  name = 'TokenName1764000105200'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TOKEN_NAME)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
