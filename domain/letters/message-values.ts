/**
 * What messages can say: the names that templates may use. Where a message has no value for one of them (no remedy was
 * agreed on, nobody handles the case yet) it shows a dash.
 */
export const CUSTOMER_VALUES = [
  /** The customer's name, or "customer". */
  'name',
  /** Complaint number. */
  'no',
  /** Title of the procedure. */
  'policy',
  'category',
  /** When the complaint was recorded. */
  'recordedAt',
  /** The steps that the customer will notice, in order. */
  'flow',
  /** By when the customer hears of a proposal or a result, if every step takes all of its time. */
  'expectedBy',
  /** How the answer reaches the customer. */
  'channel',
  /** Why it was found unfounded or the demand declined, in the words of whoever decided. */
  'reason',
  /** What the investigation found to be the cause, in its words. */
  'cause',
  /** Who handles the case, by name. */
  'handler',
  /** Remedies by title: those agreed on, in an offer those offered. */
  'remedies',
  /** A sentence on each of these remedies. */
  'remedyWords',
  /** What they are worth. */
  'costFen',
  /** What is new since the last word, in the words of whoever gives it; a dash where nothing is. */
  'news',
  /** Which of how many options this offer is. */
  'option',
  'options',
  /** In which round of handling it is made. */
  'round',
  /** The complaint into which this one was merged. */
  'into',
  /** Who signs the letter, as the policy names them (`documents.letters.signed`). */
  'signed',
  /** Outside bodies that the customer may turn to (`documents.letters.elsewhere`). */
  'elsewhere',
] as const;

/** For messages to staff, which tell no more than where to look: no names of customers, none of their words. */
export const STAFF_VALUES = [
  ...['name', 'no', 'policy', 'category', 'department', 'role', 'task', 'dueAt'],
  /** Whom the reader stands in for, or to whom a task was given, by name. */
  'colleague',
] as const;

/**
 * Templates to staff: those that the runner itself sends, and those that stages send by default. Every other one that no
 * step sends to staff goes to customers.
 */
export const STAFF_TEMPLATES: readonly string[] = [
  'reminder',
  'overdue',
  'escalation',
  'nobodyMayAct',
  'warning',
  'clock',
  'substitution',
  'reassigned',
  'incident',
  'correctiveAction',
  'report',
  'handedOver',
  'resultReported',
  'meetingCalled',
  'copyOfOrder',
  'penaltyHearing',
  'penaltyAppeal',
  'penaltyDecided',
];

/** The values of a template, as far as its name tells. */
export function valuesOfTemplate(name: string): readonly string[] {
  return STAFF_TEMPLATES.includes(name) ? STAFF_VALUES : CUSTOMER_VALUES;
}
