/** A place in the source: UTF-16 code units of the decoded text, start included, end not. */
export type Place = [start: number, end: number];

/** What was read, with its place. `text` is the slice of the source without white space and converter remnants. */
export type Entry = { text: string; at: Place };

/** A counted result of an organisation. `value` is in whole units (2.5万户 is 25000 户); `org` is '' where none is named. */
export type Fact = Entry & {
  org: string;
  item: string;
  value: number;
  unit: string;
  quote: string;
  approximate?: true;
};

/** The reading of one report. Always a draft that a person confirms; empty lists are an answer. */
export type Outline = {
  title: Entry | null;
  problems: Entry[];
  causes: Entry[];
  measures: Entry[];
  subMeasures: Record<string, Entry[]>;
  mechanisms: Entry[];
  facts: Fact[];
};

export type SectionKind = 'problems' | 'causes' | 'measures' | 'other';

/** A heading of the source with its depth (0 = outermost), for showing the report's skeleton. */
export type Section = Entry & { level: number; kind: SectionKind };
