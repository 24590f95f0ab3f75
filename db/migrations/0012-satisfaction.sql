-- What those affected say of a problem, and the pages units open to the public.

alter table problem add column unit_id uuid;
alter table problem add column satisfaction_asked int not null default 0;
alter table problem add column satisfaction_answers int not null default 0;
alter table problem add column satisfaction_satisfied int not null default 0;
alter table problem add column satisfaction_rate int;
comment on column problem.unit_id is 'The unit that answers for it, as in matter: opened problems of one unit are a range of an index';
comment on column problem.satisfaction_asked is 'How many were drawn and sent a link';
comment on column problem.satisfaction_answers is 'Answers by link and votes of a meeting together';
comment on column problem.satisfaction_satisfied is 'Of these very, plainly and basically satisfied';
comment on column problem.satisfaction_rate is 'Satisfied among a thousand answers; null without one, and while so few came by link that a figure would tell whose they are';
update problem p set unit_id = m.unit_id from matter m where m.agency_id = p.agency_id and m.id = p.matter_id;
create index problem_open_unit on problem (agency_id, unit_id, struck_off_at desc, matter_id) where opened_at is not null;

create table invitation (
  agency_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  matter_id uuid not null,
  sample_seq bigint not null,
  place int not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  answered boolean not null,
  ended boolean not null,
  primary key (agency_id, id)
);
create unique index invitation_token on invitation (agency_id, token_hash);
create index invitation_matter on invitation (agency_id, matter_id, sample_seq, place);
create index invitation_age on invitation (agency_id, expires_at) where not answered;
comment on table invitation is 'One-time links of those drawn to be asked: hashes of the links only. No key to matter: a rebuild drops and makes that anew';
comment on column invitation.sample_seq is 'The event that drew them; a later drawing ends these links';
comment on column invitation.place is 'Place in that event''s list, from one';
comment on column invitation.answered is 'Without a time, so that nobody finds the answer that goes with it';
comment on column invitation.ended is 'Another link was made for the same person';

create table public_page (
  agency_id uuid not null,
  matter_id uuid not null,
  unit_id uuid not null,
  title text,
  parts text[] not null,
  is_open boolean not null,
  opened_at timestamptz,
  primary key (agency_id, matter_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index public_page_open on public_page (agency_id, unit_id, opened_at desc) where is_open;
comment on table public_page is 'Pages units asked to open to the public, and which parts they show';

grant select, insert, update, delete on invitation to xiaoneng_app;
grant select, insert, update on public_page to xiaoneng_app;
