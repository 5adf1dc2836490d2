import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { searchStaff } from '../client/staff';
import type { StaffFound } from '../client/staff';
import { both } from '../words/both';
import { useFormWorld } from './context';
import { useList, useSay } from '../words/language';

const NOBODY = both('没有找到', 'Nobody found');
const ABSENT = both('不在', 'away');

interface Common {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  isRequired: boolean;
  isLocked: boolean;
  field: string;
}

function useFound(chosen: readonly string[]): {
  options: { value: string; label: string; disabled?: boolean }[];
  search: string;
  setSearch: (text: string) => void;
} {
  const say = useSay();
  const list = useList();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 200);
  const { toGive } = useFormWorld();
  const { data = [] } = useQuery({
    queryKey: ['staff', asked, toGive],
    queryFn: () => searchStaff(asked, toGive),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
  const [known] = useState(() => new Map<string, string>());
  const labelOf = (one: StaffFound) => {
    const notes = [
      ...(one.barred === undefined ? [] : [say(one.barred.message)]),
      ...(one.awayUntil === undefined ? [] : [say(ABSENT)]),
    ];
    return `${one.name} · ${one.id}${notes.length === 0 ? '' : ` (${list(notes)})`}`;
  };
  for (const one of data) known.set(one.id, labelOf(one));
  const values = new Set([...data.map(({ id }) => id), ...chosen]);
  return {
    options: [...values].map((id) => ({
      value: id,
      label: known.get(id) ?? id,
      disabled: data.some((one) => one.id === id && one.barred !== undefined),
    })),
    search,
    setSearch,
  };
}

/** One of the staff, found by name, initials or number. */
export function PersonField({
  value,
  onChange,
  isRequired,
  isLocked,
  field,
  ...common
}: Common & { value: string | undefined; onChange: (id: string | undefined) => void }): ReactNode {
  const say = useSay();
  const { options, search, setSearch } = useFound(value === undefined ? [] : [value]);
  return (
    <Select
      {...common}
      data-field={field}
      data={options}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      searchable
      clearable={!isRequired}
      withAsterisk={isRequired}
      disabled={isLocked}
      nothingFoundMessage={say(NOBODY)}
    />
  );
}

/** Several of the staff. */
export function PeopleField({
  value,
  onChange,
  isRequired,
  isLocked,
  field,
  ...common
}: Common & { value: readonly string[]; onChange: (ids: string[]) => void }): ReactNode {
  const say = useSay();
  const { options, search, setSearch } = useFound(value);
  return (
    <MultiSelect
      {...common}
      data-field={field}
      data={options}
      value={[...value]}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      searchable
      withAsterisk={isRequired}
      disabled={isLocked}
      nothingFoundMessage={say(NOBODY)}
    />
  );
}
