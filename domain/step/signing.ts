import type { TaskAnswer } from '../case/state';
import type { Bilingual } from '../values/text';
import type { StepContext, TaskSpec } from './context';

export interface Signing {
  /** Roles that sign, with a title of their own where they have one. */
  signatures: { who: string; title?: Bilingual | undefined }[];
  order: 'sequence' | 'parallel';
  need: 'all' | 'any';
  /** Answers with this action stop everything at once (a rejection). */
  stops?: string;
  rules: Omit<TaskSpec, 'who'>;
}

/**
 * Signatures of several roles, one after another or side by side, all or any one of them. Nobody signs twice. Open
 * requests are withdrawn once it is decided.
 */
export async function signatures(c: StepContext, name: string, signing: Signing): Promise<TaskAnswer[]> {
  const given: TaskAnswer[] = [];
  const decided = (): boolean =>
    given.some((answer) => answer.action === signing.stops) || (signing.need === 'any' && given.length > 0);
  const sign = async (i: number): Promise<void> => {
    const signature = signing.signatures[i];
    if (signature === undefined || decided()) return;
    const answer = await c.awaitTask(`${name}-${i + 1}`, {
      ...signing.rules,
      who: signature.who,
      ...(signature.title === undefined ? {} : { title: signature.title }),
      until: decided,
    });
    if (answer !== undefined) given.push(answer);
  };
  if (signing.order === 'parallel') await c.all(signing.signatures.map((_, i) => () => sign(i)));
  else for (let i = 0; i < signing.signatures.length; i++) await sign(i);
  return given;
}
