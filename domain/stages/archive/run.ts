import { done, to } from '../../step/outcome';
import type { ContextOf, Run } from '../../stage';
import type { archive } from './definition';
import { tellOfMerge } from './notify-merged';

export const runArchive: Run<typeof archive> = async (c) => {
  // The round ends here, though the answer waits for what goes on beside it.
  c.record('ended', 'RoundEnded', { end: endOf(c) });
  // Once answered it stays so, also if the stage runs again while a promise made since is still to be kept.
  await c.standStill(() => c.state.status === 'resolved' || (c.otherLinesEnded() && c.state.merging === undefined));
  // A track may have ended the case while the main line waited for it here.
  c.record('resolved', 'CaseResolved', { end: endOf(c) });
  const window = await c.ask('window', 'planTime', {
    from: c.state.resolvedAt ?? c.now(),
    limit: c.policy.reopening.within,
  });
  const isReopened = (): boolean => c.state.status === 'open';
  // The engine's shortest timer takes up to a second: where a policy knows no reopening, none is set.
  const hasWindow = window.at > (c.state.resolvedAt ?? c.now());
  await c.all<unknown>([
    ...(hasWindow ? [() => c.waitUntil('window', window.at, isReopened, window.explanation)] : []),
    () => tellOfMerge(c, isReopened),
  ]);
  // A promise made in the window is still kept, and as long as it isn't the case may be reopened.
  await c.standStill(() => isReopened() || c.otherLinesEnded());
  if (isReopened()) return to(c.policy.reopening.to);
  c.record('closed', 'CaseClosed', {});
  return done;
};

function endOf(c: ContextOf<typeof archive>): string {
  const end = c.state.ending?.as ?? c.state.facts['end'];
  return typeof end === 'string' ? end : 'solved';
}
