import { done, to } from '../outcome';
import type { Stage } from '../stage';

export const archive: Stage<'archive'> = async (c) => {
  await c.standStill(() => c.otherLinesEnded());
  const end = c.state.facts['end'];
  c.record('resolved', 'CaseResolved', { end: typeof end === 'string' ? end : 'solved' });
  const window = await c.ask('window', 'planTime', { from: c.state.resolvedAt ?? c.now(), limit: c.policy.reopening.within });
  const closing = await c.waitUntil('window', window.at, () => c.state.status === 'open', window.explanation);
  if (!closing) return to(c.policy.reopening.to);
  await c.standStill(() => c.otherLinesEnded());
  c.record('closed', 'CaseClosed');
  return done;
};
