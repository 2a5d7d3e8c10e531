-- The registry: households and persons as they stand, every change append-only beside them.

create table households (
  county integer not null,
  id uuid not null,
  town integer not null,
  village integer,
  head_person uuid,
  head_name text not null,
  head_pinyin text collate "C" not null default '',
  head_initials text collate "C" not null default '',
  member_count integer not null default 0,
  provisional boolean not null default false,
  household_number text,
  local_number text,
  village_group text,
  natural_village text,
  address bytea,
  phone bytea,
  phone_index bytea,
  phone_tail bytea,
  household_type text,
  keeps_policies boolean,
  monitored_category text,
  relocation_site text,
  no_labour_safety_net boolean,
  risks text[],
  disaster_kind text,
  poverty_cause text,
  identification_standard text,
  first_identified_on text,
  identified_on text,
  risk_cleared boolean,
  clearance_manner text,
  cleared_on text,
  dangerous_housing boolean,
  safe_water boolean,
  net_income_per_person_fen bigint,
  monitoring_contact bytea,
  status text not null default 'none' check (status in ('none', 'monitored', 'cleared', 'removed')),
  status_since date,
  episode integer not null default 0,
  left_on date,
  primary key (county, id)
);
comment on table households is 'Current state of a household. null = not known, never "no". provisional = begun from a lead with village, name and phone.';
comment on column households.household_number is '户编号 of the national system';
comment on column households.local_number is '户号 of the village roster';
comment on column households.status is 'monitored: 监测对象 with risk not cleared; cleared: 风险消除; removed: 清退';
create index households_by_town on households (county, town, head_pinyin);
create index households_by_village on households (county, village, head_pinyin);
create index households_by_town_initials on households (county, town, head_initials);
create index households_by_village_initials on households (county, village, head_initials);
create index households_by_phone_tail on households (county, phone_tail);
create index households_by_number on households (county, household_number);

comment on column households.identified_on is 'A day or a month (YYYY-MM) as the source gives it';
create table persons (
  county integer not null,
  id uuid not null,
  household uuid not null,
  town integer not null,
  village integer,
  name text not null,
  name_pinyin text collate "C" not null default '',
  name_initials text collate "C" not null default '',
  name_initials_other text collate "C",
  id_kind text,
  id_number bytea,
  id_index bytea,
  id_tail bytea,
  id_masked text,
  person_number text,
  sex text,
  born_on date,
  ethnicity text,
  political_status text,
  relation text,
  education text,
  schooling text,
  dropout_reason text,
  phone bytea,
  phone_index bytea,
  relocated boolean,
  recognised_on text,
  joined_on date,
  left_on date,
  left_why text,
  primary key (county, id)
);
comment on column persons.id_masked is 'First six and last four of the number, for masked lists without decrypting';
create index persons_by_household on persons (county, household);
create unique index persons_one_by_number on persons (county, id_index) where left_on is null and id_index is not null;
create index persons_by_tail on persons (county, id_tail);
create index persons_by_town_name on persons (county, town, name_pinyin);
create index persons_by_village_name on persons (county, village, name_pinyin);
create index persons_by_town_initials on persons (county, town, name_initials);
create index persons_by_village_initials on persons (county, village, name_initials);
create index persons_by_town_initials_other on persons (county, town, name_initials_other) where name_initials_other is not null;

create table person_health (
  county integer not null,
  person uuid not null,
  household uuid not null,
  town integer not null,
  village integer,
  health text[],
  disability_category text,
  disability_grade text,
  disability_card bytea,
  labour text,
  work_place text,
  work_months integer,
  employer text,
  public_post text,
  public_post_months integer,
  resident_insurance boolean,
  employee_insurance boolean,
  serious_illness_insurance boolean,
  commercial_insurance boolean,
  medical_assistance boolean,
  pension_insurance boolean,
  minimum_allowance boolean,
  extreme_poverty_care boolean,
  extreme_poverty_care_manner text,
  marginal_allowance boolean,
  temporary_assistance boolean,
  orphan boolean,
  unsupported_child boolean,
  compared_on date,
  primary key (county, person)
);
comment on table person_health is 'Health, disability, labour and benefits: coded facts rules compute with; column grants decide who reads them.';
comment on column person_health.extreme_poverty_care_manner is '集中 | 分散';
comment on column person_health.compared_on is 'Day an information comparison was made for this person by 民政';
create index person_health_by_household on person_health (county, household);

create table incomes (
  county integer not null,
  id uuid not null,
  household uuid not null,
  town integer not null,
  village integer,
  kind text not null,
  window_from date,
  window_to date,
  persons integer not null,
  lines jsonb not null,
  net_fen bigint,
  reference_fen bigint,
  source text not null,
  on_day date not null,
  matter uuid,
  primary key (county, id)
);
comment on table incomes is 'Income worksheets: lines = {key: fen or null}; net and reference per household, null when a line needed is unknown. @source national inferred formula';
create index incomes_by_household on incomes (county, household, on_day);

create table registry_changes (
  county integer not null,
  id bigint generated always as identity,
  subject text not null check (subject in ('household', 'person')),
  subject_id uuid not null,
  household uuid not null,
  field text not null,
  old_value text,
  new_value text,
  cipher bytea,
  source text not null,
  source_on date,
  batch uuid,
  matter uuid,
  seq integer,
  actor text not null,
  at bigint not null,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table registry_changes is 'Every change, append-only. Values of encrypted fields stand in cipher (JSON {old, new}), old_value and new_value then hold the masked forms. Field * = the subject came into the register: every value it has no own row for was said by this source.';
create index registry_changes_by_subject on registry_changes (county, subject_id, field);
create index registry_changes_by_household on registry_changes (county, household, at);
create index registry_changes_by_batch on registry_changes (county, batch);

create table registry_differences (
  county integer not null,
  id bigint generated always as identity,
  batch uuid not null,
  subject text not null,
  subject_id uuid not null,
  household uuid not null,
  field text not null,
  current_value text,
  current_source text not null,
  offered_value text,
  offered_source text not null,
  offered_on date,
  reason text,
  cipher bytea,
  decided text,
  decided_by text,
  decided_at bigint,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table registry_differences is 'A weaker or stale source said otherwise, or a value no file may overwrite: to be decided by a person. cipher = JSON {current, offered} where the values shown are masked.';
create index registry_differences_by_subject on registry_differences (county, subject_id, field);
create index registry_differences_by_batch on registry_differences (county, batch);

create table person_directory (
  id_index bytea not null,
  county integer not null,
  person uuid not null,
  primary key (id_index, county)
);
comment on table person_directory is 'Blind index to county, for people who moved: answers the county only.';

create table batches (
  county integer not null,
  id uuid not null,
  kind text not null,
  feed text,
  department text,
  period text,
  file uuid,
  file_name text not null,
  content_digest text not null,
  state text not null check (state in ('read', 'previewed', 'applying', 'applied', 'refused', 'cancelled', 'undone')),
  town integer not null,
  receipt_no text,
  columns jsonb not null default '[]',
  counts jsonb not null default '{}',
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  due_on date,
  shape text,
  as_of date,
  area integer,
  preview bytea,
  error text,
  created_by uuid not null,
  created_at bigint not null,
  applied_at bigint,
  applied_on date,
  primary key (county, id)
);
comment on table batches is 'A file taken in: registry or feed. counts adds up: rows = accepted + rejected + duplicate. content_digest = hash of the rows, not of the bytes.';
comment on column batches.preview is 'Encrypted JSON: the first households of each kind with old and new values, until the batch is applied and after';
comment on column batches.area is 'The township or village the file is for; null: the whole county';
comment on column batches.error is 'JSON {code, facts} of a refused batch';
create unique index batches_content_once on batches (county, kind, coalesce(feed, ''), coalesce(period, ''), content_digest) where state in ('applying', 'applied');
create index batches_by_feed on batches (county, feed, period);

create table batch_rows (
  county integer not null,
  batch uuid not null,
  sheet text not null default '',
  row_no integer not null,
  outcome text not null,
  faults jsonb not null default '[]',
  cells bytea,
  matter uuid,
  household uuid,
  primary key (county, batch, sheet, row_no)
);
comment on table batch_rows is 'What became of each row. cells (the original row, encrypted) only for rejected rows and rows that made evidence.';
create index batch_rows_by_outcome on batch_rows (county, batch, outcome);

alter table households enable row level security;
alter table households force row level security;
create policy households_owner on households to shouwang_owner using (true) with check (true);
create policy households_area on households to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table persons enable row level security;
alter table persons force row level security;
create policy persons_owner on persons to shouwang_owner using (true) with check (true);
create policy persons_area on persons to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table person_health enable row level security;
alter table person_health force row level security;
create policy person_health_owner on person_health to shouwang_owner using (true) with check (true);
create policy person_health_area on person_health to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table incomes enable row level security;
alter table incomes force row level security;
create policy incomes_owner on incomes to shouwang_owner using (true) with check (true);
create policy incomes_area on incomes to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table registry_changes enable row level security;
alter table registry_changes force row level security;
create policy registry_changes_owner on registry_changes to shouwang_owner using (true) with check (true);
create policy registry_changes_area on registry_changes to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table registry_differences enable row level security;
alter table registry_differences force row level security;
create policy registry_differences_owner on registry_differences to shouwang_owner using (true) with check (true);
create policy registry_differences_area on registry_differences to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table batches enable row level security;
alter table batches force row level security;
create policy batches_owner on batches to shouwang_owner using (true) with check (true);
create policy batches_county on batches to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')))
  with check (county = (select my_county()));
alter table batch_rows enable row level security;
alter table batch_rows force row level security;
create policy batch_rows_owner on batch_rows to shouwang_owner using (true) with check (true);
create policy batch_rows_of_visible_batches on batch_rows to shouwang_app
  using (county = (select my_county()) and exists (select 1 from batches b where b.county = batch_rows.county and b.id = batch_rows.batch))
  with check (county = (select my_county()));

grant select, insert, update on households, persons, person_health, batches, batch_rows, registry_differences to shouwang_app;
grant select, insert on incomes, registry_changes to shouwang_app;
grant select, insert on person_directory to shouwang_app;
