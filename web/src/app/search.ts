/** What is narrowed down stands in the address: every view can be kept and sent. */
export interface TasksSearch {
  view?: 'all';
  open?: string;
  task?: string;
  policy?: string | undefined;
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

export interface RegisterSearch {
  text?: string | undefined;
  policy?: string | undefined;
  status?: 'open' | 'resolved' | 'closed' | undefined;
  category?: string | undefined;
  major?: true | undefined;
  sort?: 'recordedAt' | 'dueAt' | undefined;
  order?: 'asc' | 'desc' | undefined;
}
