-- Signing in: second factor, rules for passwords, sessions that can be told apart, single sign-on, trial mode.

alter table agency add column trial boolean not null default false;
comment on column agency.trial is 'One person may hold the three administrators'' roles 三员; marked on every page, ended once three people hold them';
grant update (trial) on agency to xiaoneng_app;

alter table account
  add column must_change boolean not null default false,
  add column barred_at timestamptz,
  add column signed_in_at timestamptz,
  add column subject_index bytea;
create unique index account_subject on account (agency_id, subject_index) where subject_index is not null;
comment on column account.must_change is 'Somebody else knows this password: a new one is asked for before anything else';
comment on column account.barred_at is 'Shut by the security administrator until opened again; locked_until ends by itself';
comment on column account.subject_index is 'HMAC of issuer and subject of single sign-on: found without being readable';

create table password_history (
  agency_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  password_hash text not null,
  primary key (agency_id, person_id, at),
  foreign key (agency_id, person_id) references account (agency_id, person_id)
);
comment on table password_history is 'Passwords of before that may not come back; as many as the rule names';

create table second_factor (
  agency_id uuid not null,
  person_id uuid not null,
  secret bytea not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null,
  primary key (agency_id, person_id),
  foreign key (agency_id, person_id) references account (agency_id, person_id)
);
comment on column second_factor.secret is 'Encrypted under the person''s key, which erasure destroys';
comment on column second_factor.last_step is 'Time step of the newest code that was taken: no code counts twice';

create table recovery_code (
  agency_id uuid not null,
  person_id uuid not null,
  code_index bytea not null,
  used_at timestamptz,
  primary key (agency_id, person_id, code_index),
  foreign key (agency_id, person_id) references account (agency_id, person_id)
);
comment on table recovery_code is 'HMAC of codes that stand in for the second factor, each once';

-- Sessions of before cannot be told apart on a list: everybody signs in anew after this.
delete from session;
alter table session
  add column id uuid not null,
  add column step text check (step in ('code', 'password', 'enrol')),
  add column way text not null check (way in ('password', 'singleSignOn')),
  add column device text not null,
  add column address text not null;
create unique index session_id on session (agency_id, id);
comment on column session.step is 'What still has to be done before this session may do anything; null = signed in';
comment on column session.device is 'Browser and system in a word each, never the whole user agent';
comment on column session.address is 'Shortened: the last part of it is left out';

create table sign_in_rule (
  agency_id uuid not null references agency (id),
  from_on date not null,
  password_days int not null check (password_days >= 0),
  password_history int not null check (password_history >= 0),
  second_factor_roles text[] not null,
  primary key (agency_id, from_on)
);
comment on table sign_in_rule is 'Versions by the day they begin; each is an event of the agency''s stream signInRule';

create table single_sign_on (
  agency_id uuid primary key references agency (id),
  issuer text not null,
  client_id text not null,
  matches text not null check (matches in ('none', 'preferred_username', 'email')),
  enabled boolean not null
);
comment on column single_sign_on.matches is 'Claim that, equal to a login, links an account at the first sign-in; the client''s secret is never in the database';

create table sign_on_attempt (
  agency_id uuid not null references agency (id),
  handle bytea not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  destination text not null,
  at timestamptz not null,
  primary key (agency_id, handle)
);
comment on table sign_on_attempt is 'A way to the provider and back, bound to one browser by a cookie; taken once, kept a day at most';

create index security_event_kind on security_event (agency_id, kind, id);
create index security_event_person on security_event (agency_id, person_id, id);

grant select on password_history, second_factor, recovery_code, sign_in_rule, single_sign_on, sign_on_attempt to xiaoneng_app;
grant insert on password_history, second_factor, recovery_code, sign_in_rule, single_sign_on, sign_on_attempt to xiaoneng_app;
grant update on second_factor, recovery_code, sign_in_rule, single_sign_on to xiaoneng_app;
grant delete on password_history, second_factor, recovery_code, sign_on_attempt to xiaoneng_app;
