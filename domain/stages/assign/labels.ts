import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { assign } from './definition';

export const assignLabels: StageLabels<typeof assign> = {
  sentences: {},
  actions: {
    accept: { fields: {}, example: {} },
    assign: {
      fields: {
        person: { title: both('受理人', 'Person') },
        department: {
          title: both('部门', 'Department'),
          help: both('转给其他部门时填写。', 'Required when passing the complaint to another department.'),
        },
        reason: { title: both('原因', 'Reason') },
      },
      rules: [{ when: { person: 'missing' }, needs: ['department'] }],
      example: { person: 'wei' },
    },
  },
};
