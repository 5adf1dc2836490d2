import { z } from 'zod';
import { event } from '../../event';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** The customer takes the complaint back; somebody other than the handler confirms it with them before the case ends. */
export const withdraw = defineAnytimeAction({
  name: 'withdraw',
  movesOn: true,
  who: 'part',
  byCustomer: 'unlessRolesAreNamed',
  takenUpBy: { track: 'withdrawal', on: 'WithdrawalRequested' },
  title: both('撤回投诉', 'Withdraw'),
  help: both(
    '登记客户撤回投诉，由经办人以外的人核实后结案。',
    'Record the customer’s withdrawal. A colleague confirms it before the case is closed.',
  ),
  data: (text) => z.strictObject({ reason: text.optional() }),
  refuse: ({ state }) => {
    if (state.status === 'resolved')
      return refuse('AlreadySo', 409, both('投诉已经答复。', 'The case has already been answered.'));
    return Object.entries(state.lines).some(([id, line]) => id.startsWith('withdrawal.') && line.status === 'running')
      ? refuse('AlreadySo', 409, both('撤回投诉正在核实。', 'A withdrawal is already being confirmed.'))
      : undefined;
  },
  events: { WithdrawalRequested: event<{ reason?: string }>({ audience: 'staff', inReport: 'answers' }) },
  apply: ({ message }) => [{ type: 'WithdrawalRequested', data: message.data }],
});
