import { ChoiceControl } from './choice-control.tsx';
import type { ControlProps } from './control.ts';
import { FilesControl, type KeptFile } from './files-control.tsx';
import { ManyControl } from './many-control.tsx';
import { MatterControl } from './matter-control.tsx';
import { PersonControl } from './person-control.tsx';
import { TableControl } from './table-control.tsx';
import { TextControl } from './text-control.tsx';
import { UnitControl } from './unit-control.tsx';

/** One control per field type of the closed vocabulary; a new type does not compile without one. */
export const FieldControl = (props: ControlProps) => {
  const { field, values, onChange } = props;
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'int':
    case 'decimal':
    case 'money':
    case 'date':
    case 'place':
      return <TextControl {...props} />;
    case 'choice':
    case 'yesNo':
      return <ChoiceControl {...props} />;
    case 'person':
      return <PersonControl {...props} />;
    case 'unit':
    case 'post':
      return <UnitControl {...props} />;
    case 'people':
    case 'units':
      return <ManyControl {...props} />;
    case 'files':
      return (
        <FilesControl
          id={props.id}
          files={(values[field.name] as KeptFile[] | undefined) ?? []}
          onChange={(files) => onChange({ [field.name]: files })}
        />
      );
    case 'table':
      return <TableControl {...props} />;
    case 'matter':
      return <MatterControl {...props} />;
    case 'span':
      return null;
  }
};
