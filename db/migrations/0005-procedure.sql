-- An agency's own versions of procedures, and how many matters stand where in each.

create table procedure_version (
  agency_id uuid not null references agency (id),
  code text not null,
  version bigint not null,
  stream_id uuid not null,
  state text not null check (state in ('draft', 'submitted', 'published', 'withdrawn')),
  kind text not null check (kind in ('overlay', 'own')),
  draft json not null,
  titles json not null,
  made json not null,
  basis text,
  drafters uuid[] not null,
  submitted_by uuid,
  decided_by uuid,
  drafted_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  seq bigint not null,
  primary key (agency_id, code, version)
);
create unique index procedure_version_open on procedure_version (agency_id, code) where state in ('draft', 'submitted');
comment on table procedure_version is 'Versions of procedures as an agency shapes them; each step is an event of the stream, this is what they come to';
comment on column procedure_version.draft is 'What was written: an overlay on the built-in table, or a whole table of the agency''s own';
comment on column procedure_version.made is 'The whole table that it makes, in the order it was written; a published one no longer depends on what the house is born with';
comment on column procedure_version.drafters is 'Everybody who wrote on it; none of them publishes it';
comment on column procedure_version.basis is 'The order or notice it rests on, by its number';
comment on column procedure_version.seq is 'Sequence of its newest event in the stream; of the publishing one, once published';

create index matter_standing on matter (agency_id, procedure, version, state, (fold ->> 'since')) where open;

grant select, insert, update on procedure_version to xiaoneng_app;
