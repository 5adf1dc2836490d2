import { Button, Input } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { uploadFile } from '../client/files';
import { UploadBox } from '../files/upload-box';
import { F } from '../files/words';
import { useSay } from '../words/language';
import { useFormWorld } from './context';
import type { FieldProps } from './context';
import type { Shown } from './plain-fields';

/** A file of the case: uploaded as it is chosen, named in the form by its id. */
export function FileField({
  no,
  value,
  isRequired,
  onChange,
  shown,
}: FieldProps & { shown: Shown; no: string }): ReactNode {
  const say = useSay();
  const { isLocked } = useFormWorld();
  const [name, setName] = useState<string>();
  const { label, description, error, field } = shown;
  return (
    <Input.Wrapper
      {...{ label, description, error }}
      data-field={field}
      withAsterisk={isRequired}
      labelElement="div"
      {...(error === undefined ? {} : { 'aria-invalid': true })}
    >
      {typeof value === 'string' ? (
        <p className="upload-chosen">
          <span aria-hidden="true">✓ </span>
          {say(F.uploaded)} {name ?? ''}{' '}
          <Button variant="subtle" size="compact-sm" disabled={isLocked} onClick={() => onChange(undefined)}>
            {say(F.remove)}
          </Button>
        </p>
      ) : (
        <UploadBox
          one
          isLocked={isLocked}
          send={async (file, onProgress) => {
            const uploaded = await uploadFile(no, file, onProgress);
            setName(uploaded.name ?? file.name);
            onChange(uploaded.id);
          }}
        />
      )}
    </Input.Wrapper>
  );
}
