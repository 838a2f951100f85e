import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Mail goes for good once its last day has passed, by one narrow function and nothing else. */
export class MailErasure1764000120100 implements MigrationInterface {
  name = 'MailErasure1764000120100'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mail_expiry ON access.mail (keep_until);
      CREATE INDEX user_mail_expiry ON access.user_mail (keep_until);
      GRANT SELECT, DELETE ON access.mail, access.user_mail TO duetto_guard;
      CREATE POLICY erase ON access.mail TO duetto_guard USING (true) WITH CHECK (true);
      CREATE POLICY erase ON access.user_mail TO duetto_guard USING (true) WITH CHECK (true);

      -- Deletes mail whose last day was before the given one, at most so much of each kind; answers how much it was.
      CREATE FUNCTION access.erase_mail(day date, most integer) RETURNS integer LANGUAGE plpgsql AS $$
      DECLARE
        of_companies integer;
        of_people integer;
      BEGIN
        DELETE FROM access.mail m USING (SELECT company_id, id FROM access.mail WHERE keep_until < erase_mail.day
          LIMIT erase_mail.most) e WHERE m.company_id = e.company_id AND m.id = e.id;
        GET DIAGNOSTICS of_companies = ROW_COUNT;
        DELETE FROM access.user_mail m USING (SELECT id FROM access.user_mail WHERE keep_until < erase_mail.day
          LIMIT erase_mail.most) e WHERE m.id = e.id;
        GET DIAGNOSTICS of_people = ROW_COUNT;
        RETURN of_companies + of_people;
      END $$;
      SELECT platform.guard('access.erase_mail(date, integer)', 'duetto_jobs');
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
