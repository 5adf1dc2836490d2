/** What is wrong with a policy, where, and what to write instead. */
export interface PolicyProblem {
  /** Path of the field: `main.3.overdue.0.to`. */
  field: string;
  message: string;
  hint?: string;
  /** Filled in once the file's text is at hand; 1-based. */
  file?: string;
  line?: number;
  column?: number;
}

/** A policy that cannot be used, with everything that is wrong with it at once. */
export class PolicyBroken extends Error {
  override readonly name = 'PolicyBroken';

  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(sayProblem).join('\n'));
  }
}

/** `policies/x.yaml:12:5 main.3.who: no such role "desck". Did you mean desk?` */
export function sayProblem({ file, line, column, field, message, hint }: PolicyProblem): string {
  const place = [file ?? 'policy', line, column].filter((part) => part !== undefined).join(':');
  return `${place} ${field}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
}
