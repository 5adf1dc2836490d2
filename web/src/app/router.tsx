import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { TasksPage } from '../routes/tasks/tasks-page';
import { Failure } from '../parts/states';
import type { RegisterSearch, TasksSearch } from './search';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
function defined<T extends object>(object: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>;
  }>;
}

/** One of the words that a parameter can be. */
function word<const T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((one) => one === value);
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // The router's own way to say so.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/tasks', search: {} });
  },
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  component: TasksPage,
  validateSearch: (search: Record<string, unknown>): TasksSearch =>
    defined({
      view: search['view'] === 'all' ? ('all' as const) : undefined,
      open: text(search['open']),
      task: text(search['task']),
      policy: text(search['policy']),
      overdue: search['overdue'] === true ? (true as const) : undefined,
    }),
});

const complaint = createRoute({
  getParentRoute: () => root,
  path: '/complaints/$no',
  component: lazyRouteComponent(() => import('../routes/case/case-page'), 'CasePage'),
  validateSearch: (search: Record<string, unknown>): { tab?: string } => defined({ tab: text(search['tab']) }),
});

const intake = createRoute({
  getParentRoute: () => root,
  path: '/new',
  component: lazyRouteComponent(() => import('../routes/intake/intake-page'), 'IntakePage'),
  validateSearch: (search: Record<string, unknown>): { draft?: string } => defined({ draft: text(search['draft']) }),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/complaints',
  component: lazyRouteComponent(() => import('../routes/register/register-page'), 'RegisterPage'),
  validateSearch: (search: Record<string, unknown>): RegisterSearch =>
    defined({
      text: text(search['text']),
      policy: text(search['policy']),
      status: word(search['status'], ['open', 'resolved', 'closed']),
      category: text(search['category']),
      major: search['major'] === true ? (true as const) : undefined,
      sort: word(search['sort'], ['recordedAt', 'dueAt']),
      order: word(search['order'], ['asc', 'desc']),
    }),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  component: lazyRouteComponent(() => import('../routes/approvals/approvals-page'), 'ApprovalsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, tasks, complaint, intake, register, approvals]),
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
