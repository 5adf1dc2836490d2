import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { policiesQuery } from '../client/queries';
import { useMe } from '../client/session';
import { useSay } from '../words/language';

/** What a category is called under its policy; empty until that is known. */
export function useCategoryTitle(): (policy: string, category: string | undefined) => string {
  const say = useSay();
  const me = useMe();
  const { data } = useQuery({ ...policiesQuery, enabled: me.can.read });
  return useCallback(
    (policy, category) => {
      const title = data?.items.find(({ id }) => id === policy)?.categories.find(({ id }) => id === category)?.title;
      return title === undefined ? '' : say(title);
    },
    [data, say],
  );
}

export function usePolicyTitle(): (policy: string) => string {
  const say = useSay();
  const me = useMe();
  const { data } = useQuery({ ...policiesQuery, enabled: me.can.read });
  return useCallback(
    (policy) => {
      const title = data?.items.find(({ id }) => id === policy)?.title;
      return title === undefined ? '' : say(title);
    },
    [data, say],
  );
}
