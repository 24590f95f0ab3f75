-- Sheets that come into the ledger: kept from upload to the last written row, and which column means what to whom.

create table ledger_import (
  agency_id uuid not null references agency (id),
  id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('mapping', 'previewing', 'previewed', 'writing', 'done', 'refused', 'failed')),
  digest text not null check (length(digest) = 64),
  way text not null check (way in ('file', 'paste')),
  round int not null,
  done int not null,
  total int not null,
  counts jsonb not null,
  tries int not null,
  held_until timestamptz,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  finished_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
create index ledger_import_person on ledger_import (agency_id, person_id, made_at desc);
create index ledger_import_digest on ledger_import (agency_id, digest, finished_at desc) where state = 'done';
create index ledger_import_age on ledger_import (agency_id, changed_at);
create index ledger_import_under_way on ledger_import (agency_id, held_until) where state in ('previewing', 'writing');
comment on table ledger_import is 'A sheet on its way into the ledger: how far it is; what it says stands in ledger_import_part';
comment on column ledger_import.round is 'Previews made of it; ids of commands are derived from it, so that nothing is done twice';
comment on column ledger_import.held_until is 'A process is at work on it; another takes it over only after that';

create table ledger_import_part (
  agency_id uuid not null,
  import_id uuid not null,
  kind text not null check (kind in ('sheet', 'setup', 'row', 'task', 'result')),
  nr int not null,
  cipher bytea not null,
  primary key (agency_id, import_id, kind, nr),
  foreign key (agency_id, import_id) references ledger_import (agency_id, id)
);
comment on table ledger_import_part is 'Cells, preview, commands and result of a sheet, encrypted under a key of its own in data_key, which goes with it';

create table ledger_import_column (
  agency_id uuid not null,
  person_id uuid not null,
  header text not null,
  code text,
  at timestamptz not null,
  primary key (agency_id, person_id, header),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
comment on table ledger_import_column is 'What somebody last took a header for; null = left out';

grant select, insert, update, delete on ledger_import, ledger_import_part, ledger_import_column to xiaoneng_app;
