-- Calendars name their days and who wrote them; a late holiday moves open clocks as a job.

alter table calendar_version add column notes jsonb not null default '{}';
alter table calendar_version add column by_person_id uuid;
comment on column calendar_version.notes is 'What a date of its own is called: 国庆节, 国庆节调休, an office''s own words';

create table calendar_job (
  agency_id uuid not null references agency (id),
  id uuid not null,
  stream_id uuid not null,
  seq bigint not null,
  first_changed date not null,
  since timestamptz not null,
  total int not null,
  done int not null,
  moved int not null,
  swept boolean not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, stream_id, seq) references calendar_version (agency_id, stream_id, seq)
);
create index calendar_job_open on calendar_job (agency_id, started_at) where finished_at is null;
comment on table calendar_job is 'Looking again at the open clocks a version of the calendar touches; one for each version that changes days to come';
comment on column calendar_job.since is 'Midnight of the first changed date: ends before it stay';

create table calendar_task (
  agency_id uuid not null,
  job_id uuid not null,
  matter_id uuid not null,
  primary key (agency_id, job_id, matter_id),
  foreign key (agency_id, job_id) references calendar_job (agency_id, id)
);
comment on table calendar_task is 'Matters a job has still to look at; gone when it has. No key to matter: a rebuild drops and makes that anew';

grant select, insert, update on calendar_job to xiaoneng_app;
grant select, insert, delete on calendar_task to xiaoneng_app;
