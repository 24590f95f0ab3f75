-- The ledger in full: kinds, causes, tags, places in reports, points of the plan, rules made, counted actions.

alter table problem add column kind text not null default 'problem';
alter table problem add column urgency text;
alter table problem add column cause text;
alter table problem add column misconduct text;
alter table problem add column weakness text;
alter table problem add column hazard_level text;
alter table problem add column theme_id uuid;
alter table problem add column solved_on_site boolean not null default false;
alter table problem add column urged int not null default 0;
comment on column problem.kind is 'problem, hazard, livelihood or suggestion';
comment on column problem.theme_id is 'The theme 专题 it belongs to';
comment on column problem.solved_on_site is 'Solved where it was found 现场解决';
comment on column problem.urged is 'How often whoever answers was urged 催办';
create index problem_theme on problem (agency_id, theme_id) where theme_id is not null;

create table problem_source (
  agency_id uuid not null,
  matter_id uuid not null,
  report_id uuid not null,
  span_start int not null,
  span_end int not null,
  source text,
  seq bigint not null,
  primary key (agency_id, matter_id, report_id, span_start, span_end),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index problem_source_report on problem_source (agency_id, report_id, span_start);
comment on table problem_source is 'Every place of a report where a problem was found, the first and those added or merged later';

create table milestone (
  agency_id uuid not null,
  matter_id uuid not null,
  nr int not null,
  title text not null,
  due_on date not null,
  reached_on date,
  primary key (agency_id, matter_id, nr),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index milestone_due on milestone (agency_id, due_on, matter_id) where reached_on is null;
comment on table milestone is 'Points of a plan 时间表节点 with their dates; reached when whoever answers said so';

create table measure (
  agency_id uuid not null,
  matter_id uuid not null,
  problem_id uuid,
  lasting boolean not null,
  rule_title text,
  rule_number text,
  rule_kind text,
  done_at timestamptz,
  primary key (agency_id, matter_id),
  foreign key (agency_id, matter_id) references matter (agency_id, id)
);
create index measure_rule on measure (agency_id, done_at desc, matter_id) where rule_title is not null and done_at is not null;
create index measure_problem on measure (agency_id, problem_id);
comment on table measure is 'What the ledger keeps of a measure once somebody acted on it: the rule it made or changed 长久立';

insert into problem_source (agency_id, matter_id, report_id, span_start, span_end, source, seq)
  select p.agency_id, p.matter_id, p.report_id, p.span_start, p.span_end, p.source, 1 from problem p
  where p.report_id is not null and p.span_start is not null and p.span_end is not null;

grant select, insert, update on problem_source, milestone, measure to xiaoneng_app;
grant delete on milestone to xiaoneng_app;
