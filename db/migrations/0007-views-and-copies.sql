-- Indexes that keep first pages and erasure from growing with the number of matters and files.
-- Each saved view of a ledger has the index that carries it, however many matters there are.
create index matter_state on matter (agency_id, procedure, state, registered_at desc, id);
create index matter_open on matter (agency_id, procedure, registered_at desc, id) where open;
-- Owners' lists are in the order of registration; the old index held a column that every command changes.
create index matter_answerable on matter (agency_id, owner_id, registered_at desc, id);
create index matter_answering on matter (agency_id, owner_id, registered_at desc, id) where open;
drop index matter_owner;
-- Which originals have this copy: asked when a matter is erased.
create index file_shown on file (agency_id, shown_digest) where shown_digest is not null;
