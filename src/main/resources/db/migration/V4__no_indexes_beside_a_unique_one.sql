-- No two rows have the same person, so the unique index serves either direction: nothing has to ascend behind it.
ALTER TABLE adhar DROP INDEX IF EXISTS ix_adhar_person, DROP INDEX IF EXISTS ix_adhar_person_desc;
