-- The ground: agencies, the log and its proof, personal data under keys, matters and their parties, the directory, sessions.
-- Rules of storage (docs/architecture.md): agency_id leads every key of a tenant table; no triggers, no volatile defaults,
-- times and ids come in as parameters; the application role may only insert into what must never change.

-- ── reference ────────────────────────────────────────────────────────────────
create table agency (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{1,30}$'),
  name text not null,
  host text unique,
  origin text not null unique,
  demonstration boolean not null,
  created_at timestamptz not null
);
comment on table agency is 'One legal organ with its own log, key and checkpoints; units of a county share it';
comment on column agency.origin is 'First line of its checkpoints, fixed at creation: <host or configured name>/<agency code>';
comment on column agency.demonstration is 'Only such an agency may run under a simulated clock';

-- ── the log ──────────────────────────────────────────────────────────────────
create table stream (
  agency_id uuid not null references agency (id),
  id uuid not null,
  kind text not null,
  seq bigint not null check (seq >= 1),
  head text not null check (length(head) = 64),
  recorded_at timestamptz not null,
  primary key (agency_id, id)
);
comment on table stream is 'The row every append updates; a stream is a matter or a setting';
comment on column stream.kind is 'matter, unit, person, post, appointment, agency, …';
comment on column stream.head is 'Hex SHA-256 of the newest body; becomes prev of the next';
comment on column stream.recorded_at is 'Of the newest event; never falls within a stream, which lets the sealer order by time';

create table event (
  agency_id uuid not null,
  stream_id uuid not null,
  seq bigint not null,
  action text not null,
  actor_id uuid,
  recorded_at timestamptz not null,
  body text not null,
  primary key (agency_id, stream_id, seq),
  foreign key (agency_id, stream_id) references stream (agency_id, id)
);
comment on table event is 'Append-only; body is the exact canonical JSON text (RFC 8785) that is hashed';

create table to_seal (
  agency_id uuid not null,
  recorded_at timestamptz not null,
  stream_id uuid not null,
  seq bigint not null,
  primary key (agency_id, recorded_at, stream_id, seq)
);
comment on table to_seal is 'Queue of committed events without a position yet';

create table sealed (
  agency_id uuid not null,
  position bigint not null check (position >= 0),
  stream_id uuid not null,
  seq bigint not null,
  leaf bytea not null,
  sealed_at timestamptz not null,
  primary key (agency_id, position)
);
create unique index sealed_event on sealed (agency_id, stream_id, seq);
comment on table sealed is 'Position of each event in the log; rises with the sequence within a stream';
comment on column sealed.leaf is 'SHA-256(0x00 ‖ body), RFC 9162 §2.1.1';

create table tile (
  agency_id uuid not null,
  level int not null,
  index bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  primary key (agency_id, level, index)
);
comment on table tile is 'Whole tiles of 256 hashes of the Merkle tree, insert only';

create table checkpoint (
  agency_id uuid not null,
  size bigint not null,
  note text not null,
  made_at timestamptz not null,
  primary key (agency_id, size)
);
comment on table checkpoint is 'Signed notes in the C2SP tlog-checkpoint form';

create table checkpoint_handout (
  agency_id uuid not null,
  size bigint not null,
  handed_at timestamptz not null,
  way text not null,
  primary key (agency_id, size, handed_at, way)
);
comment on table checkpoint_handout is 'Checkpoints that somebody outside holds; kept for ever, and answered for';

create table command (
  agency_id uuid not null,
  actor_id uuid not null,
  id uuid not null,
  digest text not null,
  stream_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (agency_id, actor_id, id)
);
create index command_age on command (agency_id, at);
comment on table command is 'What each command id led to, kept 30 days; digest of the request, never a body';

-- ── personal data ────────────────────────────────────────────────────────────
create table data_key (
  agency_id uuid not null,
  subject_id uuid not null,
  wrapped bytea not null,
  primary key (agency_id, subject_id)
);
comment on table data_key is 'Key of a matter or a person, wrapped by the key file; destroyed by erasure; never in a backup';

create table personal (
  agency_id uuid not null,
  subject_id uuid not null,
  commitment text not null,
  field text not null,
  stream_id uuid not null,
  seq bigint not null,
  cipher bytea not null,
  primary key (agency_id, subject_id, commitment)
);
create index personal_event on personal (agency_id, stream_id, seq);
comment on table personal is 'Salt and value behind a commitment of an event, encrypted under the subject''s key';

-- ── records of reading and of security ───────────────────────────────────────
create table access (
  agency_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  person_id uuid not null,
  matter_id uuid not null,
  way text not null,
  primary key (agency_id, id)
);
create index access_matter on access (agency_id, matter_id, at);
comment on table access is 'Each reading of a confidential matter: who, when, which, by which way';

create table security_event (
  agency_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  person_id uuid,
  detail jsonb not null,
  primary key (agency_id, id)
);
create index security_event_time on security_event (agency_id, at);
comment on table security_event is 'Sign-in, failure, lockout, role or setting changed, export, erasure; kept at least six months (DOMAIN B11)';

-- ── directory ────────────────────────────────────────────────────────────────
create table directory_version (
  agency_id uuid primary key references agency (id),
  version bigint not null
);
comment on table directory_version is 'Rises with each change of the directory, so that servers know when their copy is old';

create table unit (
  agency_id uuid not null references agency (id),
  id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  ordinal int not null,
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  unique (agency_id, code)
);

create table post (
  agency_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  roles text[] not null,
  reach text not null check (reach in ('own', 'unit', 'subtree', 'agency')),
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references unit (agency_id, id)
);
comment on column post.reach is 'How far it sees and decides: its own matters, its unit, its unit and below, the agency';

create table person (
  agency_id uuid not null references agency (id),
  id uuid not null,
  name_commitment text not null,
  primary key (agency_id, id)
);
comment on table person is 'The log and this table hold the id; the name stands in personal under the person''s key';

create table appointment (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  kind text not null check (kind in ('holder', 'deputy', 'substitute')),
  for_person_id uuid,
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id),
  foreign key (agency_id, post_id) references post (agency_id, id),
  check ((kind = 'substitute') = (for_person_id is not null))
);
create index appointment_person on appointment (agency_id, person_id);

create table account (
  agency_id uuid not null,
  person_id uuid not null,
  login_index bytea not null,
  password_hash text not null,
  password_at timestamptz not null,
  failures int not null,
  locked_until timestamptz,
  closed boolean not null,
  primary key (agency_id, person_id),
  unique (agency_id, login_index),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
comment on column account.login_index is 'HMAC of the login name: found without being readable';

create table address_failure (
  agency_id uuid not null,
  address text not null,
  failures int not null,
  locked_until timestamptz,
  at timestamptz not null,
  primary key (agency_id, address)
);

create table session (
  agency_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  primary key (agency_id, token_hash)
);
create index session_person on session (agency_id, person_id);
comment on column session.token_hash is 'SHA-256 of the cookie; the cookie itself is nowhere kept';

-- ── matters ──────────────────────────────────────────────────────────────────
create table matter (
  agency_id uuid not null references agency (id),
  id uuid not null,
  procedure text not null,
  version int not null,
  number text not null,
  parent_id uuid,
  root_id uuid not null,
  seq bigint not null,
  state text not null,
  open boolean not null,
  title text,
  owner_id uuid not null,
  owner_post_id uuid not null,
  unit_id uuid not null,
  registrar_id uuid not null,
  leader_id uuid,
  due_words text,
  due_on date,
  confidential boolean not null,
  answered uuid[] not null,
  evidence_by uuid[] not null,
  evidence_count int not null,
  relapses int not null,
  sent_back int not null,
  registered_at timestamptz not null,
  changed_at timestamptz not null,
  fold jsonb not null,
  primary key (agency_id, id),
  unique (agency_id, procedure, number),
  foreign key (agency_id, id) references stream (agency_id, id)
);
create index matter_parent on matter (agency_id, parent_id) where parent_id is not null;
create index matter_owner on matter (agency_id, owner_id, changed_at desc, id) where open;
create index matter_unit on matter (agency_id, procedure, unit_id, registered_at desc, id);
create index matter_new on matter (agency_id, procedure, registered_at desc, id);
comment on table matter is 'Read model, written in the command''s transaction, rebuilt from the log by one command';
comment on column matter.title is 'Short words by staff that the form keeps in the open; null where the title is protected';
comment on column matter.fold is 'The folded matter as the kernel knows it; columns beside it are its indexed copies';
comment on column matter.due_words is 'The deadline as the report words it';

create table party (
  agency_id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('owner', 'coHandler', 'reviewer', 'reporter', 'affected', 'accused', 'recused')),
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (agency_id, matter_id, person_id, role, from_at),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index party_person on party (agency_id, person_id, role, matter_id) where to_at is null;
comment on table party is 'Who is what to a matter; what is said of a matter holds for its children';

create table number_block (
  agency_id uuid not null,
  series text not null,
  next bigint not null,
  primary key (agency_id, series)
);
comment on table number_block is 'Numbers are taken in blocks outside the command''s transaction; gaps are allowed (DESIGN §6)';

create table file (
  agency_id uuid not null references agency (id),
  digest text not null check (length(digest) = 64),
  size bigint not null,
  type text not null,
  shown_digest text,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  primary key (agency_id, digest)
);
comment on table file is 'Content-addressed; the bytes lie on disk before this row is committed';
comment on column file.shown_digest is 'Copy without location data that is shown; the original stays as evidence';

create table file_upload (
  agency_id uuid not null,
  digest text not null,
  person_id uuid not null,
  primary key (agency_id, digest, person_id),
  foreign key (agency_id, digest) references file (agency_id, digest)
);
comment on table file_upload is 'Who sent this content: only they, or whoever sees a matter that has it, may attach it; knowing a digest is not enough';

create table matter_file (
  agency_id uuid not null,
  matter_id uuid not null,
  digest text not null,
  seq bigint not null,
  name_commitment text,
  primary key (agency_id, matter_id, digest, seq),
  foreign key (agency_id, matter_id) references matter (agency_id, id),
  foreign key (agency_id, digest) references file (agency_id, digest)
);
create index matter_file_digest on matter_file (agency_id, digest);

-- ── ledger ───────────────────────────────────────────────────────────────────
create table problem (
  agency_id uuid not null,
  matter_id uuid not null,
  category text,
  source text,
  report_id uuid,
  span_start int,
  span_end int,
  assist_units uuid[] not null,
  struck_off_at timestamptz,
  opened_at timestamptz,
  primary key (agency_id, matter_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index problem_report on problem (agency_id, report_id) where report_id is not null;
create index problem_open_page on problem (agency_id, struck_off_at desc, matter_id) where opened_at is not null;
comment on column problem.opened_at is 'When the public page was opened for it by a reviewer''s action; null = not public';

-- ── who may what ─────────────────────────────────────────────────────────────
grant usage on schema public to xiaoneng_app, xiaoneng_sealer;
grant select on all tables in schema public to xiaoneng_app;
grant insert on agency, stream, event, to_seal, checkpoint_handout, command, data_key, personal, access, security_event,
  directory_version, unit, post, person, appointment, account, address_failure, session, matter, party, number_block,
  file, file_upload, matter_file, problem to xiaoneng_app;
grant update on stream, directory_version, unit, post, person, appointment, account, address_failure, session, matter, party,
  number_block, problem to xiaoneng_app;
grant update (shown_digest) on file to xiaoneng_app;
grant delete on personal, data_key, session, address_failure, command, file to xiaoneng_app;

grant select on agency, stream, event, to_seal, sealed, tile, checkpoint to xiaoneng_sealer;
grant delete on to_seal to xiaoneng_sealer;
grant insert on sealed, tile, checkpoint to xiaoneng_sealer;
grant insert, select on security_event to xiaoneng_sealer;
