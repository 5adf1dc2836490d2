import { z } from 'zod';
import { event } from '../../event';
import { refuse } from '../../refusal';
import { both } from '../../text';
import { defineAnytimeAction } from '../anytime';

/** The customer takes the complaint back; somebody other than the handler confirms it with them before the case ends. */
export const withdraw = defineAnytimeAction({
  name: 'withdraw',
  movesOn: true,
  who: 'part',
  byCustomer: 'unlessRolesAreNamed',
  takenUpBy: { track: 'withdrawal', on: 'WithdrawalRequested' },
  title: both('撤诉', 'Withdraw'),
  help: both(
    '登记客户撤诉，由经办人以外的人核实后结案。',
    'Register that the customer withdraws; confirmed by somebody else before the case ends.',
  ),
  data: (text) => z.strictObject({ reason: text.optional() }),
  refuse: ({ state }) => {
    if (state.status === 'resolved')
      return refuse('AlreadySo', 409, both('投诉已经答复。', 'The case has been answered already.'));
    return Object.entries(state.lines).some(([id, line]) => id.startsWith('withdrawal.') && line.status === 'running')
      ? refuse('AlreadySo', 409, both('撤诉正在核实。', 'A withdrawal is being confirmed already.'))
      : undefined;
  },
  events: { WithdrawalRequested: event<{ reason?: string }>({ audience: 'staff', inReport: 'answers' }) },
  apply: ({ message }) => [{ type: 'WithdrawalRequested', data: message.data }],
});
