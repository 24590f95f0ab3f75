import { type ComponentProps, useId } from 'react';

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'onChange'> & {
  /** The one thing this page is for. */
  isMain?: boolean;
  onFiles: (files: readonly File[]) => void;
};

/** A button that lets files be chosen; the same file can be chosen again, for it may have changed. */
export const FileButton = ({ isMain = false, onFiles, children, ...input }: Props) => {
  const own = useId();
  const id = input.id ?? own;
  return (
    <label className={isMain ? 'btn btn--go file-button' : 'btn file-button'} htmlFor={id}>
      <input
        {...input}
        id={id}
        type="file"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {children}
    </label>
  );
};
