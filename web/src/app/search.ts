/** What is narrowed down stands in the address: every view can be kept and sent. */
export interface TasksSearch {
  view?: 'all' | undefined;
  open?: string | undefined;
  task?: string | undefined;
  policy?: OneOrMore | undefined;
  place?: string | undefined;
  role?: string | undefined;
  assignee?: string | undefined;
  assigned?: boolean | undefined;
  hearings?: false | undefined;
  dueFrom?: string | undefined;
  dueBefore?: string | undefined;
  overdue?: true | undefined;
}

export interface StaffFilters {
  text?: string | undefined;
  role?: string | undefined;
  department?: string | undefined;
  place?: string | undefined;
  /** Those who have left too. */
  left?: true | undefined;
}

/** One value, or several any of which will do. */
type OneOrMore = string | readonly string[];

export interface RegisterSearch {
  text?: string | undefined;
  policy?: OneOrMore | undefined;
  status?: 'open' | 'resolved' | 'closed' | undefined;
  category?: string | undefined;
  stage?: string | undefined;
  department?: string | undefined;
  place?: string | undefined;
  recordedFrom?: string | undefined;
  recordedTo?: string | undefined;
  major?: true | undefined;
  sort?: 'recordedAt' | 'dueAt' | undefined;
  order?: 'asc' | 'desc' | undefined;
}

export interface DashboardSearch {
  policy?: string | undefined;
  place?: string | undefined;
  days?: number | undefined;
}

/** Which figure of the dashboard, and of what. */
export interface MarksSearch extends DashboardSearch {
  figure?: string | undefined;
  at?: string | undefined;
  category?: string | undefined;
  topCategory?: string | undefined;
  cause?: string | undefined;
}

/** Which figure of a report. */
export interface ReportMarksSearch {
  section?: number | undefined;
  figure?: string | undefined;
  value?: string | undefined;
  before?: true | undefined;
}
