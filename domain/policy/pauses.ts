import { z } from 'zod';
import { durationSchema } from './step';

/**
 * What rests while a case waits for somebody who is not ours. `tasks`: due times with all that their ladders do, but for
 * tasks that one of the actions in `goOn` ends. `promises`: times promised to the customer. `progress`: words of progress.
 */
const restSchema = <R extends string>(...rests: [R, ...R[]]) =>
  z.strictObject({
    rests: z.array(z.enum(rests)),
    /** Actions whose tasks go on. */
    goOn: z.array(z.string().min(1)).default([]),
    /** Clock time after which such a pause ends by itself at the latest: no case is forgotten. */
    atMost: durationSchema.optional(),
  });

/** By whom is awaited. A promise made to the customer waits for nobody but the customer. */
export const pausesSchema = z.strictObject({
  customer: restSchema('tasks', 'promises', 'progress').optional(),
  thirdParty: restSchema('tasks', 'progress').optional(),
});

/** What rests during one pause. */
export interface Rests {
  rests: ('tasks' | 'promises' | 'progress')[];
  goOn: string[];
  atMost?: string | undefined;
}

/** What a policy that says nothing gets. */
const BY_DEFAULT: Record<'customer' | 'thirdParty', Rests> = {
  customer: { rests: ['tasks', 'promises', 'progress'], goOn: ['heedMessage'] },
  thirdParty: { rests: ['tasks'], goOn: ['heedMessage'] },
};

/** What rests under this policy while somebody is awaited. */
export function restsWhile(
  { pauses }: { pauses?: { customer?: Rests | undefined; thirdParty?: Rests | undefined } | undefined },
  waitsFor: 'customer' | 'thirdParty',
): Rests {
  return pauses?.[waitsFor] ?? BY_DEFAULT[waitsFor];
}
