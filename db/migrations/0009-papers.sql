-- Official papers 公文: drafts, what was issued with its number and its files, templates an agency made, its code word.

create table paper (
  agency_id uuid not null references agency (id),
  id uuid not null,
  kind text not null,
  state text not null check (state in ('draft', 'issued', 'voided')),
  input json,
  by_person_id uuid not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  revision int not null,
  number text,
  series text,
  year int,
  serial int,
  code text,
  day date,
  confidential boolean not null,
  word_digest text,
  pdf_digest text,
  checkpoint_size bigint,
  checkpoint_root text,
  issued_by uuid,
  issued_at timestamptz,
  issue_command uuid,
  voided_by uuid,
  voided_at timestamptz,
  void_reason text,
  withheld boolean not null,
  primary key (agency_id, id)
);
create index paper_list on paper (agency_id, changed_at desc, id desc);
create index paper_state on paper (agency_id, state, changed_at desc, id desc);
create unique index paper_given on paper (agency_id, series, year, serial);
create unique index paper_numbered on paper (agency_id, number text_pattern_ops);
create unique index paper_code on paper (agency_id, code);
comment on table paper is 'A paper made here: a draft is what it is made of and is drawn anew each time; an issued one is two files that stay';
comment on column paper.input is 'What the office wrote for a draft; gone once it is issued, since it then stands in the files';
comment on column paper.series is 'What is counted apart within a year: the code word with the kind, or the kind of a form';
comment on column paper.code is 'What the query code on the paper leads to; says nothing of the paper itself';
comment on column paper.confidential is 'A matter it is about was confidential when it was issued';
comment on column paper.withheld is 'Its files are gone because a matter it is about was erased';

create table paper_matter (
  agency_id uuid not null,
  paper_id uuid not null,
  matter_id uuid not null,
  ordinal int not null,
  primary key (agency_id, paper_id, matter_id),
  foreign key (agency_id, paper_id) references paper (agency_id, id)
);
create index paper_about on paper_matter (agency_id, matter_id, paper_id);
comment on table paper_matter is 'Matters a paper is about; who may not know of one of them does not see the paper. No key to matter: a rebuild drops and makes that anew';

create table paper_number (
  agency_id uuid not null references agency (id),
  series text not null,
  year int not null,
  last int not null,
  primary key (agency_id, series, year)
);
comment on table paper_number is 'The last number given in a series and year; locked from giving it to the commit of the issue, so that none is skipped';

create table paper_template (
  agency_id uuid not null references agency (id),
  kind text not null,
  version int not null,
  stream_id uuid not null,
  digest text,
  name text,
  by_person_id uuid not null,
  at timestamptz not null,
  primary key (agency_id, kind, version)
);
comment on table paper_template is 'Versions of a kind''s Word template, the newest in force; without a digest it is the house''s own';

create table paper_setting (
  agency_id uuid not null references agency (id),
  seq bigint not null,
  stream_id uuid not null,
  code_word text not null,
  mark text not null,
  printer text not null,
  site text,
  by_person_id uuid,
  at timestamptz not null,
  primary key (agency_id, seq)
);
comment on table paper_setting is 'What stands on every paper of an agency: code word, mark, who prints, where the public asks; versions, the newest in force';

-- What a month's bulletin counts: lights that changed, ends that fell, problems struck off.
create index event_light on event (agency_id, recorded_at) where action = 'lightChanged';
create index clock_ends on clock (agency_id, due_at) where name = 'due';
create index problem_struck on problem (agency_id, struck_off_at) where struck_off_at is not null;

grant select, insert, update on paper, paper_number to xiaoneng_app;
grant select, insert on paper_template, paper_setting to xiaoneng_app;
grant select, insert, delete on paper_matter to xiaoneng_app;
grant delete on paper to xiaoneng_app;
