-- The ground: counties and areas, accounts, acts with their chain and seals, clocks, idempotency, audit.
-- Roles shouwang_app, shouwang_portal and shouwang_stats exist before (made with the cluster or by the administrator);
-- the owner runs this file. Nothing here depends on triggers, views or definer functions.

create table installation (
  only_row boolean primary key default true check (only_row),
  kind text not null check (kind in ('demo', 'real')),
  blind_index text not null check (blind_index in ('hmac-sm3', 'hmac-sha256')),
  demo_today date,
  created_at bigint not null,
  constraint installation_day_only_in_demo check (kind = 'demo' or demo_today is null)
);
comment on table installation is 'One row. kind is set when the installation is made and cannot be changed; demo_today is the official day of a demonstration.';

create table counties (
  county integer primary key,
  added_at bigint not null
);
comment on table counties is 'Our own integer for a county: shard key, never changed. Official codes and names are dated rows of areas.';

create table areas (
  area integer not null,
  from_on date not null default '1900-01-01',
  to_on date,
  county integer references counties,
  level text not null check (level in ('nation', 'province', 'city', 'county', 'township', 'village', 'unplaced')),
  code text,
  name text not null,
  parent integer,
  name_initials text not null default '',
  sort_key text collate "C" not null default '',
  primary key (area, from_on)
);
comment on table areas is 'Areas with dated code, name and parent (撤县设区, merged towns, areas without official code). level unplaced = 待定位 of a county.';
create index areas_by_county on areas (county, level);
create index areas_by_parent on areas (parent);
create index areas_by_code on areas (code);

create sequence area_ids as integer start 1;

create table staff (
  county integer not null references counties,
  id uuid not null,
  area integer not null,
  name text not null,
  created_at bigint not null,
  left_on date,
  primary key (county, id)
);
comment on table staff is 'People who work: named as 核查人员, signers. A person may have an account; persons are compared, not accounts.';
create index staff_by_area on staff (county, area);

create table accounts (
  id uuid primary key,
  login text not null,
  name text not null,
  role text not null,
  policy boolean not null default false,
  county integer references counties,
  area integer,
  department text,
  person uuid not null,
  office text not null default '',
  password_hash text not null,
  must_change_password boolean not null default true,
  failed_logins integer not null default 0,
  locked_until bigint,
  disabled_at bigint,
  created_at bigint not null,
  constraint accounts_login_once unique (login)
);
comment on table accounts is 'Who may sign in. role is exclusive; policy = may write under 政策依据. person links accounts of one human being.';

create table sessions (
  token_hash bytea primary key,
  account uuid not null references accounts,
  created_at bigint not null,
  seen_at bigint not null,
  ends_at bigint not null,
  address text
);
comment on table sessions is 'SHA-256 of the cookie token; idle end is seen_at + idle time, absolute end is ends_at.';
create index sessions_by_account on sessions (account);

create table requests (
  county integer not null,
  request_id uuid not null,
  actor uuid not null,
  digest text not null,
  answer text,
  at bigint not null,
  primary key (county, request_id)
);
comment on table requests is 'Idempotency: the first statement of every command. Same digest answers again, other digest 422, other actor 403. Kept 400 days. county 0 = writes that belong to no county.';

create table matters (
  county integer not null,
  matter uuid not null,
  no text not null,
  procedure text not null,
  subject text not null,
  household uuid,
  town integer not null,
  village integer,
  channel text,
  state text not null,
  open_steps text[] not null default '{}',
  last_seq integer not null,
  opened_on date not null,
  closed_on date,
  policy_hash text not null,
  primary key (county, matter),
  constraint matters_no_once unique (county, no)
);
comment on table matters is 'Projection of acts by one pure function; rebuild must find no difference. town of an unplaced lead is the county''s area 待定位.';
create index matters_by_town on matters (county, town, procedure, state);
create index matters_by_village on matters (county, village, procedure, state);
create index matters_by_household on matters (county, household);
create unique index matters_one_open_identification on matters (county, household) where procedure = 'identification' and closed_on is null and household is not null;

create table acts (
  county integer not null,
  matter uuid not null,
  seq integer not null,
  kind text not null,
  body text not null,
  actor text not null,
  at bigint not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (county, matter, seq)
);
comment on table acts is 'Append-only. body is canonical JSON without personal values; hash = SM3 over county, matter, seq, kind, body, actor, at, prev_hash. Order and optimistic lock are the primary key.';

create table act_values (
  county integer not null,
  matter uuid not null,
  seq integer not null,
  field text not null,
  cipher bytea,
  salt bytea,
  primary key (county, matter, seq, field)
);
comment on table act_values is 'Personal values beside the act, encrypted; the act holds SM3(salt || value). Erasure empties cipher and salt and is an act.';

create table act_seals (
  county integer not null,
  matter uuid not null,
  seq integer not null,
  seal integer not null,
  position integer not null,
  primary key (county, matter, seq)
);
create table seals (
  county integer not null,
  no integer not null,
  root bytea not null,
  prev_root bytea not null,
  count integer not null,
  at bigint not null,
  primary key (county, no)
);
comment on table seals is 'Merkle root (SM3) over the hashes of the acts sealed together, chained per county.';

create table clocks (
  county integer not null,
  matter uuid not null,
  clock text not null,
  step text not null,
  holder text,
  town integer not null,
  village integer,
  started_on date,
  due_on date,
  stop_on date,
  paused_on date,
  done_on date,
  unit text,
  why text,
  clause text,
  inferred text,
  calendar_version text not null,
  provisional boolean not null default false,
  primary key (county, matter, clock)
);
comment on table clocks is 'Projection: due days of open and finished steps. Late = done_on is null and due_on < today, at reading. A finished step keeps the day it was judged by.';
create index clocks_open on clocks (county, town, due_on) where done_on is null;

create table data_keys (
  key_id integer primary key generated always as identity,
  county integer not null,
  year integer not null,
  master_id text not null,
  wrapped bytea not null,
  created_at bigint not null,
  constraint data_keys_one_a_year unique (county, year)
);
comment on table data_keys is 'One data key a county and year, wrapped by a master key kept outside the database.';

create table files (
  county integer not null,
  id uuid not null,
  name_cipher bytea not null,
  media_type text not null,
  bytes bigint not null,
  hash bytea not null,
  stored_as text not null,
  purpose text not null,
  town integer not null,
  village integer,
  uploaded_by uuid not null,
  at bigint not null,
  primary key (county, id)
);
comment on table files is 'Scans, photos, papers, feed originals: encrypted on disk under stored_as (content address), checked by hash (SM3 of the plain bytes).';

create table audit_log (
  id bigint generated always as identity primary key,
  county integer not null,
  at bigint not null,
  actor text not null,
  kind text not null,
  subject text[] not null default '{}',
  result text not null,
  reason text,
  request_id text,
  address text,
  prev_hash bytea not null default '\x',
  hash bytea
);
comment on table audit_log is 'Logins, refusals, sensitive reads, exports, prints, permission and rule changes: who, when, what, result; never the value. Insert-only for the app.';
create index audit_log_by_county on audit_log (county, at);

create table policy_settings (
  id uuid primary key,
  area integer not null,
  name text not null,
  value text not null,
  unit text,
  from_on date not null,
  set_by text not null,
  set_by_account uuid not null,
  set_by_office text not null,
  document text,
  reason text not null,
  confirmed_by uuid,
  at bigint not null
);
comment on table policy_settings is 'Values that an office entered where the documents leave them open (set-at). Append-only; the latest row of a day counts.';
create index policy_settings_by_area on policy_settings (area, name, from_on);

create table policy_packs (
  hash text primary key,
  pack text not null,
  body text not null,
  stored_at bigint not null,
  activated_on date,
  activated_by uuid,
  confirmed_by uuid
);
comment on table policy_packs is 'Packs by hash: a matter pins the hashes it was opened under and can always be folded with them.';

create table policy_versions (
  policy_hash text primary key,
  area_code text not null,
  pack_hashes text[] not null,
  stored_at bigint not null
);

create table calendar_years (
  year integer not null,
  version integer not null,
  notice text,
  published_on date,
  holidays date[] not null,
  make_up_days date[] not null,
  loaded_at bigint not null,
  loaded_by text not null,
  primary key (year, version)
);
comment on table calendar_years is 'Days off and 调休 working days by State Council notice; a newer version of a year replaces the older and re-dates open clocks.';

-- What a session may see. Settings are literals of SET LOCAL; an empty setting is no right at all.
create function my_county() returns integer language sql stable parallel safe
  as $$ select nullif(current_setting('app.county', true), '')::integer $$;
create function my_towns() returns integer[] language sql stable parallel safe
  as $$ select coalesce(string_to_array(nullif(current_setting('app.towns', true), ''), ',')::integer[], '{}'::integer[]) $$;
create function my_villages() returns integer[] language sql stable parallel safe
  as $$ select coalesce(string_to_array(nullif(current_setting('app.villages', true), ''), ',')::integer[], '{}'::integer[]) $$;

alter table matters enable row level security;
alter table matters force row level security;
create policy matters_owner on matters to shouwang_owner using (true) with check (true);
create policy matters_area on matters to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));

alter table clocks enable row level security;
alter table clocks force row level security;
create policy clocks_owner on clocks to shouwang_owner using (true) with check (true);
create policy clocks_area on clocks to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));

alter table acts enable row level security;
alter table acts force row level security;
create policy acts_owner on acts to shouwang_owner using (true) with check (true);
create policy acts_of_visible_matters on acts for select to shouwang_app
  using (county = (select my_county()) and exists (select 1 from matters m where m.county = acts.county and m.matter = acts.matter));
create policy acts_append on acts for insert to shouwang_app with check (county = (select my_county()));

alter table act_values enable row level security;
alter table act_values force row level security;
create policy act_values_owner on act_values to shouwang_owner using (true) with check (true);
create policy act_values_of_visible_matters on act_values for select to shouwang_app
  using (county = (select my_county()) and exists (select 1 from matters m where m.county = act_values.county and m.matter = act_values.matter));
create policy act_values_append on act_values for insert to shouwang_app with check (county = (select my_county()));

alter table act_seals enable row level security;
alter table act_seals force row level security;
create policy act_seals_owner on act_seals to shouwang_owner using (true) with check (true);
create policy act_seals_county on act_seals to shouwang_app using (county = (select my_county())) with check (county = (select my_county()));
alter table seals enable row level security;
alter table seals force row level security;
create policy seals_owner on seals to shouwang_owner using (true) with check (true);
create policy seals_county on seals to shouwang_app using (county = (select my_county())) with check (county = (select my_county()));

alter table staff enable row level security;
alter table staff force row level security;
create policy staff_owner on staff to shouwang_owner using (true) with check (true);
create policy staff_county on staff to shouwang_app using (county = (select my_county())) with check (county = (select my_county()));

alter table requests enable row level security;
alter table requests force row level security;
create policy requests_owner on requests to shouwang_owner using (true) with check (true);
create policy requests_county on requests to shouwang_app
  using (county = coalesce((select my_county()), 0)) with check (county = coalesce((select my_county()), 0));

alter table files enable row level security;
alter table files force row level security;
create policy files_owner on files to shouwang_owner using (true) with check (true);
create policy files_area on files to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy audit_log_owner on audit_log to shouwang_owner using (true) with check (true);
create policy audit_log_append on audit_log for insert to shouwang_app with check (true);
create policy audit_log_county on audit_log for select to shouwang_app using (county = (select my_county()));

grant usage on schema public to shouwang_app;
grant select on installation, counties, areas, data_keys, policy_packs, policy_versions, calendar_years, policy_settings to shouwang_app;
grant insert on counties, areas, data_keys, policy_packs, policy_versions, calendar_years, policy_settings to shouwang_app;
grant update (to_on) on areas to shouwang_app;
grant update (confirmed_by) on policy_settings to shouwang_app;
grant update (demo_today) on installation to shouwang_app;
grant usage on sequence area_ids to shouwang_app;
grant select, insert, update on accounts to shouwang_app;
grant select, insert, update, delete on sessions to shouwang_app;
grant select, insert, update (answer) on requests to shouwang_app;
grant select, insert, update on matters to shouwang_app;
grant select, insert, update, delete on clocks to shouwang_app;
grant select, insert on acts, act_values, act_seals, seals, audit_log to shouwang_app;
grant select, insert, update on staff to shouwang_app;
grant select, insert on files to shouwang_app;
