-- Department feeds: rows known again by their content, evidence withdrawn with its batch, lines that refer to an earlier one.

alter table evidence add column withdrawn_on date;
comment on column evidence.withdrawn_on is 'Day its batch was withdrawn: it counts for nothing any more';

alter table feed_facts add column row_digest bytea;
comment on column feed_facts.row_digest is 'Keyed hash of the row''s values: the same row of the same feed and period is taken in once';
create index feed_facts_by_row on feed_facts (county, feed, period, row_digest);

alter table lead_lines add column proposed_into uuid;
comment on column lead_lines.proposed_into is 'The line of the household that was already at its township when this one arose: 并入 is proposed, a person decides';
