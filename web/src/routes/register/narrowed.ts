import { useQuery } from '@tanstack/react-query';
import type { RegisterSearch } from '../../app/search';
import { placesQuery } from '../../client/oversight';
import { policyQuery } from '../../client/queries';
import type { Narrowed } from '../../parts/narrowed';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { timeOf } from '../../words/format';

/** What came in the address and has no field of its own, in words. */
export function useNarrowed(search: RegisterSearch, onNarrow: (change: RegisterSearch) => void): Narrowed[] {
  const { policy, stage, department, place, recordedFrom, recordedTo } = search;
  const one = typeof policy === 'string' ? policy : undefined;
  const { data: under } = useQuery({
    ...policyQuery(one ?? ''),
    enabled: one !== undefined && (stage ?? department) !== undefined,
  });
  const { data: places } = useQuery({ ...placesQuery, enabled: place !== undefined });
  const step = [...(under?.steps ?? []), ...(under?.tracks ?? []).flatMap(({ steps }) => steps)].find(
    ({ id }) => id === stage,
  );
  const called = (title: Bilingual, value: Bilingual | undefined, id: string): Bilingual =>
    both(`${title.zh}：${value?.zh ?? id}`, `${title.en}: ${value?.en ?? id}`);
  const since = (title: Bilingual, at: string): Bilingual =>
    both(`${title.zh} ${timeOf(at, 'zh')}`, `${title.en} ${timeOf(at, 'en')}`);
  return [
    ...(policy === undefined || one !== undefined
      ? []
      : [
          {
            ...{ name: 'policy', says: both(`${policy.length} 个办法`, `${policy.length} policies`) },
            drop: () => onNarrow({ policy: undefined }),
          },
        ]),
    ...(stage === undefined
      ? []
      : [
          {
            ...{ name: 'stage', says: called(both('环节', 'Step'), step?.title, stage) },
            drop: () => onNarrow({ stage: undefined }),
          },
        ]),
    ...(department === undefined
      ? []
      : [
          {
            name: 'department',
            says: called(
              both('部门', 'Department'),
              under?.departments.find(({ id }) => id === department)?.title,
              department,
            ),
            drop: () => onNarrow({ department: undefined }),
          },
        ]),
    ...(place === undefined
      ? []
      : [
          {
            name: 'place',
            says: called(both('单位', 'Place'), places?.items.find(({ id }) => id === place)?.title, place),
            drop: () => onNarrow({ place: undefined }),
          },
        ]),
    ...(recordedFrom === undefined
      ? []
      : [
          {
            ...{ name: 'recordedFrom', says: since(both('登记不早于', 'Recorded from'), recordedFrom) },
            drop: () => onNarrow({ recordedFrom: undefined }),
          },
        ]),
    ...(recordedTo === undefined
      ? []
      : [
          {
            ...{ name: 'recordedTo', says: since(both('登记早于', 'Recorded before'), recordedTo) },
            drop: () => onNarrow({ recordedTo: undefined }),
          },
        ]),
  ];
}
