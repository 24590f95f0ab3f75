-- Watching the ledger: sweeps of one problem's kind through other units, case studies, reconciliation and its signatures, hazards by place.

create table sweep (
  agency_id uuid not null,
  problem_id uuid not null,
  swept_at timestamptz not null,
  primary key (agency_id, problem_id),
  foreign key (agency_id, problem_id) references matter (agency_id, id)
);
create index sweep_newest on sweep (agency_id, swept_at desc, problem_id);
comment on table sweep is 'Problems whose kind was looked for in other units 举一反三; the units are matters beneath the problem';

create table sweep_found (
  agency_id uuid not null,
  matter_id uuid not null,
  problem_id uuid not null,
  primary key (agency_id, matter_id, problem_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index sweep_found_problem on sweep_found (agency_id, problem_id);
comment on table sweep_found is 'Problems that a unit found when it looked at itself';

create table case_study (
  agency_id uuid not null,
  matter_id uuid not null,
  kind text not null,
  cause text not null,
  problem_id uuid,
  approved_at timestamptz,
  opened_at timestamptz,
  primary key (agency_id, matter_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index case_study_approved on case_study (agency_id, approved_at desc, matter_id) where approved_at is not null;
comment on table case_study is 'Cases 正反案例; approved ones are read by the whole agency';
comment on column case_study.kind is 'good or bad';
comment on column case_study.opened_at is 'When somebody opened it to the public, with words made for that; null = not public';

alter table matter add column about_id uuid;
comment on column matter.about_id is 'Another matter this one tells of, as a case does of its problem: whoever is kept from that one is kept from this';

create table problem_progress (
  agency_id uuid not null,
  matter_id uuid not null,
  working boolean not null,
  progressed_at timestamptz not null,
  urged_at timestamptz,
  relapsed_at timestamptz,
  primary key (agency_id, matter_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index problem_progress_still on problem_progress (agency_id, progressed_at, matter_id) where working;
create index problem_progress_urged on problem_progress (agency_id, urged_at, matter_id) where working and urged_at > progressed_at;
create index problem_progress_relapsed on problem_progress (agency_id, relapsed_at, matter_id) where relapsed_at is not null;
comment on table problem_progress is 'When those who answer for a problem or its measures last did something about it';
comment on column problem_progress.working is 'Planned or being put right: somebody is expected to move it';

create table hazard (
  agency_id uuid not null,
  matter_id uuid not null,
  location text not null,
  level text not null,
  open boolean not null,
  primary key (agency_id, matter_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index hazard_location on hazard (agency_id, location, matter_id);
comment on table hazard is 'Hazards 隐患 by the place they are at 重点部位';

create table reconciliation (
  agency_id uuid not null,
  id uuid not null,
  month text not null,
  unit_id uuid,
  counts json not null,
  findings json not null,
  signed_by uuid not null,
  post_id uuid,
  signed_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id) references agency (id),
  check (month ~ '^\d{4}-\d{2}$')
);
create index reconciliation_month on reconciliation (agency_id, month, signed_at desc, id);
comment on table reconciliation is 'Reconciliations 对账 somebody signed: what was found then, by kind; each is an event of a stream of its own';
comment on column reconciliation.unit_id is 'The unit, with those below it, that was looked at; null = the whole agency';

create table reconciliation_rule (
  agency_id uuid not null,
  seq bigint not null,
  still_wd int not null,
  urged_wd int not null,
  recorded_at timestamptz not null,
  primary key (agency_id, seq),
  foreign key (agency_id) references agency (id),
  check (still_wd between 1 and 250 and urged_wd between 1 and 250)
);
comment on table reconciliation_rule is 'After how many working days without progress, and after how many without an answer to urging, a problem is listed; the newest version is in force';

-- Owners of open matters are walked distinct seat by distinct seat, to find those who answer no more.
create index matter_seat on matter (agency_id, owner_id, owner_post_id, unit_id, id) where open;
create index measure_done on measure (agency_id, done_at, matter_id) where done_at is not null;
create index file_age on file (agency_id, uploaded_at, digest);

insert into problem_progress (agency_id, matter_id, working, progressed_at)
  select m.agency_id, m.id, m.state in ('planned', 'rectifying'), m.changed_at from matter m where m.procedure = 'problem';

grant select, insert, update on sweep, sweep_found, case_study, problem_progress, hazard to xiaoneng_app;
grant select, insert on reconciliation, reconciliation_rule to xiaoneng_app;
