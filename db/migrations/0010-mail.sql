-- Reaching staff by mail: the agency's server and rule, each person's address and choices, the queue.

create table mail_server (
  agency_id uuid primary key references agency (id),
  enabled boolean not null,
  host text not null,
  port int not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'startTls', 'none')),
  login text,
  secret bytea,
  sender text not null,
  site text not null,
  changed_at timestamptz not null
);
comment on table mail_server is 'Where this agency''s mail leaves; without a row the server of the installation, if there is one';
comment on column mail_server.secret is 'Password, encrypted under a key of its own in data_key, which no backup holds';
comment on column mail_server.site is 'What links in its mail begin with: https://host or https://host/a/code';

create table mail_rule (
  agency_id uuid not null references agency (id),
  seq bigint not null,
  digest_at text not null,
  digest_days text not null check (digest_days in ('working', 'every')),
  quiet_from text not null,
  quiet_to text not null,
  quiet_free_days boolean not null,
  muted text[] not null,
  witnesses uuid[] not null,
  recorded_at timestamptz not null,
  primary key (agency_id, seq)
);
comment on table mail_rule is 'What holds for whoever chose nothing: versions of the agency''s setting mailRule, the newest one in force';
comment on column mail_rule.witnesses is 'People who are sent the newest signed checkpoint every day';

create table mail_person (
  agency_id uuid not null,
  person_id uuid not null,
  address bytea,
  confirmed_at timestamptz,
  digest_at text,
  digest_days text check (digest_days in ('working', 'every')),
  quiet_from text,
  quiet_to text,
  quiet_free_days boolean,
  muted text[],
  digested_at timestamptz not null,
  next_digest_at timestamptz,
  primary key (agency_id, person_id),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
create index mail_person_digest on mail_person (agency_id, next_digest_at) where next_digest_at is not null;
comment on table mail_person is 'Where somebody is written to and what they chose; a choice that is null is the agency''s';
comment on column mail_person.address is 'Encrypted under the person''s key; the row is deleted when the person is erased';
comment on column mail_person.digested_at is 'Up to when the last digest told what is new';

create table mail_pending (
  agency_id uuid not null,
  person_id uuid not null,
  address bytea not null,
  code_index bytea not null,
  tries int not null,
  at timestamptz not null,
  primary key (agency_id, person_id),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
comment on table mail_pending is 'An address that waits for the code sent there; kept for an hour, encrypted like the address itself';

create table mail (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('notice', 'digest', 'witness')),
  notice_id uuid,
  day date,
  since timestamptz,
  state text not null check (state in ('waiting', 'sent', 'dropped', 'gathered', 'failed')),
  with_id uuid,
  made_at timestamptz not null,
  due_at timestamptz not null,
  next_try_at timestamptz not null,
  held_until timestamptz,
  tries int not null,
  ended_at timestamptz,
  reason text,
  answer int,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person (agency_id, id)
);
create unique index mail_notice on mail (agency_id, person_id, notice_id) where notice_id is not null;
create unique index mail_day on mail (agency_id, person_id, kind, day) where day is not null;
create index mail_due on mail (agency_id, next_try_at) where state = 'waiting';
create index mail_with on mail (agency_id, with_id) where with_id is not null;
create index mail_trouble on mail (agency_id, id desc) where state in ('waiting', 'failed') and reason is not null;
create index mail_age on mail (agency_id, made_at) include (state);
comment on table mail is 'Queue of mail: ids only. Words and address are looked up when it leaves, and visibility is asked then';
comment on column mail.with_id is 'The mail this one went along with: what waits for one person leaves as one';
comment on column mail.since is 'Of a digest: what came after this is new in it';
comment on column mail.held_until is 'A process is sending it; another takes it over only after that';
comment on column mail.answer is 'Figure of the mail server''s answer; its words are not kept, they may name the address';

create table mail_position (
  agency_id uuid primary key references agency (id),
  notice_id uuid not null
);
comment on table mail_position is 'Up to which notice mail has been made; looks back a little behind it, since ids are given before rows are seen';

grant select on mail_server, mail_rule, mail_person, mail_pending, mail, mail_position to xiaoneng_app;
grant insert on mail_server, mail_rule, mail_person, mail_pending, mail, mail_position to xiaoneng_app;
grant update on mail_server, mail_person, mail_pending, mail, mail_position to xiaoneng_app;
grant delete on mail_person, mail_pending, mail to xiaoneng_app;
