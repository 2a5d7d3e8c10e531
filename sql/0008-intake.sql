-- Imports that are undone, differences that are decided, originals deleted after their time, keys and contacts of departments.

alter table batches add column undoes uuid;
comment on column batches.undoes is 'The batch this one takes back: its changes stand under this batch, the other is in state undone';
create index batches_by_undone on batches (county, undoes) where undoes is not null;

alter table registry_differences add column target uuid;
comment on column registry_differences.target is 'The household a person would move to, where the source lists the person in another one';
alter table registry_differences add column note bytea;
comment on column registry_differences.note is 'Encrypted: why somebody kept what was known';
comment on column registry_differences.decided is 'accepted | kept | withdrawn (its batch was undone) | settled (both say the same by now)';
create index registry_differences_open on registry_differences (county, town, id) where decided is null;

alter table files add column deleted_at bigint;
comment on column files.deleted_at is 'When the bytes were deleted after the set time; hash, size and name stay';
grant update (deleted_at) on files to shouwang_app;

create table department_keys (
  county integer not null references counties,
  id uuid not null,
  department text not null,
  label text not null,
  secret bytea not null,
  created_by uuid not null,
  created_at bigint not null,
  revoked_by uuid,
  revoked_at bigint,
  primary key (county, id)
);
comment on table department_keys is 'Keys with which a department''s system signs what it reports. secret is encrypted with the county''s field key.';
grant select, insert, update (revoked_by, revoked_at) on department_keys to shouwang_app;

create table feed_contacts (
  county integer not null references counties,
  department text not null,
  name text not null,
  phone bytea not null,
  set_by uuid not null,
  set_at bigint not null,
  primary key (county, department)
);
comment on table feed_contacts is 'Whom to call when a department has not reported. phone is encrypted.';
alter table feed_contacts enable row level security;
alter table feed_contacts force row level security;
create policy feed_contacts_owner on feed_contacts to shouwang_owner using (true) with check (true);
create policy feed_contacts_county on feed_contacts to shouwang_app
  using (county = (select my_county()))
  with check (county = (select my_county()));
grant select, insert, update on feed_contacts to shouwang_app;
