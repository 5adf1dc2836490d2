import { both } from '../../domain/values/text';
import { acceptedSchema, answerSchema } from '../case/answer-schema';
import { intakeBodySchema } from '../case/intake-body';
import { locationOf, registerComplaint } from '../case/register-complaint';
import { seenAnswer } from '../case/unseen';
import { defineOperation } from '../operation';

/** A complaint comes in. */
export const register = defineOperation({
  id: 'registerComplaint',
  method: 'post',
  path: '/complaints',
  tag: 'Complaints',
  title: both('登记投诉', 'Register a complaint'),
  help: both(
    '姓名、联系方式和文字在写入前加密；登记完成后返回编号。请携带 Idempotency-Key：同一键与同一内容总是得到同一编号。',
    'Names, contacts and texts are encrypted before anything is written. The number is returned once the case has recorded ' +
      'the complaint. Send an Idempotency-Key: the same key with the same body always returns the same number.',
  ),
  who: 'acting',
  bodySchema: intakeBodySchema,
  bodyExample: {
    category: 'quality',
    channel: 'phone',
    language: 'zh',
    complainant: { name: '王小明', phone: '13800000000' },
    text: '上周买的电饭煲第一次使用就漏电，要求退货。',
    demand: { kind: 'refund', amountFen: 39_900 },
  },
  headers: ['Idempotency-Key', 'Prefer'],
  answers: {
    201: { description: 'Recorded. `Location` is the address of the complaint.', schema: answerSchema },
    200: { description: 'Already recorded by an earlier request with this key.', schema: answerSchema },
    202: { description: 'Accepted for processing (`Prefer: respond-async`).', schema: acceptedSchema },
  },
  problems: ['KeyReused', 'WrongPlace', 'StoreUnavailable', 'EngineUnavailable', 'NumberTaken', 'AnswerLate'],
  handle: async (call) => {
    const { no, key, isNew, answer } = await registerComplaint(call);
    call.log.info({ no, staff: call.actor.id, isNew }, 'registered');
    const headers = { Location: locationOf(no), 'Idempotency-Key': key };
    if (answer === undefined)
      return {
        status: 202,
        headers: { ...headers, 'Preference-Applied': 'respond-async' },
        body: { no, idempotencyKey: key },
      };
    // A repeat is answered with the case as it stands by now.
    return { status: isNew ? 201 : 200, headers, body: await seenAnswer(call.deps, call.actor, answer) };
  },
});
