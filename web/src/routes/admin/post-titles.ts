import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../words/language';
import { placesQuery, postsQuery } from './admin-data';

interface Titled {
  value: string;
  label: string;
}

/** What roles, departments and places can be chosen, and what each is called. */
export function usePosts(): {
  roles: Titled[];
  departments: Titled[];
  places: Titled[];
  titleOf: (part: 'roles' | 'departments' | 'places', id: string) => string;
  error: unknown;
} {
  const say = useSay();
  const posts = useQuery(postsQuery);
  const placesFound = useQuery(placesQuery);
  const titled = (all: readonly { id: string; title: { zh: string; en: string } }[] = []): Titled[] =>
    all.map(({ id, title }) => ({ value: id, label: say(title) }));
  const known = {
    roles: titled(posts.data?.roles),
    departments: titled(posts.data?.departments),
    places: titled(placesFound.data),
  };
  return {
    ...known,
    titleOf: (part, id) => known[part].find(({ value }) => value === id)?.label ?? id,
    error: posts.error ?? placesFound.error,
  };
}
