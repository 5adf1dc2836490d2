import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TasksSearch } from '../../app/search';
import { policiesQuery } from '../../client/queries';
import { SavedViews } from '../../views/saved-views';
import { useSay } from '../../words/language';
import { W } from './words';

/** What the list of tasks is narrowed to, which stands in the address; and views of it that were saved. */
export function TaskFilters({
  search,
  onNarrow,
}: {
  search: TasksSearch;
  onNarrow: (change: Pick<TasksSearch, 'policy' | 'overdue'>) => void;
}): ReactNode {
  const say = useSay();
  const { data: policies } = useQuery(policiesQuery);
  return (
    <section className="task-filters" aria-label={say(W.filters)}>
      <Select
        aria-label={say(W.policy)}
        placeholder={`${say(W.policy)}: ${say(W.any)}`}
        data={policies?.items.map(({ id, title }) => ({ value: id, label: say(title) })) ?? []}
        value={typeof search.policy === 'string' ? search.policy : null}
        onChange={(policy) => onNarrow({ policy: policy ?? undefined })}
        searchable
        clearable
      />
      <label className="minor-switch">
        <input
          type="checkbox"
          checked={search.overdue ?? false}
          onChange={({ currentTarget }) => onNarrow({ overdue: currentTarget.checked ? true : undefined })}
        />
        {say(W.overdueOnly)}
      </label>
      <SavedViews page="tasks" />
    </section>
  );
}
