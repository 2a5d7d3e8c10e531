-- The notice as a whole: the days alone do not say which holiday they belong to.
alter table calendar_years add column body text not null;
comment on column calendar_years.body is 'The notice as JSON: year, number, published, holidays with their names, worked weekends.';
