-- A role in force is given once for a unit, or once for none; of two that were given at the same time one ends.

update role_grant set revoked_at = granted_at where revoked_at is null and exists (
    select 1 from role_grant g where g.holder_id = role_grant.holder_id and g.role = role_grant.role
    and coalesce(g.unit_id, '') = coalesce(role_grant.unit_id, '') and g.revoked_at is null and g.id < role_grant.id);
create unique index role_grant_once on role_grant (holder_id, role, coalesce(unit_id, '')) where revoked_at is null;
