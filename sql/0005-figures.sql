-- Figures: what city, province and bulletins read. Made per county by a job; no person, no household in them.

create table figures (
  county integer not null,
  town integer not null,
  day date not null,
  measure text not null,
  n integer not null,
  made_at bigint not null,
  primary key (county, town, day, measure)
);
comment on table figures is 'Counts of one day by township. Read by city, province and auditors, who see no row of people; cells under 3 are merged upward where they are shown.';

create function my_counties() returns integer[] language sql stable parallel safe
  as $$ select coalesce(string_to_array(nullif(current_setting('app.counties', true), ''), ',')::integer[], '{}'::integer[]) $$;

alter table figures enable row level security;
alter table figures force row level security;
create policy figures_owner on figures to shouwang_owner using (true) with check (true);
create policy figures_read on figures for select to shouwang_app
  using (county = (select my_county()) or county = any ((select my_counties())::integer[]));
create policy figures_make on figures for insert to shouwang_app with check (county = (select my_county()));
create policy figures_remake on figures for update to shouwang_app using (county = (select my_county())) with check (county = (select my_county()));

grant select, insert, update on figures to shouwang_app;
