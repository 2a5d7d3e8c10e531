-- What comes back from screening: repeats, results, lists to departments, timeliness for the city, what-if.

alter table feed_facts add column sheet text;
alter table feed_facts add column row_no integer;
alter table feed_facts add column judged text;
comment on column feed_facts.row_no is 'The row of the batch these values stood in: what became of it stands in batch_rows. null in rows from before this was kept';
comment on column feed_facts.judged is 'What the row was judged by where the feed adds up: yuan, or a count';

alter table lead_lines add column repeats uuid;
alter table lead_lines add column repeat_state text;
comment on column lead_lines.repeats is 'An earlier line of the household found not to qualify, whose rows were no better: 与上次核实相同';
comment on column lead_lines.repeat_state is 'marked: a person has to decide | kept: 沿用 was confirmed | revisit: a new visit was ordered | other-news: something else was reported since';
create index lead_lines_by_repeat on lead_lines (county, town, repeat_state) where repeats is not null;

create table household_months (
  county integer not null,
  month text not null,
  household uuid not null,
  town integer not null,
  village integer,
  status text not null,
  facts jsonb not null,
  kept_at bigint not null,
  primary key (county, month, household)
);
comment on table household_months is 'Derived figures a month was judged on, by household: coded facts under the names rules use, no name and no number.';
alter table household_months enable row level security;
alter table household_months force row level security;
create policy household_months_owner on household_months to shouwang_owner using (true) with check (true);
create policy household_months_area on household_months to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
grant select, insert on household_months to shouwang_app;

create table what_ifs (
  county integer not null,
  id uuid not null,
  question jsonb not null,
  answer jsonb not null,
  made_by uuid not null,
  made_by_name text not null,
  made_on date not null,
  at bigint not null,
  primary key (county, id)
);
comment on table what_ifs is 'Trials of a rule with another value, in numbers by township: no person and no household in them.';
alter table what_ifs enable row level security;
alter table what_ifs force row level security;
create policy what_ifs_owner on what_ifs to shouwang_owner using (true) with check (true);
create policy what_ifs_read on what_ifs for select to shouwang_app
  using (county = (select my_county()) or county = any ((select my_counties())::integer[]));
create policy what_ifs_make on what_ifs for insert to shouwang_app with check (county = (select my_county()));
grant select, insert on what_ifs to shouwang_app;

create table feed_receipts (
  county integer not null,
  period text not null,
  feed text not null,
  department text not null,
  due_on date,
  received_on date not null,
  nil boolean not null,
  made_at bigint not null,
  primary key (county, period, feed)
);
comment on table feed_receipts is 'When a feed was reported first for a period: what the city sees of it. No rows, no files, no counts of people.';
alter table feed_receipts enable row level security;
alter table feed_receipts force row level security;
create policy feed_receipts_owner on feed_receipts to shouwang_owner using (true) with check (true);
create policy feed_receipts_read on feed_receipts for select to shouwang_app
  using (county = (select my_county()) or county = any ((select my_counties())::integer[]));
create policy feed_receipts_make on feed_receipts for insert to shouwang_app with check (county = (select my_county()));
create policy feed_receipts_remake on feed_receipts for update to shouwang_app
  using (county = (select my_county())) with check (county = (select my_county()));
grant select, insert, update on feed_receipts to shouwang_app;

create table push_lists (
  county integer not null,
  id uuid not null,
  town integer not null,
  department text not null,
  duty text not null,
  period text not null,
  fields text[] not null,
  rows integer not null,
  receipt_no text not null,
  due_on date,
  made_on date not null,
  made_by uuid not null,
  made_by_name text not null,
  at bigint not null,
  signed_on date,
  signed_at bigint,
  signed_by uuid,
  signed_by_name text,
  primary key (county, id),
  constraint push_lists_once unique (county, duty, period, department)
);
comment on table push_lists is 'Objects of a month told to a department: which list, when, and who signed for it. town = 待定位: a list belongs to no township.';
comment on column push_lists.fields is 'Columns the document lets the department see, in its order; also those nobody has collected';
alter table push_lists enable row level security;
alter table push_lists force row level security;
create policy push_lists_owner on push_lists to shouwang_owner using (true) with check (true);
create policy push_lists_scope on push_lists to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')));
grant select, insert, update (signed_on, signed_at, signed_by, signed_by_name) on push_lists to shouwang_app;

create table push_rows (
  county integer not null,
  list uuid not null,
  no integer not null,
  department text not null,
  town integer not null,
  event text not null,
  on_day date not null,
  cells bytea not null,
  primary key (county, list, no)
);
comment on table push_rows is 'One object of a list as the department sees it: cells = encrypted JSON of column to text, as they stood when the list was made. No household is named.';
alter table push_rows enable row level security;
alter table push_rows force row level security;
create policy push_rows_owner on push_rows to shouwang_owner using (true) with check (true);
create policy push_rows_scope on push_rows to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')));
grant select, insert on push_rows to shouwang_app;
