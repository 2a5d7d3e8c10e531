-- Leads in the database, counted without anything of src/: matters of the lead procedure with a ledger line and evidence.
select count(*)::int as leads
from matters m
where m.procedure = 'lead'
  and exists (select from lead_lines l where l.county = m.county and l.matter = m.matter and l.batch is not null)
  and exists (select from evidence e where e.county = m.county and e.matter = m.matter and e.batch is not null)
