import { type Editing, useEdit } from './editing.ts';

type Props = { editing: Editing; label: string; about?: string };

/** A way to change something, for those who may; the name read out says what it is about. */
export const EditButton = ({ editing, label, about }: Props) => {
  const edit = useEdit();
  if (!edit) return null;
  return (
    <button
      type="button"
      className="btn btn--text ppl-edit"
      {...(about !== undefined && { 'aria-label': `${label} ${about}` })}
      onClick={() => edit(editing)}
    >
      {label}
    </button>
  );
};
