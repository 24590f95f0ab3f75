-- The ledger's views by index, views people save, and counters that follow the sealed log.

-- Lists of one unit, one owner, one leader, one date: each is a range of an index that only problems stand in.
create index ledger_unit_state on matter (agency_id, unit_id, state, registered_at desc, id) where procedure = 'problem';
create index ledger_unit_open on matter (agency_id, unit_id, registered_at desc, id) where procedure = 'problem' and open;
create index ledger_relapse on matter (agency_id, registered_at desc, id) where procedure = 'problem' and relapses > 0;
create index ledger_unit_relapse on matter (agency_id, unit_id, registered_at desc, id)
  where procedure = 'problem' and relapses > 0;
create index ledger_due on matter (agency_id, (coalesce(due_on, 'infinity'::date)), id) where procedure = 'problem';
create index ledger_unit_due on matter (agency_id, unit_id, (coalesce(due_on, 'infinity'::date)), id)
  where procedure = 'problem';
create index ledger_owner on matter (agency_id, owner_id, registered_at desc, id) where procedure = 'problem';
create index ledger_registrar on matter (agency_id, registrar_id, registered_at desc, id) where procedure = 'problem';
create index ledger_registrar_open on matter (agency_id, registrar_id, registered_at desc, id) where procedure = 'problem' and open;
create index ledger_leader on matter (agency_id, leader_id, registered_at desc, id) where procedure = 'problem';
create index ledger_holder on matter (agency_id, owner_id, owner_post_id, registered_at desc, id)
  where procedure = 'problem' and open;
create index ledger_confidential on matter (agency_id, registered_at desc, id) where procedure = 'problem' and confidential;
create index ledger_on_site on problem (agency_id, matter_id) where solved_on_site;

create table ledger_view (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid,
  name text not null,
  query text not null,
  made_at timestamptz not null,
  primary key (agency_id, id)
);
create index ledger_view_person on ledger_view (agency_id, person_id, made_at);
create index ledger_view_unit on ledger_view (agency_id, unit_id, made_at) where unit_id is not null;
comment on table ledger_view is 'A view of the ledger somebody saved: its filters as the address says them';
comment on column ledger_view.unit_id is 'The unit it is shared with; null = its maker''s alone';

create table ledger_look (
  agency_id uuid not null,
  person_id uuid not null,
  view text not null,
  columns text[] not null,
  lines smallint not null check (lines in (1, 2)),
  primary key (agency_id, person_id, view)
);
comment on table ledger_look is 'How somebody looks at a view: the columns chosen, rows of one line or two';

create table ledger_follower (
  agency_id uuid not null,
  position bigint not null,
  counted_until timestamptz,
  primary key (agency_id)
);
comment on table ledger_follower is 'How far in the sealed log the counters are';
comment on column ledger_follower.position is 'The first position not yet counted';

create table ledger_counted (
  agency_id uuid not null,
  matter_id uuid not null,
  unit_id uuid not null,
  year int not null,
  state text not null,
  light text not null,
  facets text[] not null,
  primary key (agency_id, matter_id)
);
comment on table ledger_counted is 'As what each problem and measure stands in the counters; confidential ones are in none';

create table ledger_counter (
  agency_id uuid not null,
  unit_id uuid not null,
  facet text not null,
  year int not null,
  state text not null,
  light text not null,
  n bigint not null,
  primary key (agency_id, unit_id, facet, year, state, light)
);
create index ledger_counter_facet on ledger_counter (agency_id, facet, unit_id);
comment on table ledger_counter is 'How many stand under a facet, by unit, year, state and light; the unit of zeros is the whole agency';

grant select, insert, update, delete on ledger_view, ledger_look, ledger_counted, ledger_counter to xiaoneng_app;
grant select, insert, update on ledger_follower to xiaoneng_app;
