import { z } from 'zod';
import type { Intake } from '../../domain/case/intake';
import type { CaseState } from '../../domain/case/state';
import type { TaskEntry } from '../../models/tasks';
import type { SignedCall } from '../operation';
import { vaultFor } from './opening';
import { holdsNoRole } from './own-tasks';
import { storedCase } from './read-case';
import { seesPlace } from './seen-places';
import { intakeFor, mayKnowComplainant } from './withheld';

const MOST_CHARACTERS = 60;

export const gistSchema = z
  .object({
    seq: z.int().meta({ description: 'Of the complaint’s last event.' }),
    customer: z
      .string()
      .optional()
      .meta({ description: 'Masked; absent where the reader may not know who complains.' }),
    text: z.string().optional().meta({ description: 'The first sixty characters of what happened.' }),
    amountFen: z.int().optional().meta({ description: 'What is proposed, or else what is demanded.' }),
    proposedBy: z.string().optional().meta({ description: 'Staff id.' }),
    tier: z.string().optional().meta({ description: 'The role that has to approve an amount like this.' }),
    promiseAt: z.iso.datetime().optional().meta({ description: 'The next word that the customer was promised.' }),
  })
  .meta({ id: 'Gist' });
export type Gist = z.output<typeof gistSchema>;

/**
 * What the complaints of these tasks are about, by their numbers: of those alone that the reader sees as a whole. What is
 * opened for it is noted like any other reading.
 */
export async function gistsOf(call: SignedCall, tasks: readonly TaskEntry[]): Promise<Map<string, Gist>> {
  const gists = new Map<string, Gist>();
  if (holdsNoRole(call.actor)) return gists;
  const byCase = new Map(tasks.filter(({ kind }) => kind === 'complaint').map((task) => [task.no, task]));
  for (const [no, task] of byCase) {
    const gist = await gistOf(call, task);
    if (gist !== undefined) gists.set(no, gist);
  }
  return gists;
}

async function gistOf(call: SignedCall, { no, actions, role }: TaskEntry): Promise<Gist | undefined> {
  const { actor, deps } = call;
  const read = await storedCase(deps, no);
  if (read === undefined || !seesPlace(actor, read.state.places)) return undefined;
  const { state } = read;
  const intake = intakeFor(actor, read) as Pick<Intake, 'text' | 'demand'> | undefined;
  const name = mayKnowComplainant(actor, read) ? state.intake?.complainant.name : undefined;
  const opened = await vaultFor(call).openDeep({ name, text: intake?.text }, no);
  const amountFen = state.proposal?.costFen ?? intake?.demand.amountFen;
  const promiseAt = nextPromise(state);
  return {
    seq: state.seq,
    ...(typeof opened.name === 'string' ? { customer: masked(opened.name) } : {}),
    ...(typeof opened.text === 'string' ? { text: Array.from(opened.text).slice(0, MOST_CHARACTERS).join('') } : {}),
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(state.proposal === undefined ? {} : { proposedBy: state.proposal.by }),
    ...(actions.includes('approve') ? { tier: role } : {}),
    ...(promiseAt === undefined ? {} : { promiseAt }),
  };
}

function nextPromise({ promises }: CaseState): string | undefined {
  const [first] = promises.flatMap(({ status, at }) => (status === 'made' ? [new Date(at).toISOString()] : [])).sort();
  return first;
}

/** The first character of a name, and that there are more: 王**, O***. */
export function masked(name: string): string {
  const [first = '', ...more] = Array.from(name.trim());
  return `${first}${'*'.repeat(Math.min(more.length, 3))}`;
}
