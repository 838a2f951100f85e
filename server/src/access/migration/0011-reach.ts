/**
 * `reach` is derived: one row per user, company and way in. A role gives one for as long as the role holds, except the
 * payroll accountant's, which gives no right at all; a Master-ID gives one for the time in which both the company's
 * link and the person's membership hold. An end moves `valid_to`, so it counts from the next statement on.
 */
export const REACH = `
  CREATE FUNCTION access.keep_reach_of_membership() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP <> 'INSERT' THEN
      DELETE FROM access.reach r
        WHERE r.company_id = OLD.company_id AND r.user_id = OLD.user_id AND r.via = 'role:' || OLD.role;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.role <> 'PAYROLL_ACCOUNTANT' THEN
      INSERT INTO access.reach (company_id, user_id, via, valid_from, valid_to)
        VALUES (NEW.company_id, NEW.user_id, 'role:' || NEW.role, NEW.valid_from, NEW.valid_to);
    END IF;
    RETURN NULL;
  END $$;

  -- A company may have been linked, ended and linked again: the newest link to a Master-ID decides.
  CREATE FUNCTION access.keep_reach_of_link() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed access.master_id_link := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  BEGIN
    DELETE FROM access.reach r WHERE r.company_id = changed.company_id AND r.via = 'master:' || changed.master_id;
    INSERT INTO access.reach (company_id, user_id, via, valid_from, valid_to)
      SELECT l.company_id, m.user_id, 'master:' || l.master_id,
        greatest(l.linked_at, m.valid_from), least(l.ended_at, m.valid_to)
      FROM (
        SELECT * FROM access.master_id_link l
        WHERE l.company_id = changed.company_id AND l.master_id = changed.master_id ORDER BY l.linked_at DESC LIMIT 1
      ) l
      JOIN access.master_id_member m ON m.master_id = l.master_id
      WHERE least(l.ended_at, m.valid_to) > greatest(l.linked_at, m.valid_from);
    RETURN NULL;
  END $$;

  CREATE FUNCTION access.keep_reach_of_member() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    changed access.master_id_member := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  BEGIN
    DELETE FROM access.reach r WHERE r.user_id = changed.user_id AND r.via = 'master:' || changed.master_id;
    IF TG_OP = 'DELETE' THEN
      RETURN NULL;
    END IF;
    INSERT INTO access.reach (company_id, user_id, via, valid_from, valid_to)
      SELECT DISTINCT ON (l.company_id) l.company_id, NEW.user_id, 'master:' || l.master_id,
        greatest(l.linked_at, NEW.valid_from), least(l.ended_at, NEW.valid_to)
      FROM access.master_id_link l
      WHERE l.master_id = NEW.master_id
        AND least(l.ended_at, NEW.valid_to) > greatest(l.linked_at, NEW.valid_from)
      ORDER BY l.company_id, l.linked_at DESC;
    RETURN NULL;
  END $$;

  CREATE TRIGGER keep_reach AFTER INSERT OR UPDATE OR DELETE ON access.membership
    FOR EACH ROW EXECUTE FUNCTION access.keep_reach_of_membership();
  CREATE TRIGGER keep_reach AFTER INSERT OR UPDATE OR DELETE ON access.master_id_link
    FOR EACH ROW EXECUTE FUNCTION access.keep_reach_of_link();
  CREATE TRIGGER keep_reach AFTER INSERT OR UPDATE OR DELETE ON access.master_id_member
    FOR EACH ROW EXECUTE FUNCTION access.keep_reach_of_member();
`
