import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A link may grant any right of daily work, also ones that come later; never what only a role in the company gives. */
export class AccessLinkRights1764000081000 implements MigrationInterface {
  name = 'AccessLinkRights1764000081000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE access.master_id_link DROP CONSTRAINT master_id_link_rights_check;
      ALTER TABLE access.master_id_link ADD CONSTRAINT master_id_link_rights_check
        CHECK ('READ' = ANY (rights) AND NOT rights && ARRAY['ACTIVATE', 'MANAGE_LINKS']);
    `)
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.')
  }
}
