import { MultiSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../client/http';
import type { Bilingual } from '../../words/both';
import { useSay } from '../../words/language';
import { usePosts } from './post-titles';
import { W } from './words';

/** What an administrator says of somebody. */
export interface AccountEntered {
  name: string;
  mail: string;
  phone: string;
  roles: string[];
  departments: string[];
  places: string[];
}

/** What the server found wrong, by field; an entry of a list counts for the list. */
export function faultsIn(error: unknown): Readonly<Record<string, Bilingual>> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    (error.more.errors ?? []).map(({ field, message }) => [field.split('.')[0] ?? '', message]),
  );
}

/** Name, addresses, roles, departments and places of somebody. */
export function AccountFields({
  value,
  faults,
  onChange,
}: {
  value: AccountEntered;
  faults: Readonly<Record<string, Bilingual>>;
  onChange: (value: AccountEntered) => void;
}): ReactNode {
  const say = useSay();
  const posts = usePosts();
  const fault = (name: string) => (faults[name] === undefined ? undefined : say(faults[name]));
  const line = (name: 'name' | 'mail' | 'phone', isRequired: boolean) => (
    <TextInput
      label={say(W[name])}
      data-field={name}
      value={value[name]}
      error={fault(name)}
      required={isRequired}
      onChange={({ currentTarget }) => onChange({ ...value, [name]: currentTarget.value })}
    />
  );
  const several = (
    name: 'roles' | 'departments' | 'places',
    label: Bilingual,
    data: { value: string; label: string }[],
    description?: string,
  ) => (
    <MultiSelect
      label={say(label)}
      {...(description === undefined ? {} : { description })}
      data-field={name}
      data={data}
      value={value[name]}
      error={fault(name)}
      onChange={(chosen) => onChange({ ...value, [name]: chosen })}
      searchable
    />
  );
  return (
    <>
      {line('name', true)}
      {line('mail', true)}
      {line('phone', false)}
      {several('roles', W.roles, posts.roles)}
      {posts.departments.length > 0 && several('departments', W.departments, posts.departments)}
      {posts.places.length > 0 && several('places', W.placesHeld, posts.places, say(W.placesHelp))}
    </>
  );
}
