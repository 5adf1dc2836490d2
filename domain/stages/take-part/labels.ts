import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { takePart } from './definition';

export const takePartLabels: StageLabels<typeof takePart> = {
  sentences: {
    AccountGiven: (e) => both(`${e.who.zh}说明了当时的情况。`, `${e.who.en} gave an account of the events.`),
    ParticipantBarred: (e) =>
      both(
        `${e.words.person(e.text('person'))}是被投诉人，不参与处理。`,
        `Named in the complaint and therefore not taking part: ${e.words.person(e.text('person'))}.`,
      ),
  },
  actions: {
    giveAccount: {
      fields: {
        account: {
          title: both('当时情况', 'Account'),
          help: both('写明经过，不作评价。', 'Describe the events without judging them.'),
        },
      },
      example: { account: '当天按工单交车，未提及异响' },
    },
  },
};
