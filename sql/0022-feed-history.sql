-- What was delivered about a household before is found without reading all of its feed: sums over a household's members.
create index feed_facts_by_household on feed_facts (county, household, feed) where household is not null;
