-- 疑点数据 with exceptions, changes of households as acts of their own, moves between counties, proposed corrections.

alter table households add column entered_on date;
comment on column households.entered_on is 'Official day on which the household came into this register; null: before that was kept, so always there';
update households h set entered_on = coalesce(
  (select min(b.applied_on) from registry_changes c join batches b on b.county = c.county and b.id = c.batch
    where c.county = h.county and c.subject_id = h.id and c.field = '*'),
  (select min(m.opened_on) from matters m where m.county = h.county and m.household = h.id and h.provisional));
create index households_by_entry on households (county, town, entered_on);

create table quality_findings (
  county integer not null,
  id bigint generated always as identity,
  household uuid not null,
  person uuid,
  rule text not null,
  rule_group smallint not null,
  cells text[] not null,
  facts jsonb not null default '{}',
  blocks boolean not null default false,
  found_on date not null,
  found_by text not null,
  batch uuid,
  mended_on date,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table quality_findings is '疑点数据: what a rule found in a household, open until a later look no longer finds it. facts = ages, coded words and amounts, never a name or number of a person.';
comment on column quality_findings.found_by is 'save | import | month: what made somebody look first';
create unique index quality_findings_once on quality_findings
  (county, household, rule, coalesce(person, '00000000-0000-0000-0000-000000000000'::uuid)) where mended_on is null;
create index quality_findings_by_town on quality_findings (county, town, rule) where mended_on is null;
create index quality_findings_by_village on quality_findings (county, village, rule) where mended_on is null;
create index quality_findings_by_batch on quality_findings (county, batch) where batch is not null;

create table quality_exceptions (
  county integer not null,
  id uuid not null,
  household uuid not null,
  person uuid,
  rule text not null,
  reason bytea not null,
  made_by text not null,
  made_by_name text not null,
  made_on date not null,
  at bigint not null,
  revoked_on date,
  revoked_by text,
  revoked_by_name text,
  revoke_reason bytea,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table quality_exceptions is 'A finding somebody vouches for: it is true although the rule doubts it. Reasons are encrypted; revoked, not deleted.';
create unique index quality_exceptions_once on quality_exceptions
  (county, household, rule, coalesce(person, '00000000-0000-0000-0000-000000000000'::uuid)) where revoked_on is null;
create index quality_exceptions_by_town on quality_exceptions (county, town) where revoked_on is null;

create table quality_runs (
  county integer not null,
  kind text not null,
  about text not null,
  on_day date not null,
  households integer not null,
  findings integer not null,
  at bigint not null,
  primary key (county, kind, about)
);
comment on table quality_runs is 'Each look at many households, once: month YYYY-MM, or import with its batch.';

create table household_changes (
  county integer not null,
  change uuid not null,
  side smallint not null,
  kind text not null,
  on_day date not null,
  household uuid not null,
  other uuid,
  person uuid,
  households integer not null,
  persons integer not null,
  monitored boolean not null,
  reason bytea,
  evidence uuid[] not null default '{}',
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  actor text not null,
  actor_name text not null,
  at bigint not null,
  undoes uuid,
  town integer not null,
  village integer,
  primary key (county, change, side)
);
comment on table household_changes is '分户 并户 迁移 死亡 户主变更 …: each an act of its own, append-only. A change between two places has a row in each (side 0 and 1); households and persons are what it added there. before and after hold ids and places only; undoing is a change of its own.';
create index household_changes_by_town on household_changes (county, town, on_day);
create index household_changes_by_village on household_changes (county, village, on_day);
create index household_changes_by_household on household_changes (county, household);
create index household_changes_by_undone on household_changes (county, undoes) where undoes is not null;

create table transfers (
  county integer not null,
  id uuid not null,
  direction text not null,
  other_county integer not null,
  other_name text not null,
  household uuid,
  state text not null,
  payload bytea,
  reason bytea,
  answer bytea,
  asked_on date not null,
  answered_on date,
  actor text not null,
  at bigint not null,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table transfers is 'A household that moves to another county: one row in each county under the same id, carried over by a job. payload = the household, encrypted with the key of the county the row belongs to; emptied in the old county once it is delivered.';
comment on column transfers.state is 'out: asked, delivered, accepted, declined, withdrawn. in: waiting, accepted, declined, withdrawn; answered ones told back.';
create index transfers_by_state on transfers (county, direction, state);
create index transfers_by_household on transfers (county, household);

create table corrections (
  county integer not null,
  id uuid not null,
  household uuid not null,
  person uuid,
  reason bytea not null,
  evidence uuid[] not null default '{}',
  made_by text not null,
  made_by_name text not null,
  made_on date not null,
  at bigint not null,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table corrections is 'What somebody at work on a household proposes to put right. Its values stand in registry_differences under this id as batch, decided there.';
create index corrections_by_household on corrections (county, household);

alter table quality_findings enable row level security;
alter table quality_findings force row level security;
create policy quality_findings_owner on quality_findings to shouwang_owner using (true) with check (true);
create policy quality_findings_area on quality_findings to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter table quality_exceptions enable row level security;
alter table quality_exceptions force row level security;
create policy quality_exceptions_owner on quality_exceptions to shouwang_owner using (true) with check (true);
create policy quality_exceptions_area on quality_exceptions to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter table quality_runs enable row level security;
alter table quality_runs force row level security;
create policy quality_runs_owner on quality_runs to shouwang_owner using (true) with check (true);
create policy quality_runs_county on quality_runs to shouwang_app
  using (county = (select my_county())) with check (county = (select my_county()));
alter table household_changes enable row level security;
alter table household_changes force row level security;
create policy household_changes_owner on household_changes to shouwang_owner using (true) with check (true);
create policy household_changes_area on household_changes to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter table transfers enable row level security;
alter table transfers force row level security;
create policy transfers_owner on transfers to shouwang_owner using (true) with check (true);
create policy transfers_area on transfers to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter table corrections enable row level security;
alter table corrections force row level security;
create policy corrections_owner on corrections to shouwang_owner using (true) with check (true);
create policy corrections_area on corrections to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));

grant select, insert on quality_findings, quality_exceptions, quality_runs, household_changes, transfers, corrections to shouwang_app;
grant update on quality_findings, quality_exceptions, transfers to shouwang_app;
