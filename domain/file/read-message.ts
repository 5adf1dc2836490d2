import type { z } from 'zod';
import { parseData } from '../actions/action-data';
import type { Envelope } from './envelope';
import { parseEnvelope } from './envelope';
import { fingerprint } from '../values/fingerprint';
import { takenUnder } from './keys-taken';
import { keyReused, malformed, unknownAction } from './refusal';
import type { FileState } from './state';
import type { Refused, Verdict } from './verdict';
import { refused } from './verdict';

/** A message that can be judged: its data parsed, nothing taken under its key yet. */
export interface Readable<Action> {
  verdict: 'readable';
  action: Action;
  message: Envelope;
  /** The mark of what was said: the sender's, or one of the message as it came. */
  fingerprint: string;
}

/**
 * The beginning of every judgement, whatever the file: whether the action is known, the envelope has its form, the key was
 * taken before, and the data are what the action wants. Pure.
 * @param marked what of a message its mark is made of, where the sender gives none
 */
export function readMessage<Action extends Parameters<typeof parseData>[0]>(
  { no, keys }: Pick<FileState, 'no' | 'keys'>,
  { name, action, raw }: { name: string; action: Action | undefined; raw: unknown },
  marked: (message: Pick<Envelope, 'task' | 'data'>) => unknown[],
): Readable<Action> | Exclude<Verdict<unknown>, { verdict: 'accept' }> {
  if (action === undefined) return refused(unknownAction(name));
  const envelope = parseEnvelope(raw);
  if (!envelope.success) return refused(malformed(fieldsOf(envelope.error)));
  const message: Envelope = { ...envelope.data, data: envelope.data.data };
  const print = message.fingerprint ?? fingerprint(marked(message));
  const taken = takenUnder(keys, message.key, print);
  if (taken !== undefined)
    return taken.isSame ? { verdict: 'repeat', message, seq: taken.seq } : refused(keyReused(), message);
  const parsed = parseData(action, no, message.data ?? {});
  if (!parsed.success) return wrongData(parsed.error, message);
  message.data = parsed.data;
  return { verdict: 'readable', action, message, fingerprint: print };
}

/** The data are not what the action wants. */
export function wrongData(error: z.ZodError, message: Envelope): Refused {
  return refused(malformed(fieldsOf(error, 'data')), message);
}

/** Which fields are wrong, and how: paths and codes of the parser, never its wording. */
function fieldsOf(error: z.ZodError, prefix?: string): { path: string; code: string }[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: [...(prefix === undefined ? [] : [prefix]), ...issue.path].map(String).join('.'),
    code: issue.code,
  }));
}
