/** The role under which the system itself sends what a rule or a case brings about; no member of staff holds it. */
export const SYSTEM_ROLE = 'system';
