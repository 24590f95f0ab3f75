/**
 * Every table is of one kind (storage rule 2): `tenant` is distributed by agency_id, parents before children;
 * `reference` is small and stands everywhere; `byKey` counts across agencies; `local` stays on the coordinator.
 */
export type TableKind = 'tenant' | 'reference' | 'byKey' | 'local';

/** `key` is the distribution column of a `byKey` table. */
export type TableEntry = readonly [table: string, kind: TableKind, key?: string];

export const tableKinds: readonly TableEntry[] = [
  ['migration', 'local'],
  ['agency', 'reference'],
  ['stream', 'tenant'],
  ['event', 'tenant'],
  ['to_seal', 'tenant'],
  ['sealed', 'tenant'],
  ['tile', 'tenant'],
  ['checkpoint', 'tenant'],
  ['checkpoint_handout', 'tenant'],
  ['command', 'tenant'],
  ['data_key', 'tenant'],
  ['personal', 'tenant'],
  ['access', 'tenant'],
  ['security_event', 'tenant'],
  ['directory_version', 'tenant'],
  ['unit', 'tenant'],
  ['post', 'tenant'],
  ['person', 'tenant'],
  ['appointment', 'tenant'],
  ['charge', 'tenant'],
  ['team', 'tenant'],
  ['team_member', 'tenant'],
  ['pairing', 'tenant'],
  ['import_draft', 'tenant'],
  ['account', 'tenant'],
  ['address_failure', 'tenant'],
  ['session', 'tenant'],
  ['password_history', 'tenant'],
  ['second_factor', 'tenant'],
  ['recovery_code', 'tenant'],
  ['sign_in_rule', 'tenant'],
  ['single_sign_on', 'tenant'],
  ['sign_on_attempt', 'tenant'],
  ['matter', 'tenant'],
  ['party', 'tenant'],
  ['number_block', 'tenant'],
  ['file', 'tenant'],
  ['file_upload', 'tenant'],
  ['matter_file', 'tenant'],
  ['problem', 'tenant'],
  ['clock', 'tenant'],
  ['inbox', 'tenant'],
  ['notice', 'tenant'],
  ['calendar_version', 'tenant'],
  ['procedure_version', 'tenant'],
  ['calendar_job', 'tenant'],
  ['calendar_task', 'tenant'],
];
