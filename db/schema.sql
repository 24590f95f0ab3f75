-- Written by tools/schema.ts from the catalogue of a freshly migrated database. To be read, not run:
-- what makes a database is db/migrations. `npm run check` fails when this file and the migrations differ.

create table access (
  agency_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  person_id uuid not null,
  matter_id uuid not null,
  way text not null,
  constraint access_pkey PRIMARY KEY (agency_id, id)
);
create index access_matter on access (agency_id, matter_id, at);
comment on table access is 'Each reading of a confidential matter: who, when, which, by which way';
grant insert, select on access to xiaoneng_app;

create table account (
  agency_id uuid not null,
  person_id uuid not null,
  login_index bytea not null,
  password_hash text not null,
  password_at timestamp with time zone not null,
  failures integer not null,
  locked_until timestamp with time zone,
  closed boolean not null,
  must_change boolean not null default false,
  barred_at timestamp with time zone,
  signed_in_at timestamp with time zone,
  subject_index bytea,
  constraint account_pkey PRIMARY KEY (agency_id, person_id),
  constraint account_agency_id_login_index_key UNIQUE (agency_id, login_index),
  constraint account_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);
create unique index account_subject on account (agency_id, subject_index) WHERE (subject_index IS NOT NULL);
comment on column account.login_index is 'HMAC of the login name: found without being readable';
comment on column account.must_change is 'Somebody else knows this password: a new one is asked for before anything else';
comment on column account.barred_at is 'Shut by the security administrator until opened again; locked_until ends by itself';
comment on column account.subject_index is 'HMAC of issuer and subject of single sign-on: found without being readable';
grant insert, select, update on account to xiaoneng_app;

create table address_failure (
  agency_id uuid not null,
  address text not null,
  failures integer not null,
  locked_until timestamp with time zone,
  at timestamp with time zone not null,
  constraint address_failure_pkey PRIMARY KEY (agency_id, address)
);
grant delete, insert, select, update on address_failure to xiaoneng_app;

create table agency (
  id uuid not null,
  code text not null,
  name text not null,
  host text,
  origin text not null,
  demonstration boolean not null,
  created_at timestamp with time zone not null,
  trial boolean not null default false,
  constraint agency_pkey PRIMARY KEY (id),
  constraint agency_code_key UNIQUE (code),
  constraint agency_host_key UNIQUE (host),
  constraint agency_origin_key UNIQUE (origin),
  constraint agency_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,30}$'::text))
);
comment on table agency is 'One legal organ with its own log, key and checkpoints; units of a county share it';
comment on column agency.origin is 'First line of its checkpoints, fixed at creation: <host or configured name>/<agency code>';
comment on column agency.demonstration is 'Only such an agency may run under a simulated clock';
comment on column agency.trial is 'One person may hold the three administrators'' roles 三员; marked on every page, ended once three people hold them';
grant insert, select on agency to xiaoneng_app;
grant select on agency to xiaoneng_sealer;
grant update (trial) on agency to xiaoneng_app;

create table appointment (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  kind text not null,
  for_person_id uuid,
  from_on date not null,
  to_on date,
  constraint appointment_pkey PRIMARY KEY (agency_id, id),
  constraint appointment_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint appointment_agency_id_post_id_fkey FOREIGN KEY (agency_id, post_id) REFERENCES post(agency_id, id),
  constraint appointment_check CHECK (((kind = 'substitute'::text) = (for_person_id IS NOT NULL))),
  constraint appointment_kind_check CHECK ((kind = ANY (ARRAY['holder'::text, 'deputy'::text, 'substitute'::text])))
);
create index appointment_person on appointment (agency_id, person_id);
create index appointment_post on appointment (agency_id, post_id);
grant insert, select, update on appointment to xiaoneng_app;

create table calendar_job (
  agency_id uuid not null,
  id uuid not null,
  stream_id uuid not null,
  seq bigint not null,
  first_changed date not null,
  since timestamp with time zone not null,
  total integer not null,
  done integer not null,
  moved integer not null,
  swept boolean not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint calendar_job_pkey PRIMARY KEY (agency_id, id),
  constraint calendar_job_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint calendar_job_agency_id_stream_id_seq_fkey FOREIGN KEY (agency_id, stream_id, seq) REFERENCES calendar_version(agency_id, stream_id, seq)
);
create index calendar_job_open on calendar_job (agency_id, started_at) WHERE (finished_at IS NULL);
comment on table calendar_job is 'Looking again at the open clocks a version of the calendar touches; one for each version that changes days to come';
comment on column calendar_job.since is 'Midnight of the first changed date: ends before it stay';
grant insert, select, update on calendar_job to xiaoneng_app;

create table calendar_task (
  agency_id uuid not null,
  job_id uuid not null,
  matter_id uuid not null,
  constraint calendar_task_pkey PRIMARY KEY (agency_id, job_id, matter_id),
  constraint calendar_task_agency_id_job_id_fkey FOREIGN KEY (agency_id, job_id) REFERENCES calendar_job(agency_id, id)
);
comment on table calendar_task is 'Matters a job has still to look at; gone when it has. No key to matter: a rebuild drops and makes that anew';
grant delete, insert, select on calendar_task to xiaoneng_app;

create table calendar_version (
  agency_id uuid not null,
  stream_id uuid not null,
  seq bigint not null,
  effective_from date not null,
  calendar jsonb not null,
  source text not null,
  recorded_at timestamp with time zone not null,
  notes jsonb not null default '{}'::jsonb,
  by_person_id uuid,
  constraint calendar_version_pkey PRIMARY KEY (agency_id, stream_id, seq),
  constraint calendar_version_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table calendar_version is 'The working calendar as it stood version by version; events name the version their dates were reckoned with';
comment on column calendar_version.notes is 'What a date of its own is called: 国庆节, 国庆节调休, an office''s own words';
grant insert, select on calendar_version to xiaoneng_app;

create table case_study (
  agency_id uuid not null,
  matter_id uuid not null,
  kind text not null,
  cause text not null,
  problem_id uuid,
  approved_at timestamp with time zone,
  opened_at timestamp with time zone,
  constraint case_study_pkey PRIMARY KEY (agency_id, matter_id),
  constraint case_study_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index case_study_approved on case_study (agency_id, approved_at DESC, matter_id) WHERE (approved_at IS NOT NULL);
comment on table case_study is 'Cases 正反案例; approved ones are read by the whole agency';
comment on column case_study.kind is 'good or bad';
comment on column case_study.opened_at is 'When somebody opened it to the public, with words made for that; null = not public';
grant insert, select, update on case_study to xiaoneng_app;

create table charge (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  unit_id uuid not null,
  from_on date not null,
  to_on date,
  constraint charge_pkey PRIMARY KEY (agency_id, id),
  constraint charge_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint charge_agency_id_post_id_fkey FOREIGN KEY (agency_id, post_id) REFERENCES post(agency_id, id),
  constraint charge_agency_id_unit_id_fkey FOREIGN KEY (agency_id, unit_id) REFERENCES unit(agency_id, id)
);
comment on table charge is 'Leader in charge of a unit 分管: a person in a leader''s post; at most one leader a unit and day';
grant insert, select, update on charge to xiaoneng_app;

create table checkpoint (
  agency_id uuid not null,
  size bigint not null,
  note text not null,
  made_at timestamp with time zone not null,
  constraint checkpoint_pkey PRIMARY KEY (agency_id, size)
);
comment on table checkpoint is 'Signed notes in the C2SP tlog-checkpoint form';
grant select on checkpoint to xiaoneng_app;
grant insert, select on checkpoint to xiaoneng_sealer;

create table checkpoint_handout (
  agency_id uuid not null,
  size bigint not null,
  handed_at timestamp with time zone not null,
  way text not null,
  constraint checkpoint_handout_pkey PRIMARY KEY (agency_id, size, handed_at, way)
);
comment on table checkpoint_handout is 'Checkpoints that somebody outside holds; kept for ever, and answered for';
grant insert, select on checkpoint_handout to xiaoneng_app;

create table clock (
  agency_id uuid not null,
  matter_id uuid not null,
  name text not null,
  kind text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  due_at timestamp with time zone,
  provisional boolean not null,
  level text not null,
  cause text,
  paused boolean not null,
  next_change_at timestamp with time zone,
  calendar_seq bigint,
  constraint clock_pkey PRIMARY KEY (agency_id, matter_id, name),
  constraint clock_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id),
  constraint clock_kind_check CHECK ((kind = ANY (ARRAY['firstContact'::text, 'stage'::text, 'promise'::text, 'statute'::text, 'fixed'::text])))
);
create index clock_ends on clock (agency_id, due_at) WHERE (name = 'due'::text);
create index clock_next on clock (agency_id, next_change_at) WHERE (next_change_at IS NOT NULL);
create index clock_open on clock (agency_id, due_at) WHERE ((ended_at IS NULL) AND (kind <> 'fixed'::text));
comment on table clock is 'Promises of matters; read model, written in the command''s transaction, rebuilt from the log';
comment on column clock.next_change_at is 'When it looks different by itself: what the due loop sleeps to; null when nothing is to come';
comment on column clock.calendar_seq is 'Version of the calendar its end was reckoned with; null = the one the house is born with';
grant insert, select, update on clock to xiaoneng_app;

create table command (
  agency_id uuid not null,
  actor_id uuid not null,
  id uuid not null,
  digest text not null,
  stream_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint command_pkey PRIMARY KEY (agency_id, actor_id, id)
);
create index command_age on command (agency_id, at);
comment on table command is 'What each command id led to, kept 30 days; digest of the request, never a body';
grant delete, insert, select on command to xiaoneng_app;

create table data_key (
  agency_id uuid not null,
  subject_id uuid not null,
  wrapped bytea not null,
  constraint data_key_pkey PRIMARY KEY (agency_id, subject_id)
);
comment on table data_key is 'Key of a matter or a person, wrapped by the key file; destroyed by erasure; never in a backup';
grant delete, insert, select on data_key to xiaoneng_app;

create table directory_version (
  agency_id uuid not null,
  version bigint not null,
  constraint directory_version_pkey PRIMARY KEY (agency_id),
  constraint directory_version_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table directory_version is 'Rises with each change of the directory, so that servers know when their copy is old';
grant insert, select, update on directory_version to xiaoneng_app;

create table event (
  agency_id uuid not null,
  stream_id uuid not null,
  seq bigint not null,
  action text not null,
  actor_id uuid,
  recorded_at timestamp with time zone not null,
  body text not null,
  constraint event_pkey PRIMARY KEY (agency_id, stream_id, seq),
  constraint event_agency_id_stream_id_fkey FOREIGN KEY (agency_id, stream_id) REFERENCES stream(agency_id, id)
);
create index event_light on event (agency_id, recorded_at) WHERE (action = 'lightChanged'::text);
comment on table event is 'Append-only; body is the exact canonical JSON text (RFC 8785) that is hashed';
grant insert, select on event to xiaoneng_app;
grant select on event to xiaoneng_sealer;

create table file (
  agency_id uuid not null,
  digest text not null,
  size bigint not null,
  type text not null,
  shown_digest text,
  uploaded_by uuid not null,
  uploaded_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (agency_id, digest),
  constraint file_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint file_digest_check CHECK ((length(digest) = 64))
);
create index file_age on file (agency_id, uploaded_at, digest);
create index file_shown on file (agency_id, shown_digest) WHERE (shown_digest IS NOT NULL);
comment on table file is 'Content-addressed; the bytes lie on disk before this row is committed';
comment on column file.shown_digest is 'Copy without location data that is shown; the original stays as evidence';
grant delete, insert, select on file to xiaoneng_app;
grant update (shown_digest) on file to xiaoneng_app;

create table file_upload (
  agency_id uuid not null,
  digest text not null,
  person_id uuid not null,
  constraint file_upload_pkey PRIMARY KEY (agency_id, digest, person_id),
  constraint file_upload_agency_id_digest_fkey FOREIGN KEY (agency_id, digest) REFERENCES file(agency_id, digest)
);
comment on table file_upload is 'Who sent this content: only they, or whoever sees a matter that has it, may attach it; knowing a digest is not enough';
grant insert, select on file_upload to xiaoneng_app;

create table hazard (
  agency_id uuid not null,
  matter_id uuid not null,
  location text not null,
  level text not null,
  open boolean not null,
  constraint hazard_pkey PRIMARY KEY (agency_id, matter_id),
  constraint hazard_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index hazard_location on hazard (agency_id, location, matter_id);
comment on table hazard is 'Hazards 隐患 by the place they are at 重点部位';
grant insert, select, update on hazard to xiaoneng_app;

create table import_draft (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  digest text not null,
  cipher bytea not null,
  made_at timestamp with time zone not null,
  constraint import_draft_pkey PRIMARY KEY (agency_id, id),
  constraint import_draft_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint import_draft_digest_check CHECK ((length(digest) = 64))
);
create unique index import_draft_digest on import_draft (agency_id, person_id, digest);
comment on table import_draft is 'A file between its preview and the confirmation, encrypted under a key of its own in data_key; gone with either';
grant delete, insert, select on import_draft to xiaoneng_app;

create table inbox (
  agency_id uuid not null,
  matter_id uuid not null,
  seat text not null,
  kind text not null,
  person_id uuid,
  role text,
  unit_id uuid not null,
  since timestamp with time zone not null,
  due_at timestamp with time zone,
  constraint inbox_pkey PRIMARY KEY (agency_id, matter_id, seat),
  constraint inbox_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id),
  constraint inbox_check CHECK (((person_id IS NULL) <> (role IS NULL))),
  constraint inbox_kind_check CHECK ((kind = ANY (ARRAY['turn'::text, 'request'::text, 'waiting'::text])))
);
create index inbox_person on inbox (agency_id, person_id, kind, due_at, matter_id) WHERE (person_id IS NOT NULL);
create index inbox_role on inbox (agency_id, role, kind, due_at, matter_id) WHERE (role IS NOT NULL);
create index inbox_unit on inbox (agency_id, role, unit_id, kind, due_at, matter_id) WHERE (role IS NOT NULL);
comment on table inbox is 'What waits for whom: whose turn, whose decision about a request, who waits for others; one row a seat';
grant delete, insert, select, update on inbox to xiaoneng_app;

create table invitation (
  agency_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  matter_id uuid not null,
  sample_seq bigint not null,
  place integer not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  answered boolean not null,
  ended boolean not null,
  constraint invitation_pkey PRIMARY KEY (agency_id, id)
);
create index invitation_age on invitation (agency_id, expires_at) WHERE (NOT answered);
create index invitation_matter on invitation (agency_id, matter_id, sample_seq, place);
create unique index invitation_token on invitation (agency_id, token_hash);
comment on table invitation is 'One-time links of those drawn to be asked: hashes of the links only. No key to matter: a rebuild drops and makes that anew';
comment on column invitation.sample_seq is 'The event that drew them; a later drawing ends these links';
comment on column invitation.place is 'Place in that event''s list, from one';
comment on column invitation.answered is 'Without a time, so that nobody finds the answer that goes with it';
comment on column invitation.ended is 'Another link was made for the same person';
grant delete, insert, select, update on invitation to xiaoneng_app;

create table ledger_counted (
  agency_id uuid not null,
  matter_id uuid not null,
  unit_id uuid not null,
  year integer not null,
  state text not null,
  light text not null,
  facets text[] not null,
  constraint ledger_counted_pkey PRIMARY KEY (agency_id, matter_id)
);
comment on table ledger_counted is 'As what each problem and measure stands in the counters; confidential ones are in none';
grant delete, insert, select, update on ledger_counted to xiaoneng_app;

create table ledger_counter (
  agency_id uuid not null,
  unit_id uuid not null,
  facet text not null,
  year integer not null,
  state text not null,
  light text not null,
  n bigint not null,
  constraint ledger_counter_pkey PRIMARY KEY (agency_id, unit_id, facet, year, state, light)
);
create index ledger_counter_facet on ledger_counter (agency_id, facet, unit_id);
comment on table ledger_counter is 'How many stand under a facet, by unit, year, state and light; the unit of zeros is the whole agency';
grant delete, insert, select, update on ledger_counter to xiaoneng_app;

create table ledger_follower (
  agency_id uuid not null,
  position bigint not null,
  counted_until timestamp with time zone,
  constraint ledger_follower_pkey PRIMARY KEY (agency_id)
);
comment on table ledger_follower is 'How far in the sealed log the counters are';
comment on column ledger_follower.position is 'The first position not yet counted';
grant insert, select, update on ledger_follower to xiaoneng_app;

create table ledger_import (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  state text not null,
  digest text not null,
  way text not null,
  round integer not null,
  done integer not null,
  total integer not null,
  counts jsonb not null,
  tries integer not null,
  held_until timestamp with time zone,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint ledger_import_pkey PRIMARY KEY (agency_id, id),
  constraint ledger_import_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint ledger_import_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint ledger_import_digest_check CHECK ((length(digest) = 64)),
  constraint ledger_import_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'previewing'::text, 'previewed'::text, 'writing'::text, 'done'::text, 'refused'::text, 'failed'::text]))),
  constraint ledger_import_way_check CHECK ((way = ANY (ARRAY['file'::text, 'paste'::text])))
);
create index ledger_import_age on ledger_import (agency_id, changed_at);
create index ledger_import_digest on ledger_import (agency_id, digest, finished_at DESC) WHERE (state = 'done'::text);
create index ledger_import_person on ledger_import (agency_id, person_id, made_at DESC);
create index ledger_import_under_way on ledger_import (agency_id, held_until) WHERE (state = ANY (ARRAY['previewing'::text, 'writing'::text]));
comment on table ledger_import is 'A sheet on its way into the ledger: how far it is; what it says stands in ledger_import_part';
comment on column ledger_import.round is 'Previews made of it; ids of commands are derived from it, so that nothing is done twice';
comment on column ledger_import.held_until is 'A process is at work on it; another takes it over only after that';
grant delete, insert, select, update on ledger_import to xiaoneng_app;

create table ledger_import_column (
  agency_id uuid not null,
  person_id uuid not null,
  header text not null,
  code text,
  at timestamp with time zone not null,
  constraint ledger_import_column_pkey PRIMARY KEY (agency_id, person_id, header),
  constraint ledger_import_column_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);
comment on table ledger_import_column is 'What somebody last took a header for; null = left out';
grant delete, insert, select, update on ledger_import_column to xiaoneng_app;

create table ledger_import_part (
  agency_id uuid not null,
  import_id uuid not null,
  kind text not null,
  nr integer not null,
  cipher bytea not null,
  constraint ledger_import_part_pkey PRIMARY KEY (agency_id, import_id, kind, nr),
  constraint ledger_import_part_agency_id_import_id_fkey FOREIGN KEY (agency_id, import_id) REFERENCES ledger_import(agency_id, id),
  constraint ledger_import_part_kind_check CHECK ((kind = ANY (ARRAY['sheet'::text, 'setup'::text, 'row'::text, 'task'::text, 'result'::text])))
);
comment on table ledger_import_part is 'Cells, preview, commands and result of a sheet, encrypted under a key of its own in data_key, which goes with it';
grant delete, insert, select, update on ledger_import_part to xiaoneng_app;

create table ledger_look (
  agency_id uuid not null,
  person_id uuid not null,
  view text not null,
  columns text[] not null,
  lines smallint not null,
  constraint ledger_look_pkey PRIMARY KEY (agency_id, person_id, view),
  constraint ledger_look_lines_check CHECK ((lines = ANY (ARRAY[1, 2])))
);
comment on table ledger_look is 'How somebody looks at a view: the columns chosen, rows of one line or two';
grant delete, insert, select, update on ledger_look to xiaoneng_app;

create table ledger_view (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid,
  name text not null,
  query text not null,
  made_at timestamp with time zone not null,
  constraint ledger_view_pkey PRIMARY KEY (agency_id, id)
);
create index ledger_view_person on ledger_view (agency_id, person_id, made_at);
create index ledger_view_unit on ledger_view (agency_id, unit_id, made_at) WHERE (unit_id IS NOT NULL);
comment on table ledger_view is 'A view of the ledger somebody saved: its filters as the address says them';
comment on column ledger_view.unit_id is 'The unit it is shared with; null = its maker''s alone';
grant delete, insert, select, update on ledger_view to xiaoneng_app;

create table mail (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  notice_id uuid,
  day date,
  since timestamp with time zone,
  state text not null,
  with_id uuid,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  held_until timestamp with time zone,
  tries integer not null,
  ended_at timestamp with time zone,
  reason text,
  answer integer,
  constraint mail_pkey PRIMARY KEY (agency_id, id),
  constraint mail_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint mail_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'digest'::text, 'witness'::text]))),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text, 'gathered'::text, 'failed'::text])))
);
create index mail_age on mail (agency_id, made_at) INCLUDE (state);
create unique index mail_day on mail (agency_id, person_id, kind, day) WHERE (day IS NOT NULL);
create index mail_due on mail (agency_id, next_try_at) WHERE (state = 'waiting'::text);
create unique index mail_notice on mail (agency_id, person_id, notice_id) WHERE (notice_id IS NOT NULL);
create index mail_trouble on mail (agency_id, id DESC) WHERE ((state = ANY (ARRAY['waiting'::text, 'failed'::text])) AND (reason IS NOT NULL));
create index mail_with on mail (agency_id, with_id) WHERE (with_id IS NOT NULL);
comment on table mail is 'Queue of mail: ids only. Words and address are looked up when it leaves, and visibility is asked then';
comment on column mail.since is 'Of a digest: what came after this is new in it';
comment on column mail.with_id is 'The mail this one went along with: what waits for one person leaves as one';
comment on column mail.held_until is 'A process is sending it; another takes it over only after that';
comment on column mail.answer is 'Figure of the mail server''s answer; its words are not kept, they may name the address';
grant delete, insert, select, update on mail to xiaoneng_app;

create table mail_pending (
  agency_id uuid not null,
  person_id uuid not null,
  address bytea not null,
  code_index bytea not null,
  tries integer not null,
  at timestamp with time zone not null,
  constraint mail_pending_pkey PRIMARY KEY (agency_id, person_id),
  constraint mail_pending_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id)
);
comment on table mail_pending is 'An address that waits for the code sent there; kept for an hour, encrypted like the address itself';
grant delete, insert, select, update on mail_pending to xiaoneng_app;

create table mail_person (
  agency_id uuid not null,
  person_id uuid not null,
  address bytea,
  confirmed_at timestamp with time zone,
  digest_at text,
  digest_days text,
  quiet_from text,
  quiet_to text,
  quiet_free_days boolean,
  muted text[],
  digested_at timestamp with time zone not null,
  next_digest_at timestamp with time zone,
  constraint mail_person_pkey PRIMARY KEY (agency_id, person_id),
  constraint mail_person_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint mail_person_digest_days_check CHECK ((digest_days = ANY (ARRAY['working'::text, 'every'::text])))
);
create index mail_person_digest on mail_person (agency_id, next_digest_at) WHERE (next_digest_at IS NOT NULL);
comment on table mail_person is 'Where somebody is written to and what they chose; a choice that is null is the agency''s';
comment on column mail_person.address is 'Encrypted under the person''s key; the row is deleted when the person is erased';
comment on column mail_person.digested_at is 'Up to when the last digest told what is new';
grant delete, insert, select, update on mail_person to xiaoneng_app;

create table mail_position (
  agency_id uuid not null,
  notice_id uuid not null,
  constraint mail_position_pkey PRIMARY KEY (agency_id),
  constraint mail_position_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table mail_position is 'Up to which notice mail has been made; looks back a little behind it, since ids are given before rows are seen';
grant insert, select, update on mail_position to xiaoneng_app;

create table mail_rule (
  agency_id uuid not null,
  seq bigint not null,
  digest_at text not null,
  digest_days text not null,
  quiet_from text not null,
  quiet_to text not null,
  quiet_free_days boolean not null,
  muted text[] not null,
  witnesses uuid[] not null,
  recorded_at timestamp with time zone not null,
  constraint mail_rule_pkey PRIMARY KEY (agency_id, seq),
  constraint mail_rule_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint mail_rule_digest_days_check CHECK ((digest_days = ANY (ARRAY['working'::text, 'every'::text])))
);
comment on table mail_rule is 'What holds for whoever chose nothing: versions of the agency''s setting mailRule, the newest one in force';
comment on column mail_rule.witnesses is 'People who are sent the newest signed checkpoint every day';
grant insert, select on mail_rule to xiaoneng_app;

create table mail_server (
  agency_id uuid not null,
  enabled boolean not null,
  host text not null,
  port integer not null,
  security text not null,
  login text,
  secret bytea,
  sender text not null,
  site text not null,
  changed_at timestamp with time zone not null,
  constraint mail_server_pkey PRIMARY KEY (agency_id),
  constraint mail_server_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint mail_server_port_check CHECK (((port >= 1) AND (port <= 65535))),
  constraint mail_server_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'startTls'::text, 'none'::text])))
);
comment on table mail_server is 'Where this agency''s mail leaves; without a row the server of the installation, if there is one';
comment on column mail_server.secret is 'Password, encrypted under a key of its own in data_key, which no backup holds';
comment on column mail_server.site is 'What links in its mail begin with: https://host or https://host/a/code';
grant insert, select, update on mail_server to xiaoneng_app;

create table matter (
  agency_id uuid not null,
  id uuid not null,
  procedure text not null,
  version integer not null,
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
  evidence_count integer not null,
  relapses integer not null,
  sent_back integer not null,
  registered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  fold jsonb not null,
  light text not null default 'none'::text,
  light_cause text,
  due_at timestamp with time zone,
  asked text[] not null default '{}'::text[],
  merged_into uuid,
  about_id uuid,
  constraint matter_pkey PRIMARY KEY (agency_id, id),
  constraint matter_agency_id_procedure_number_key UNIQUE (agency_id, procedure, number),
  constraint matter_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint matter_agency_id_id_fkey FOREIGN KEY (agency_id, id) REFERENCES stream(agency_id, id)
);
create index ledger_confidential on matter (agency_id, registered_at DESC, id) WHERE ((procedure = 'problem'::text) AND confidential);
create index ledger_due on matter (agency_id, COALESCE(due_on, 'infinity'::date), id) WHERE (procedure = 'problem'::text);
create index ledger_holder on matter (agency_id, owner_id, owner_post_id, registered_at DESC, id) WHERE ((procedure = 'problem'::text) AND open);
create index ledger_leader on matter (agency_id, leader_id, registered_at DESC, id) WHERE (procedure = 'problem'::text);
create index ledger_owner on matter (agency_id, owner_id, registered_at DESC, id) WHERE (procedure = 'problem'::text);
create index ledger_registrar on matter (agency_id, registrar_id, registered_at DESC, id) WHERE (procedure = 'problem'::text);
create index ledger_registrar_open on matter (agency_id, registrar_id, registered_at DESC, id) WHERE ((procedure = 'problem'::text) AND open);
create index ledger_relapse on matter (agency_id, registered_at DESC, id) WHERE ((procedure = 'problem'::text) AND (relapses > 0));
create index ledger_unit_due on matter (agency_id, unit_id, COALESCE(due_on, 'infinity'::date), id) WHERE (procedure = 'problem'::text);
create index ledger_unit_open on matter (agency_id, unit_id, registered_at DESC, id) WHERE ((procedure = 'problem'::text) AND open);
create index ledger_unit_relapse on matter (agency_id, unit_id, registered_at DESC, id) WHERE ((procedure = 'problem'::text) AND (relapses > 0));
create index ledger_unit_state on matter (agency_id, unit_id, state, registered_at DESC, id) WHERE (procedure = 'problem'::text);
create index matter_answerable on matter (agency_id, owner_id, registered_at DESC, id);
create index matter_answering on matter (agency_id, owner_id, registered_at DESC, id) WHERE open;
create index matter_merged on matter (agency_id, merged_into) WHERE (merged_into IS NOT NULL);
create index matter_new on matter (agency_id, procedure, registered_at DESC, id);
create index matter_open on matter (agency_id, procedure, registered_at DESC, id) WHERE open;
create index matter_parent on matter (agency_id, parent_id) WHERE (parent_id IS NOT NULL);
create index matter_seat on matter (agency_id, owner_id, owner_post_id, unit_id, id) WHERE open;
create index matter_standing on matter (agency_id, procedure, version, state, ((fold ->> 'since'::text))) WHERE open;
create index matter_state on matter (agency_id, procedure, state, registered_at DESC, id);
create index matter_unit on matter (agency_id, procedure, unit_id, registered_at DESC, id);
comment on table matter is 'Read model, written in the command''s transaction, rebuilt from the log by one command';
comment on column matter.title is 'Short words by staff that the form keeps in the open; null where the title is protected';
comment on column matter.due_words is 'The deadline as the report words it';
comment on column matter.fold is 'The folded matter as the kernel knows it; columns beside it are its indexed copies';
comment on column matter.light is 'Worst of its clocks, as the log last said (kernel/clock/light.ts)';
comment on column matter.due_at is 'Nearest end among its open clocks; null where none has one';
comment on column matter.asked is 'Kinds of its open requests';
comment on column matter.merged_into is 'The matter that goes on for it';
comment on column matter.about_id is 'Another matter this one tells of, as a case does of its problem: whoever is kept from that one is kept from this';
grant insert, select, update on matter to xiaoneng_app;

create table matter_file (
  agency_id uuid not null,
  matter_id uuid not null,
  digest text not null,
  seq bigint not null,
  name_commitment text,
  constraint matter_file_pkey PRIMARY KEY (agency_id, matter_id, digest, seq),
  constraint matter_file_agency_id_digest_fkey FOREIGN KEY (agency_id, digest) REFERENCES file(agency_id, digest),
  constraint matter_file_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index matter_file_digest on matter_file (agency_id, digest);
grant insert, select on matter_file to xiaoneng_app;

create table measure (
  agency_id uuid not null,
  matter_id uuid not null,
  problem_id uuid,
  lasting boolean not null,
  rule_title text,
  rule_number text,
  rule_kind text,
  done_at timestamp with time zone,
  constraint measure_pkey PRIMARY KEY (agency_id, matter_id),
  constraint measure_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index measure_done on measure (agency_id, done_at, matter_id) WHERE (done_at IS NOT NULL);
create index measure_problem on measure (agency_id, problem_id);
create index measure_rule on measure (agency_id, done_at DESC, matter_id) WHERE ((rule_title IS NOT NULL) AND (done_at IS NOT NULL));
comment on table measure is 'What the ledger keeps of a measure once somebody acted on it: the rule it made or changed 长久立';
grant insert, select, update on measure to xiaoneng_app;

create table migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (name)
);
comment on table migration is 'Which files of db/migrations this database has taken';
grant select on migration to xiaoneng_app;

create table milestone (
  agency_id uuid not null,
  matter_id uuid not null,
  nr integer not null,
  title text not null,
  due_on date not null,
  reached_on date,
  constraint milestone_pkey PRIMARY KEY (agency_id, matter_id, nr),
  constraint milestone_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index milestone_due on milestone (agency_id, due_on, matter_id) WHERE (reached_on IS NULL);
comment on table milestone is 'Points of a plan 时间表节点 with their dates; reached when whoever answers said so';
grant delete, insert, select, update on milestone to xiaoneng_app;

create table notice (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  matter_id uuid not null,
  seq bigint not null,
  kind text not null,
  at timestamp with time zone not null,
  seen_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (agency_id, id)
);
create index notice_age on notice (agency_id, at);
create index notice_person on notice (agency_id, person_id, id DESC);
create index notice_unseen on notice (agency_id, person_id) WHERE (seen_at IS NULL);
comment on table notice is 'What somebody is told about a matter; words are made when shown, so a notice holds none';
grant delete, insert, select on notice to xiaoneng_app;
grant update (seen_at) on notice to xiaoneng_app;

create table number_block (
  agency_id uuid not null,
  series text not null,
  next bigint not null,
  constraint number_block_pkey PRIMARY KEY (agency_id, series)
);
comment on table number_block is 'Numbers are taken in blocks outside the command''s transaction; gaps are allowed (DESIGN §6)';
grant insert, select, update on number_block to xiaoneng_app;

create table pairing (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid,
  unit_id uuid,
  with_unit_id uuid not null,
  from_on date not null,
  to_on date,
  constraint pairing_pkey PRIMARY KEY (agency_id, id),
  constraint pairing_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint pairing_agency_id_unit_id_fkey FOREIGN KEY (agency_id, unit_id) REFERENCES unit(agency_id, id),
  constraint pairing_agency_id_with_unit_id_fkey FOREIGN KEY (agency_id, with_unit_id) REFERENCES unit(agency_id, id),
  constraint pairing_check CHECK (((person_id IS NULL) <> (unit_id IS NULL)))
);
comment on table pairing is 'Paired contact 挂点: a leader or a department with a grassroots unit, for a period';
grant insert, select, update on pairing to xiaoneng_app;

create table paper (
  agency_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null,
  input json,
  by_person_id uuid not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  revision integer not null,
  number text,
  series text,
  year integer,
  serial integer,
  code text,
  day date,
  confidential boolean not null,
  word_digest text,
  pdf_digest text,
  checkpoint_size bigint,
  checkpoint_root text,
  issued_by uuid,
  issued_at timestamp with time zone,
  issue_command uuid,
  voided_by uuid,
  voided_at timestamp with time zone,
  void_reason text,
  withheld boolean not null,
  constraint paper_pkey PRIMARY KEY (agency_id, id),
  constraint paper_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint paper_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'voided'::text])))
);
create unique index paper_code on paper (agency_id, code);
create unique index paper_given on paper (agency_id, series, year, serial);
create index paper_list on paper (agency_id, changed_at DESC, id DESC);
create unique index paper_numbered on paper (agency_id, number text_pattern_ops);
create index paper_state on paper (agency_id, state, changed_at DESC, id DESC);
comment on table paper is 'A paper made here: a draft is what it is made of and is drawn anew each time; an issued one is two files that stay';
comment on column paper.input is 'What the office wrote for a draft; gone once it is issued, since it then stands in the files';
comment on column paper.series is 'What is counted apart within a year: the code word with the kind, or the kind of a form';
comment on column paper.code is 'What the query code on the paper leads to; says nothing of the paper itself';
comment on column paper.confidential is 'A matter it is about was confidential when it was issued';
comment on column paper.withheld is 'Its files are gone because a matter it is about was erased';
grant delete, insert, select, update on paper to xiaoneng_app;

create table paper_matter (
  agency_id uuid not null,
  paper_id uuid not null,
  matter_id uuid not null,
  ordinal integer not null,
  constraint paper_matter_pkey PRIMARY KEY (agency_id, paper_id, matter_id),
  constraint paper_matter_agency_id_paper_id_fkey FOREIGN KEY (agency_id, paper_id) REFERENCES paper(agency_id, id)
);
create index paper_about on paper_matter (agency_id, matter_id, paper_id);
comment on table paper_matter is 'Matters a paper is about; who may not know of one of them does not see the paper. No key to matter: a rebuild drops and makes that anew';
grant delete, insert, select on paper_matter to xiaoneng_app;

create table paper_number (
  agency_id uuid not null,
  series text not null,
  year integer not null,
  last integer not null,
  constraint paper_number_pkey PRIMARY KEY (agency_id, series, year),
  constraint paper_number_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table paper_number is 'The last number given in a series and year; locked from giving it to the commit of the issue, so that none is skipped';
grant insert, select, update on paper_number to xiaoneng_app;

create table paper_setting (
  agency_id uuid not null,
  seq bigint not null,
  stream_id uuid not null,
  code_word text not null,
  mark text not null,
  printer text not null,
  site text,
  by_person_id uuid,
  at timestamp with time zone not null,
  constraint paper_setting_pkey PRIMARY KEY (agency_id, seq),
  constraint paper_setting_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table paper_setting is 'What stands on every paper of an agency: code word, mark, who prints, where the public asks; versions, the newest in force';
grant insert, select on paper_setting to xiaoneng_app;

create table paper_template (
  agency_id uuid not null,
  kind text not null,
  version integer not null,
  stream_id uuid not null,
  digest text,
  name text,
  by_person_id uuid not null,
  at timestamp with time zone not null,
  constraint paper_template_pkey PRIMARY KEY (agency_id, kind, version),
  constraint paper_template_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table paper_template is 'Versions of a kind''s Word template, the newest in force; without a digest it is the house''s own';
grant insert, select on paper_template to xiaoneng_app;

create table party (
  agency_id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  role text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  constraint party_pkey PRIMARY KEY (agency_id, matter_id, person_id, role, from_at),
  constraint party_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id),
  constraint party_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'coHandler'::text, 'reviewer'::text, 'reporter'::text, 'affected'::text, 'accused'::text, 'recused'::text])))
);
create index party_person on party (agency_id, person_id, role, matter_id) WHERE (to_at IS NULL);
comment on table party is 'Who is what to a matter; what is said of a matter holds for its children';
grant insert, select, update on party to xiaoneng_app;

create table password_history (
  agency_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  password_hash text not null,
  constraint password_history_pkey PRIMARY KEY (agency_id, person_id, at),
  constraint password_history_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES account(agency_id, person_id)
);
comment on table password_history is 'Passwords of before that may not come back; as many as the rule names';
grant delete, insert, select on password_history to xiaoneng_app;

create table person (
  agency_id uuid not null,
  id uuid not null,
  name_commitment text not null,
  number_commitment text,
  number_index bytea,
  constraint person_pkey PRIMARY KEY (agency_id, id),
  constraint person_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
create unique index person_number on person (agency_id, number_index) WHERE (number_index IS NOT NULL);
comment on table person is 'The log and this table hold the id; the name stands in personal under the person''s key';
comment on column person.number_commitment is 'Of the staff number 工号, which stands in personal under the person''s key like the name';
comment on column person.number_index is 'HMAC of the staff number: found and kept unique without being readable; null once erased';
grant insert, select, update on person to xiaoneng_app;

create table personal (
  agency_id uuid not null,
  subject_id uuid not null,
  commitment text not null,
  field text not null,
  stream_id uuid not null,
  seq bigint not null,
  cipher bytea not null,
  constraint personal_pkey PRIMARY KEY (agency_id, subject_id, commitment)
);
create index personal_event on personal (agency_id, stream_id, seq);
comment on table personal is 'Salt and value behind a commitment of an event, encrypted under the subject''s key';
grant delete, insert, select on personal to xiaoneng_app;

create table post (
  agency_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  roles text[] not null,
  reach text not null,
  from_on date not null,
  to_on date,
  duties jsonb not null default '[]'::jsonb,
  constraint post_pkey PRIMARY KEY (agency_id, id),
  constraint post_agency_id_unit_id_fkey FOREIGN KEY (agency_id, unit_id) REFERENCES unit(agency_id, id),
  constraint post_reach_check CHECK ((reach = ANY (ARRAY['own'::text, 'unit'::text, 'subtree'::text, 'agency'::text])))
);
comment on column post.reach is 'How far it sees and decides: its own matters, its unit, its unit and below, the agency';
comment on column post.duties is 'Short texts, each of the business or of the party kind 一岗双责: [{"kind","text"}]';
grant insert, select, update on post to xiaoneng_app;

create table problem (
  agency_id uuid not null,
  matter_id uuid not null,
  category text,
  source text,
  report_id uuid,
  span_start integer,
  span_end integer,
  assist_units uuid[] not null,
  struck_off_at timestamp with time zone,
  opened_at timestamp with time zone,
  kind text not null default 'problem'::text,
  urgency text,
  cause text,
  misconduct text,
  weakness text,
  hazard_level text,
  theme_id uuid,
  solved_on_site boolean not null default false,
  urged integer not null default 0,
  unit_id uuid,
  satisfaction_asked integer not null default 0,
  satisfaction_answers integer not null default 0,
  satisfaction_satisfied integer not null default 0,
  satisfaction_rate integer,
  constraint problem_pkey PRIMARY KEY (agency_id, matter_id),
  constraint problem_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index ledger_on_site on problem (agency_id, matter_id) WHERE solved_on_site;
create index problem_open_page on problem (agency_id, struck_off_at DESC, matter_id) WHERE (opened_at IS NOT NULL);
create index problem_open_unit on problem (agency_id, unit_id, struck_off_at DESC, matter_id) WHERE (opened_at IS NOT NULL);
create index problem_report on problem (agency_id, report_id) WHERE (report_id IS NOT NULL);
create index problem_struck on problem (agency_id, struck_off_at) WHERE (struck_off_at IS NOT NULL);
create index problem_theme on problem (agency_id, theme_id) WHERE (theme_id IS NOT NULL);
comment on column problem.opened_at is 'When the public page was opened for it by a reviewer''s action; null = not public';
comment on column problem.kind is 'problem, hazard, livelihood or suggestion';
comment on column problem.theme_id is 'The theme 专题 it belongs to';
comment on column problem.solved_on_site is 'Solved where it was found 现场解决';
comment on column problem.urged is 'How often whoever answers was urged 催办';
comment on column problem.unit_id is 'The unit that answers for it, as in matter: opened problems of one unit are a range of an index';
comment on column problem.satisfaction_asked is 'How many were drawn and sent a link';
comment on column problem.satisfaction_answers is 'Answers by link and votes of a meeting together';
comment on column problem.satisfaction_satisfied is 'Of these very, plainly and basically satisfied';
comment on column problem.satisfaction_rate is 'Satisfied among a thousand answers; null without one, and while so few came by link that a figure would tell whose they are';
grant insert, select, update on problem to xiaoneng_app;

create table problem_progress (
  agency_id uuid not null,
  matter_id uuid not null,
  working boolean not null,
  progressed_at timestamp with time zone not null,
  urged_at timestamp with time zone,
  relapsed_at timestamp with time zone,
  constraint problem_progress_pkey PRIMARY KEY (agency_id, matter_id),
  constraint problem_progress_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index problem_progress_relapsed on problem_progress (agency_id, relapsed_at, matter_id) WHERE (relapsed_at IS NOT NULL);
create index problem_progress_still on problem_progress (agency_id, progressed_at, matter_id) WHERE working;
create index problem_progress_urged on problem_progress (agency_id, urged_at, matter_id) WHERE (working AND (urged_at > progressed_at));
comment on table problem_progress is 'When those who answer for a problem or its measures last did something about it';
comment on column problem_progress.working is 'Planned or being put right: somebody is expected to move it';
grant insert, select, update on problem_progress to xiaoneng_app;

create table problem_source (
  agency_id uuid not null,
  matter_id uuid not null,
  report_id uuid not null,
  span_start integer not null,
  span_end integer not null,
  source text,
  seq bigint not null,
  constraint problem_source_pkey PRIMARY KEY (agency_id, matter_id, report_id, span_start, span_end),
  constraint problem_source_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index problem_source_report on problem_source (agency_id, report_id, span_start);
comment on table problem_source is 'Every place of a report where a problem was found, the first and those added or merged later';
grant insert, select, update on problem_source to xiaoneng_app;

create table procedure_version (
  agency_id uuid not null,
  code text not null,
  version bigint not null,
  stream_id uuid not null,
  state text not null,
  kind text not null,
  draft json not null,
  titles json not null,
  made json not null,
  basis text,
  drafters uuid[] not null,
  submitted_by uuid,
  decided_by uuid,
  drafted_at timestamp with time zone not null,
  submitted_at timestamp with time zone,
  decided_at timestamp with time zone,
  seq bigint not null,
  constraint procedure_version_pkey PRIMARY KEY (agency_id, code, version),
  constraint procedure_version_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint procedure_version_kind_check CHECK ((kind = ANY (ARRAY['overlay'::text, 'own'::text]))),
  constraint procedure_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'published'::text, 'withdrawn'::text])))
);
create unique index procedure_version_open on procedure_version (agency_id, code) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text]));
comment on table procedure_version is 'Versions of procedures as an agency shapes them; each step is an event of the stream, this is what they come to';
comment on column procedure_version.draft is 'What was written: an overlay on the built-in table, or a whole table of the agency''s own';
comment on column procedure_version.made is 'The whole table that it makes, in the order it was written; a published one no longer depends on what the house is born with';
comment on column procedure_version.basis is 'The order or notice it rests on, by its number';
comment on column procedure_version.drafters is 'Everybody who wrote on it; none of them publishes it';
comment on column procedure_version.seq is 'Sequence of its newest event in the stream; of the publishing one, once published';
grant insert, select, update on procedure_version to xiaoneng_app;

create table public_page (
  agency_id uuid not null,
  matter_id uuid not null,
  unit_id uuid not null,
  title text,
  parts text[] not null,
  is_open boolean not null,
  opened_at timestamp with time zone,
  constraint public_page_pkey PRIMARY KEY (agency_id, matter_id),
  constraint public_page_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index public_page_open on public_page (agency_id, unit_id, opened_at DESC) WHERE is_open;
comment on table public_page is 'Pages units asked to open to the public, and which parts they show';
grant insert, select, update on public_page to xiaoneng_app;

create table reconciliation (
  agency_id uuid not null,
  id uuid not null,
  month text not null,
  unit_id uuid,
  counts json not null,
  findings json not null,
  signed_by uuid not null,
  post_id uuid,
  signed_at timestamp with time zone not null,
  constraint reconciliation_pkey PRIMARY KEY (agency_id, id),
  constraint reconciliation_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reconciliation_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text))
);
create index reconciliation_month on reconciliation (agency_id, month, signed_at DESC, id);
comment on table reconciliation is 'Reconciliations 对账 somebody signed: what was found then, by kind; each is an event of a stream of its own';
comment on column reconciliation.unit_id is 'The unit, with those below it, that was looked at; null = the whole agency';
grant insert, select on reconciliation to xiaoneng_app;

create table reconciliation_rule (
  agency_id uuid not null,
  seq bigint not null,
  still_wd integer not null,
  urged_wd integer not null,
  recorded_at timestamp with time zone not null,
  constraint reconciliation_rule_pkey PRIMARY KEY (agency_id, seq),
  constraint reconciliation_rule_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint reconciliation_rule_check CHECK ((((still_wd >= 1) AND (still_wd <= 250)) AND ((urged_wd >= 1) AND (urged_wd <= 250))))
);
comment on table reconciliation_rule is 'After how many working days without progress, and after how many without an answer to urging, a problem is listed; the newest version is in force';
grant insert, select on reconciliation_rule to xiaoneng_app;

create table recovery_code (
  agency_id uuid not null,
  person_id uuid not null,
  code_index bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (agency_id, person_id, code_index),
  constraint recovery_code_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES account(agency_id, person_id)
);
comment on table recovery_code is 'HMAC of codes that stand in for the second factor, each once';
grant delete, insert, select, update on recovery_code to xiaoneng_app;

create table sealed (
  agency_id uuid not null,
  position bigint not null,
  stream_id uuid not null,
  seq bigint not null,
  leaf bytea not null,
  sealed_at timestamp with time zone not null,
  constraint sealed_pkey PRIMARY KEY (agency_id, "position"),
  constraint sealed_position_check CHECK (("position" >= 0))
);
create unique index sealed_event on sealed (agency_id, stream_id, seq);
comment on table sealed is 'Position of each event in the log; rises with the sequence within a stream';
comment on column sealed.leaf is 'SHA-256(0x00 ‖ body), RFC 9162 §2.1.1';
grant select on sealed to xiaoneng_app;
grant insert, select on sealed to xiaoneng_sealer;

create table second_factor (
  agency_id uuid not null,
  person_id uuid not null,
  secret bytea not null,
  made_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null,
  constraint second_factor_pkey PRIMARY KEY (agency_id, person_id),
  constraint second_factor_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES account(agency_id, person_id)
);
comment on column second_factor.secret is 'Encrypted under the person''s key, which erasure destroys';
comment on column second_factor.last_step is 'Time step of the newest code that was taken: no code counts twice';
grant delete, insert, select, update on second_factor to xiaoneng_app;

create table security_event (
  agency_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  person_id uuid,
  detail jsonb not null,
  constraint security_event_pkey PRIMARY KEY (agency_id, id)
);
create index security_event_kind on security_event (agency_id, kind, id);
create index security_event_person on security_event (agency_id, person_id, id);
create index security_event_time on security_event (agency_id, at);
comment on table security_event is 'Sign-in, failure, lockout, role or setting changed, export, erasure; kept at least six months (DOMAIN B11)';
grant insert, select on security_event to xiaoneng_app;
grant insert, select on security_event to xiaoneng_sealer;

create table session (
  agency_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  id uuid not null,
  step text,
  way text not null,
  device text not null,
  address text not null,
  constraint session_pkey PRIMARY KEY (agency_id, token_hash),
  constraint session_step_check CHECK ((step = ANY (ARRAY['code'::text, 'password'::text, 'enrol'::text]))),
  constraint session_way_check CHECK ((way = ANY (ARRAY['password'::text, 'singleSignOn'::text])))
);
create unique index session_id on session (agency_id, id);
create index session_person on session (agency_id, person_id);
comment on column session.token_hash is 'SHA-256 of the cookie; the cookie itself is nowhere kept';
comment on column session.step is 'What still has to be done before this session may do anything; null = signed in';
comment on column session.device is 'Browser and system in a word each, never the whole user agent';
comment on column session.address is 'Shortened: the last part of it is left out';
grant delete, insert, select, update on session to xiaoneng_app;

create table sign_in_rule (
  agency_id uuid not null,
  from_on date not null,
  password_days integer not null,
  password_history integer not null,
  second_factor_roles text[] not null,
  constraint sign_in_rule_pkey PRIMARY KEY (agency_id, from_on),
  constraint sign_in_rule_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint sign_in_rule_password_days_check CHECK ((password_days >= 0)),
  constraint sign_in_rule_password_history_check CHECK ((password_history >= 0))
);
comment on table sign_in_rule is 'Versions by the day they begin; each is an event of the agency''s stream signInRule';
grant insert, select, update on sign_in_rule to xiaoneng_app;

create table sign_on_attempt (
  agency_id uuid not null,
  handle bytea not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  destination text not null,
  at timestamp with time zone not null,
  constraint sign_on_attempt_pkey PRIMARY KEY (agency_id, handle),
  constraint sign_on_attempt_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
comment on table sign_on_attempt is 'A way to the provider and back, bound to one browser by a cookie; taken once, kept a day at most';
grant delete, insert, select on sign_on_attempt to xiaoneng_app;

create table single_sign_on (
  agency_id uuid not null,
  issuer text not null,
  client_id text not null,
  matches text not null,
  enabled boolean not null,
  constraint single_sign_on_pkey PRIMARY KEY (agency_id),
  constraint single_sign_on_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint single_sign_on_matches_check CHECK ((matches = ANY (ARRAY['none'::text, 'preferred_username'::text, 'email'::text])))
);
comment on column single_sign_on.matches is 'Claim that, equal to a login, links an account at the first sign-in; the client''s secret is never in the database';
grant insert, select, update on single_sign_on to xiaoneng_app;

create table stream (
  agency_id uuid not null,
  id uuid not null,
  kind text not null,
  seq bigint not null,
  head text not null,
  recorded_at timestamp with time zone not null,
  constraint stream_pkey PRIMARY KEY (agency_id, id),
  constraint stream_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint stream_head_check CHECK ((length(head) = 64)),
  constraint stream_seq_check CHECK ((seq >= 1))
);
comment on table stream is 'The row every append updates; a stream is a matter or a setting';
comment on column stream.kind is 'matter, unit, person, post, appointment, agency, …';
comment on column stream.head is 'Hex SHA-256 of the newest body; becomes prev of the next';
comment on column stream.recorded_at is 'Of the newest event; never falls within a stream, which lets the sealer order by time';
grant insert, select, update on stream to xiaoneng_app;
grant select on stream to xiaoneng_sealer;

create table sweep (
  agency_id uuid not null,
  problem_id uuid not null,
  swept_at timestamp with time zone not null,
  constraint sweep_pkey PRIMARY KEY (agency_id, problem_id),
  constraint sweep_agency_id_problem_id_fkey FOREIGN KEY (agency_id, problem_id) REFERENCES matter(agency_id, id)
);
create index sweep_newest on sweep (agency_id, swept_at DESC, problem_id);
comment on table sweep is 'Problems whose kind was looked for in other units 举一反三; the units are matters beneath the problem';
grant insert, select, update on sweep to xiaoneng_app;

create table sweep_found (
  agency_id uuid not null,
  matter_id uuid not null,
  problem_id uuid not null,
  constraint sweep_found_pkey PRIMARY KEY (agency_id, matter_id, problem_id),
  constraint sweep_found_agency_id_matter_id_fkey FOREIGN KEY (agency_id, matter_id) REFERENCES matter(agency_id, id)
);
create index sweep_found_problem on sweep_found (agency_id, problem_id);
comment on table sweep_found is 'Problems that a unit found when it looked at itself';
grant insert, select, update on sweep_found to xiaoneng_app;

create table team (
  agency_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  task text,
  unit_id uuid,
  term_on date,
  from_on date not null,
  to_on date,
  constraint team_pkey PRIMARY KEY (agency_id, id),
  constraint team_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id),
  constraint team_agency_id_unit_id_fkey FOREIGN KEY (agency_id, unit_id) REFERENCES unit(agency_id, id),
  constraint team_kind_check CHECK ((kind = ANY (ARRAY['branch'::text, 'taskForce'::text])))
);
comment on table team is 'People of several units under one head: party branch 党支部 or task force 工作专班';
comment on column team.term_on is 'Planned last day of a task force; to_on is the day it was dissolved';
grant insert, select, update on team to xiaoneng_app;

create table team_member (
  agency_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  role text not null,
  from_on date not null,
  to_on date,
  constraint team_member_pkey PRIMARY KEY (agency_id, id),
  constraint team_member_agency_id_person_id_fkey FOREIGN KEY (agency_id, person_id) REFERENCES person(agency_id, id),
  constraint team_member_agency_id_team_id_fkey FOREIGN KEY (agency_id, team_id) REFERENCES team(agency_id, id),
  constraint team_member_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'deputy'::text, 'committee'::text, 'member'::text])))
);
comment on column team_member.role is 'lead: secretary 书记 of a branch, head 组长 of a task force; committee only in a branch';
grant insert, select, update on team_member to xiaoneng_app;

create table tile (
  agency_id uuid not null,
  level integer not null,
  index bigint not null,
  hashes bytea not null,
  constraint tile_pkey PRIMARY KEY (agency_id, level, index),
  constraint tile_hashes_check CHECK ((length(hashes) = 8192))
);
comment on table tile is 'Whole tiles of 256 hashes of the Merkle tree, insert only';
grant select on tile to xiaoneng_app;
grant insert, select on tile to xiaoneng_sealer;

create table to_seal (
  agency_id uuid not null,
  recorded_at timestamp with time zone not null,
  stream_id uuid not null,
  seq bigint not null,
  constraint to_seal_pkey PRIMARY KEY (agency_id, recorded_at, stream_id, seq)
);
comment on table to_seal is 'Queue of committed events without a position yet';
grant insert, select on to_seal to xiaoneng_app;
grant delete, select on to_seal to xiaoneng_sealer;

create table unit (
  agency_id uuid not null,
  id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  ordinal integer not null,
  from_on date not null,
  to_on date,
  constraint unit_pkey PRIMARY KEY (agency_id, id),
  constraint unit_agency_id_code_key UNIQUE (agency_id, code),
  constraint unit_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES agency(id)
);
grant insert, select, update on unit to xiaoneng_app;
