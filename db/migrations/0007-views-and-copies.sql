-- Each saved view of a ledger has the index that carries it, however many matters there are.
create index matter_state on matter (agency_id, procedure, state, registered_at desc, id);
create index matter_open on matter (agency_id, procedure, registered_at desc, id) where open;
-- Owners' lists are in the order of registration; the old index held a column that every command changes.
create index matter_answerable on matter (agency_id, owner_id, registered_at desc, id);
create index matter_answering on matter (agency_id, owner_id, registered_at desc, id) where open;
drop index matter_owner;
