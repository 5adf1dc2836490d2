import type { ReactNode } from 'react';

/** Any number out of a few. */
export function Choices({
  label,
  description,
  options,
  values,
  onChange,
  name,
}: {
  label: string;
  description?: string;
  options: readonly { value: string; label: string }[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  name?: string;
}): ReactNode {
  return (
    <fieldset className="choices" data-field={name}>
      <legend>{label}</legend>
      {description !== undefined && <p className="muted">{description}</p>}
      {options.map((option) => (
        <label key={option.value} className="minor-switch">
          <input
            type="checkbox"
            value={option.value}
            checked={values.includes(option.value)}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.checked ? [...values, option.value] : values.filter((one) => one !== option.value))
            }
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
