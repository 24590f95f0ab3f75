-- The organisation as it really is: duties of posts, staff numbers, leaders in charge, party branches and task forces with
-- their members, paired contacts. Each row is the newest state of a setting stream; its history stands in the log.

alter table post add column duties jsonb not null default '[]';
comment on column post.duties is 'Short texts, each of the business or of the party kind 一岗双责: [{"kind","text"}]';

alter table person
  add column number_commitment text,
  add column number_index bytea;
create unique index person_number on person (agency_id, number_index) where number_index is not null;
comment on column person.number_commitment is 'Of the staff number 工号, which stands in personal under the person''s key like the name';
comment on column person.number_index is 'HMAC of the staff number: found and kept unique without being readable; null once erased';

create index appointment_post on appointment (agency_id, post_id);

create table charge (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  unit_id uuid not null,
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id),
  foreign key (agency_id, post_id) references post (agency_id, id),
  foreign key (agency_id, unit_id) references unit (agency_id, id)
);
comment on table charge is 'Leader in charge of a unit 分管: a person in a leader''s post; at most one leader a unit and day';

create table team (
  agency_id uuid not null references agency (id),
  id uuid not null,
  kind text not null check (kind in ('branch', 'taskForce')),
  name text not null,
  task text,
  unit_id uuid,
  term_on date,
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references unit (agency_id, id)
);
comment on table team is 'People of several units under one head: party branch 党支部 or task force 工作专班';
comment on column team.term_on is 'Planned last day of a task force; to_on is the day it was dissolved';

create table team_member (
  agency_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('lead', 'deputy', 'committee', 'member')),
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  foreign key (agency_id, team_id) references team (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
comment on column team_member.role is 'lead: secretary 书记 of a branch, head 组长 of a task force; committee only in a branch';

create table pairing (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid,
  unit_id uuid,
  with_unit_id uuid not null,
  from_on date not null,
  to_on date,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id),
  foreign key (agency_id, unit_id) references unit (agency_id, id),
  foreign key (agency_id, with_unit_id) references unit (agency_id, id),
  check ((person_id is null) <> (unit_id is null))
);
comment on table pairing is 'Paired contact 挂点: a leader or a department with a grassroots unit, for a period';

create table import_draft (
  agency_id uuid not null references agency (id),
  id uuid not null,
  person_id uuid not null,
  digest text not null check (length(digest) = 64),
  cipher bytea not null,
  made_at timestamptz not null,
  primary key (agency_id, id)
);
create unique index import_draft_digest on import_draft (agency_id, person_id, digest);
comment on table import_draft is 'A file between its preview and the confirmation, encrypted under a key of its own in data_key; gone with either';

grant select, insert, update on charge, team, team_member, pairing to xiaoneng_app;
grant select, insert, delete on import_draft to xiaoneng_app;
