import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import type { Clock } from '../../case/clocks/clock';
import { stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';
import type { TimeLimit } from '../../time/time-limit';

/**
 * More time for a clock is granted or not, by the role that the clock's `extend` names, never by whoever asked. What is
 * decided only when the clock has ended is decided too late.
 */
export const decideExtension = defineStage({
  stage: 'decideExtension',
  title: both('审批延期', 'Decide on the extension'),
  params: z.strictObject({ ...stepBase, stage: z.literal('decideExtension') }),
  actions: [
    defineAction({
      name: 'approveExtension',
      title: both('同意延期', 'Grant the extension'),
      help: both(
        '期限届满前批准有效，随后告知客户。',
        'Takes effect if approved before the time limit ends. The customer is then notified.',
      ),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
    defineAction({
      name: 'refuseExtension',
      title: both('不同意延期', 'Refuse the extension'),
      help: both('期限不变。', 'The time limit stays unchanged.'),
      data: (text) => z.strictObject({ reason: text }),
    }),
  ],
  events: {
    LimitExtended: event<{ clock: string; by: TimeLimit; comment?: string }>({
      audience: 'staff',
      apply: (state, { clock, by }, event) =>
        changed(state, clock, ({ asked: _asked, ...running }) => ({
          ...running,
          extended: [
            ...(running.extended ?? []),
            {
              ...{ by, at: event.at },
              ...(event.by === undefined ? {} : { approvedBy: event.by.id }),
              ...(running.dueAt === undefined ? {} : { wasDueAt: running.dueAt }),
            },
          ],
        })),
    }),
    ExtensionRefused: event<{ clock: string; reason?: string }>({ audience: 'staff', apply: withoutAsked }),
    ExtensionLapsed: event<{ clock: string }>({ audience: 'staff', apply: withoutAsked }),
  },
  leads: () => ({ next: false, end: true }),
});

function withoutAsked(state: CaseState, { clock }: { clock: string }): Partial<CaseState> {
  return changed(state, clock, ({ asked: _asked, ...rest }) => rest);
}

function changed(state: CaseState, id: string, change: (clock: Clock) => Clock): Partial<CaseState> {
  const clock = state.clocks[id];
  return clock === undefined ? {} : { clocks: { ...state.clocks, [id]: change(clock) } };
}
