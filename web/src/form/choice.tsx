import { useId } from 'react';
import type { ReactNode } from 'react';
import { useSay } from '../words/language';
import type { Bilingual } from '../words/both';
import type { Option } from './schema';

/**
 * A choice among few, all of them seen at once: real radio buttons, so that keys and screen readers know them.
 * What is not required can be taken back by a second click.
 */
export function Choice({
  label,
  help,
  fault,
  options,
  value,
  isRequired,
  isLocked,
  onChange,
  field,
}: {
  label: string;
  help?: string | undefined;
  fault?: string | undefined;
  options: readonly Option[];
  value: string | undefined;
  isRequired: boolean;
  isLocked: boolean;
  onChange: (value: string | undefined) => void;
  field?: string;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const described = [help === undefined ? '' : `${id}-help`, fault === undefined ? '' : `${id}-fault`].join(' ').trim();
  return (
    <fieldset
      className="choice"
      data-field={field}
      disabled={isLocked}
      aria-invalid={fault !== undefined}
      {...(described === '' ? {} : { 'aria-describedby': described })}
    >
      <legend>
        {label}
        {isRequired && <Star />}
      </legend>
      {help !== undefined && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              onClick={() => {
                if (!isRequired && value === option.value) onChange(undefined);
              }}
            />
            <span>{say(option.title)}</span>
          </label>
        ))}
      </div>
      {fault !== undefined && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}

/** Says of a field that it has to be filled in. */
export function Star(): ReactNode {
  return (
    <span className="star" aria-hidden="true">
      {' *'}
    </span>
  );
}

export const YES_OR_NO: readonly { value: string; title: Bilingual }[] = [
  { value: 'true', title: { zh: '是', en: 'Yes' } },
  { value: 'false', title: { zh: '否', en: 'No' } },
];
