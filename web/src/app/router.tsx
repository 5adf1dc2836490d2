import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { TasksPage } from '../routes/tasks/tasks-page';
import { Failure } from '../parts/states';
import { Home } from './home';
import type { RegisterSearch, StaffFilters, TasksSearch } from './search';
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
  component: Home,
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

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('../routes/me/me-page'), 'MePage'),
});

const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  component: lazyRouteComponent(() => import('../routes/policies/policies-page'), 'PoliciesPage'),
});

const policy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$id',
  component: lazyRouteComponent(() => import('../routes/policies/policy-page'), 'PolicyPage'),
  validateSearch: (search: Record<string, unknown>): { version?: string | undefined; against?: string | undefined } =>
    defined({ version: text(search['version']), against: text(search['against']) }),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('../routes/admin/staff-page'), 'StaffPage'),
  validateSearch: (search: Record<string, unknown>): StaffFilters =>
    defined({
      text: text(search['text']),
      role: text(search['role']),
      department: text(search['department']),
      place: text(search['place']),
      left: search['left'] === true ? (true as const) : undefined,
    }),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/admin/staff/$id',
  component: lazyRouteComponent(() => import('../routes/admin/account-page'), 'AccountPage'),
});

const absences = createRoute({
  getParentRoute: () => root,
  path: '/admin/absences',
  component: lazyRouteComponent(() => import('../routes/admin/absences-page'), 'AbsencesPage'),
  validateSearch: (search: Record<string, unknown>): { month?: string } => defined({ month: text(search['month']) }),
});

const places = createRoute({
  getParentRoute: () => root,
  path: '/admin/places',
  component: lazyRouteComponent(() => import('../routes/admin/places-page'), 'PlacesPage'),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: '/admin/changes',
  component: lazyRouteComponent(() => import('../routes/admin/changes'), 'ChangesPage'),
});

const health = createRoute({
  getParentRoute: () => root,
  path: '/admin/health',
  component: lazyRouteComponent(() => import('../routes/admin/health-page'), 'HealthPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[home, tasks, complaint, intake, register, approvals, me, policies, policy],
    ...[admin, account, absences, places, changes, health],
  ]),
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
