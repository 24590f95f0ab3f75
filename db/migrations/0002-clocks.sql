-- Clocks and lights, open requests, what waits for whom, notices, versions of the calendar.

alter table matter add column light text not null default 'none';
alter table matter add column light_cause text;
alter table matter add column due_at timestamptz;
alter table matter add column asked text[] not null default '{}';
alter table matter add column merged_into uuid;
create index matter_merged on matter (agency_id, merged_into) where merged_into is not null;
comment on column matter.light is 'Worst of its clocks, as the log last said (kernel/clock/light.ts)';
comment on column matter.due_at is 'Nearest end among its open clocks; null where none has one';
comment on column matter.asked is 'Kinds of its open requests';
comment on column matter.merged_into is 'The matter that goes on for it';

create table clock (
  agency_id uuid not null,
  matter_id uuid not null,
  name text not null,
  kind text not null check (kind in ('firstContact', 'stage', 'promise', 'statute', 'fixed')),
  started_at timestamptz not null,
  ended_at timestamptz,
  due_at timestamptz,
  provisional boolean not null,
  level text not null,
  cause text,
  paused boolean not null,
  next_change_at timestamptz,
  calendar_seq bigint,
  primary key (agency_id, matter_id, name),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index clock_next on clock (agency_id, next_change_at) where next_change_at is not null;
create index clock_open on clock (agency_id, due_at) where ended_at is null and kind <> 'fixed';
comment on table clock is 'Promises of matters; read model, written in the command''s transaction, rebuilt from the log';
comment on column clock.next_change_at is 'When it looks different by itself: what the due loop sleeps to; null when nothing is to come';
comment on column clock.calendar_seq is 'Version of the calendar its end was reckoned with; null = the one the house is born with';

create table inbox (
  agency_id uuid not null,
  matter_id uuid not null,
  seat text not null,
  kind text not null check (kind in ('turn', 'request', 'waiting')),
  person_id uuid,
  role text,
  unit_id uuid not null,
  since timestamptz not null,
  due_at timestamptz,
  primary key (agency_id, matter_id, seat),
  foreign key (agency_id, matter_id) references matter (agency_id, id),
  check ((person_id is null) <> (role is null))
);
create index inbox_person on inbox (agency_id, person_id, kind, due_at, matter_id) where person_id is not null;
create index inbox_role on inbox (agency_id, role, kind, due_at, matter_id) where role is not null;
create index inbox_unit on inbox (agency_id, role, unit_id, kind, due_at, matter_id) where role is not null;
comment on table inbox is 'What waits for whom: whose turn, whose decision about a request, who waits for others; one row a seat';

create table notice (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  matter_id uuid not null,
  seq bigint not null,
  kind text not null,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (agency_id, id)
);
create index notice_person on notice (agency_id, person_id, id desc);
create index notice_unseen on notice (agency_id, person_id) where seen_at is null;
create index notice_age on notice (agency_id, at);
comment on table notice is 'What somebody is told about a matter; words are made when shown, so a notice holds none';

create table calendar_version (
  agency_id uuid not null references agency (id),
  stream_id uuid not null,
  seq bigint not null,
  effective_from date not null,
  calendar jsonb not null,
  source text not null,
  recorded_at timestamptz not null,
  primary key (agency_id, stream_id, seq)
);
comment on table calendar_version is 'The working calendar as it stood version by version; events name the version their dates were reckoned with';

grant select on clock, inbox, notice, calendar_version to xiaoneng_app;
grant insert on clock, inbox, notice, calendar_version to xiaoneng_app;
grant update on clock, inbox to xiaoneng_app;
grant update (seen_at) on notice to xiaoneng_app;
grant delete on inbox, notice to xiaoneng_app;
