import { useQuery } from '@tanstack/react-query';
import type { TasksSearch } from '../../app/search';
import { placesQuery } from '../../client/oversight';
import { searchStaff } from '../../client/staff';
import type { Narrowed } from '../../parts/narrowed';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { timeOf } from '../../words/format';

/** What the address narrows tasks to, in words; each can be dropped. */
export function useNarrowedTasks(search: TasksSearch, onNarrow: (change: TasksSearch) => void): Narrowed[] {
  const { policy, place, role, assignee, assigned, dueFrom, dueBefore } = search;
  const { data: places } = useQuery({ ...placesQuery, enabled: place !== undefined });
  const { data: found } = useQuery({
    queryKey: ['staff', assignee, undefined],
    queryFn: () => searchStaff(assignee ?? ''),
    enabled: assignee !== undefined,
    staleTime: 300_000,
  });
  const name = found?.find(({ id }) => id === assignee)?.name ?? assignee ?? '';
  const said: [keyof TasksSearch, Bilingual | undefined][] = [
    ['policy', Array.isArray(policy) ? both(`${policy.length} 个办法`, `${policy.length} policies`) : undefined],
    ['place', place === undefined ? undefined : ofPlace(places?.items.find(({ id }) => id === place)?.title, place)],
    ['assignee', assignee === undefined ? undefined : both(`待办人：${name}`, `Given to ${name}`)],
    ['role', role === undefined ? undefined : both('一个岗位', 'One role')],
    ['assigned', assigned === false ? both('未指定到人', 'Given to nobody yet') : undefined],
    ['dueFrom', dueFrom === undefined ? undefined : at(both('不早于', 'Due from'), dueFrom)],
    ['dueBefore', dueBefore === undefined ? undefined : at(both('早于', 'Due before'), dueBefore)],
  ];
  return said.flatMap(([key, says]) =>
    says === undefined ? [] : [{ name: key, says, drop: () => onNarrow({ [key]: undefined }) }],
  );
}

function ofPlace(title: Bilingual | undefined, id: string): Bilingual {
  return both(`单位：${title?.zh ?? id}`, `Place: ${title?.en ?? id}`);
}

function at(words: Bilingual, instant: string): Bilingual {
  return both(`到期${words.zh} ${timeOf(instant, 'zh')}`, `${words.en} ${timeOf(instant, 'en')}`);
}
