import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MarksSearch, RegisterSearch, TasksSearch } from '../../app/search';

function given<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

/** To exactly the complaints of a filter. */
export function RegisterLink({ search, children }: { search: RegisterSearch; children: ReactNode }): ReactNode {
  return (
    <Link to="/complaints" search={given(search)} className="bar-row">
      {children}
    </Link>
  );
}

/** To exactly the tasks of a filter, of all who have them; hearings are nobody's load. */
export function TasksLink({ search, children }: { search: TasksSearch; children: ReactNode }): ReactNode {
  return (
    <Link to="/tasks" search={given({ ...search, view: 'all' as const, hearings: false as const })} className="bar-row">
      {children}
    </Link>
  );
}

/** To the marks behind a figure. */
export function MarksLink({ search, children }: { search: MarksSearch; children: ReactNode }): ReactNode {
  return (
    <Link to="/dashboard/marks" search={given(search)} className="bar-row">
      {children}
    </Link>
  );
}
