import { type Commitment, type Field, mapProtected } from '../../kernel/form/form.ts';
import { kernelForms } from '../../kernel/matter/kernel-actions.ts';
import type { MatterEvent } from '../../kernel/matter/matter.ts';
import { formOf, type Procedure } from '../../kernel/procedure/procedure.ts';
import type { Json } from '../../kernel/proof/canonical.ts';
import type { DataKey, Vault } from '../personal/vault.ts';

export type PersonalRow = {
  subject_id: string;
  commitment: string;
  field: string;
  stream_id: string;
  seq: number;
  cipher: string;
};

export type ProtectedEvent = {
  data: Record<string, Json>;
  files: { digest: string; size: number; type: string; name: Commitment }[];
  personal: PersonalRow[];
};

const reasonField: Field = { name: 'reason', type: 'longText' };

/**
 * Takes free text out of an event before it is written: what people wrote stands in `personal` under the matter's key, the
 * event keeps a commitment to it. Reasons and file names are free text like any other.
 */
export const protect = (
  vault: Vault,
  key: DataKey,
  procedure: Procedure,
  event: MatterEvent,
  seq: number,
): ProtectedEvent => {
  const personal: PersonalRow[] = [];
  const keep = (field: string, value: unknown): Commitment => {
    const { commitment, cipher } = vault.protect(key, value as Json);
    personal.push({
      subject_id: event.matter,
      commitment,
      field,
      stream_id: event.matter,
      seq,
      cipher: cipher.toString('base64'),
    });
    return { commit: commitment, of: event.matter };
  };
  const action = procedure.actions[event.action];
  const form = action ? formOf(procedure, action) : kernelForms[event.action];
  const data = mapProtected([...(form?.fields ?? []), reasonField], event.data, (field, value) =>
    keep(field.name, value),
  );
  const files = event.files.map(({ digest, size, type, name }) => ({
    digest,
    size,
    type,
    name: keep('fileName', name),
  }));
  return { data: dropUndefined(data), files, personal };
};

const dropUndefined = (data: Record<string, unknown>): Record<string, Json> =>
  JSON.parse(JSON.stringify(data)) as Record<string, Json>;
