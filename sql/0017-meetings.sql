-- Meetings that decide on several households, and what information comparisons found.

create table meetings (
  county integer not null,
  id uuid not null,
  town integer not null,
  village integer,
  on_day date not null,
  matters uuid[] not null,
  content bytea not null,
  by_account uuid not null,
  at bigint not null,
  primary key (county, id)
);
comment on table meetings is 'One meeting (民主评议) on several households. content = encrypted JSON: place, chair, who was there, minutes. What it decided stands in an act of each matter.';
create index meetings_by_village on meetings (county, village, on_day);

create table comparison_results (
  county integer not null,
  id uuid not null,
  matter uuid not null,
  household uuid not null,
  person uuid not null,
  town integer not null,
  village integer,
  item text not null,
  office text not null,
  on_day date not null,
  found boolean not null,
  result bytea not null,
  by_account uuid not null,
  at bigint not null,
  primary key (county, id)
);
comment on table comparison_results is 'What an office said of one member and one item of an information comparison, on its day; result is encrypted. A certificate for whoever compares again.';
create index comparison_results_by_person on comparison_results (county, person, on_day);
create index comparison_results_by_matter on comparison_results (county, matter);

alter table meetings enable row level security;
alter table meetings force row level security;
create policy meetings_owner on meetings to shouwang_owner using (true) with check (true);
create policy meetings_area on meetings to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter table comparison_results enable row level security;
alter table comparison_results force row level security;
create policy comparison_results_owner on comparison_results to shouwang_owner using (true) with check (true);
create policy comparison_results_area on comparison_results to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));

grant select, insert on meetings, comparison_results to shouwang_app;
