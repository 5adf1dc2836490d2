import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Bilingual } from '../words/both';
import { instantOf, localInput } from '../words/format';
import { useSay } from '../words/language';
import { W } from './words';

/** An absence as somebody enters it; nothing chosen is undefined. */
export interface AbsenceEntered {
  from?: string | undefined;
  to?: string | undefined;
  substitute?: string | undefined;
}

export type AbsenceFaults = Readonly<Record<string, Bilingual>>;

/** What is wrong with it before anything is sent. */
export function absenceFaults({ from, to }: AbsenceEntered): AbsenceFaults {
  return {
    ...(from === undefined ? { from: W.needed } : {}),
    ...(to === undefined ? { to: W.needed } : {}),
    ...(from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to) ? { to: W.wrongOrder } : {}),
  };
}

/** From when, until when, and who stands in. */
export function AbsenceFields({
  value,
  faults,
  colleagues,
  onChange,
}: {
  value: AbsenceEntered;
  faults: AbsenceFaults;
  colleagues: readonly { value: string; label: string }[];
  onChange: (value: AbsenceEntered) => void;
}): ReactNode {
  const say = useSay();
  const moment = (name: 'from' | 'to', description?: Bilingual) => (
    <TextInput
      type="datetime-local"
      label={say(W[name])}
      description={description === undefined ? undefined : say(description)}
      data-field={name}
      value={value[name] === undefined ? '' : localInput(value[name])}
      error={faults[name] === undefined ? undefined : say(faults[name])}
      onChange={({ currentTarget }) =>
        onChange({ ...value, [name]: currentTarget.value === '' ? undefined : instantOf(currentTarget.value) })
      }
      required
    />
  );
  return (
    <>
      {moment('from')}
      {moment('to', W.toHelp)}
      <Select
        label={say(W.substitute)}
        description={say(W.nobodyHelp)}
        placeholder={say(W.nobody)}
        data-field="substitute"
        data={[...colleagues]}
        value={value.substitute ?? null}
        error={faults['substitute'] === undefined ? undefined : say(faults['substitute'])}
        onChange={(substitute) => onChange({ ...value, substitute: substitute ?? undefined })}
        searchable
        clearable
      />
    </>
  );
}
