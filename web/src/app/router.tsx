import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { TasksPage } from '../routes/tasks/tasks-page';
import { Failure } from '../parts/states';
import { Home, PenaltiesNow } from './home';
import type {
  DashboardSearch,
  MarksSearch,
  RegisterSearch,
  ReportMarksSearch,
  StaffFilters,
  TasksSearch,
} from './search';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
function defined<T extends object>(object: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>;
  }>;
}

/** One text, or several. */
function texts(value: unknown): string | string[] | undefined {
  if (!Array.isArray(value)) return text(value);
  const all = value.filter((one): one is string => typeof one === 'string' && one !== '');
  return all.length > 1 ? all : all[0];
}

const whole = (value: unknown): number | undefined => (Number.isInteger(value) ? (value as number) : undefined);

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
      policy: texts(search['policy']),
      place: text(search['place']),
      role: text(search['role']),
      assignee: text(search['assignee']),
      assigned: typeof search['assigned'] === 'boolean' ? search['assigned'] : undefined,
      hearings: search['hearings'] === false ? (false as const) : undefined,
      dueFrom: text(search['dueFrom']),
      dueBefore: text(search['dueBefore']),
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
      policy: texts(search['policy']),
      stage: text(search['stage']),
      department: text(search['department']),
      place: text(search['place']),
      recordedFrom: text(search['recordedFrom']),
      recordedTo: text(search['recordedTo']),
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

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('../routes/audit/audit-page'), 'AuditPage'),
  validateSearch: (search: Record<string, unknown>): { shown?: 'refusals' | 'readings' | 'everything' } =>
    defined({ shown: word(search['shown'], ['refusals', 'readings', 'everything']) }),
});

const auditFile = createRoute({
  getParentRoute: () => root,
  path: '/audit/$no',
  component: lazyRouteComponent(() => import('../routes/audit/audit-file-page'), 'AuditFilePage'),
  validateSearch: (search: Record<string, unknown>): { tab?: 'access' } =>
    defined({ tab: word(search['tab'], ['access']) }),
});

const dashboardSearch = (search: Record<string, unknown>): DashboardSearch =>
  defined({ policy: text(search['policy']), place: text(search['place']), days: whole(search['days']) });

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard',
  component: lazyRouteComponent(() => import('../routes/dashboard/dashboard-page'), 'DashboardPage'),
  validateSearch: dashboardSearch,
});

const dashboardMarks = createRoute({
  getParentRoute: () => root,
  path: '/dashboard/marks',
  component: lazyRouteComponent(() => import('../routes/dashboard/marks-page'), 'DashboardMarksPage'),
  validateSearch: (search: Record<string, unknown>): MarksSearch => ({
    ...dashboardSearch(search),
    ...defined({
      figure: text(search['figure']),
      at: text(search['at']),
      category: text(search['category']),
      topCategory: text(search['topCategory']),
      cause: text(search['cause']),
    }),
  }),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('../routes/reports/reports-page'), 'ReportsPage'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$id/$period',
  component: lazyRouteComponent(() => import('../routes/reports/report-page'), 'ReportPage'),
});

const reportMarks = createRoute({
  getParentRoute: () => root,
  path: '/reports/$id/$period/marks',
  component: lazyRouteComponent(() => import('../routes/reports/report-marks-page'), 'ReportMarksPage'),
  validateSearch: (search: Record<string, unknown>): ReportMarksSearch =>
    defined({
      section: whole(search['section']),
      figure: text(search['figure']),
      value: text(search['value']),
      before: search['before'] === true ? (true as const) : undefined,
    }),
});

const penaltiesNow = createRoute({
  getParentRoute: () => root,
  path: '/penalties',
  component: PenaltiesNow,
});

const penalties = createRoute({
  getParentRoute: () => root,
  path: '/penalties/$month',
  component: lazyRouteComponent(() => import('../routes/penalties/penalties-page'), 'PenaltiesPage'),
  validateSearch: (search: Record<string, unknown>): { mine?: true } =>
    defined({ mine: search['mine'] === true ? (true as const) : undefined }),
});

const claims = createRoute({
  getParentRoute: () => root,
  path: '/claims',
  component: lazyRouteComponent(() => import('../routes/penalties/claims-page'), 'ClaimsPage'),
  validateSearch: (search: Record<string, unknown>): { status?: string } => defined({ status: text(search['status']) }),
});

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$no',
  component: lazyRouteComponent(() => import('../routes/proceedings/incident-page'), 'IncidentPage'),
});

const correctiveAction = createRoute({
  getParentRoute: () => root,
  path: '/corrective-actions/$no',
  component: lazyRouteComponent(() => import('../routes/proceedings/corrective-action-page'), 'CorrectiveActionPage'),
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
    ...[home, tasks, complaint, intake, register, approvals],
    ...[audit, auditFile, dashboard, dashboardMarks, reports, report, reportMarks],
    ...[penaltiesNow, penalties, claims, incident, correctiveAction],
    ...[me, policies, policy, admin, account, absences, places, changes, health],
  ]),
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
