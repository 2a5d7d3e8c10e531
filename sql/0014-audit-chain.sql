-- The audit log as a chain beside it, like the seals of acts: added to by the sealing job, never changed.
create table audit_seals (
  county integer not null,
  place bigint not null,
  entry bigint not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (county, place)
);
comment on table audit_seals is 'Each entry of the audit log in its county''s chain (0: what belongs to none): its place, and SM3 over the hash before it and everything the entry says.';
create unique index audit_seals_entry on audit_seals (county, entry);

alter table audit_seals enable row level security;
alter table audit_seals force row level security;
create policy audit_seals_owner on audit_seals to shouwang_owner using (true) with check (true);
create policy audit_seals_county on audit_seals to shouwang_app using (county = (select my_county())) with check (county = (select my_county()));
grant select, insert on audit_seals to shouwang_app;

alter table audit_log drop column prev_hash, drop column hash;
