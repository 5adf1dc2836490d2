import { z } from 'zod';
import { takesPart } from '../../domain/actions/who';
import { both } from '../../domain/values/text';
import { numberOf, numberPath } from '../case/number';
import { readCase } from '../case/read-case';
import { mayKnowComplainant } from '../case/withheld';
import { isOver } from '../customer/case-of-link';
import { proofAskedOf } from '../customer/proof';
import { defineOperation } from '../operation';
import { Problem } from '../problem';
import { storeUnavailable } from '../unavailable';

const linkSchema = z
  .object({
    no: z.string(),
    path: z.string().meta({ description: 'Of the customer’s page, at whatever address this API is reached.' }),
    address: z.string().optional().meta({ description: 'The same in full, where `REDRESS_PUBLIC_URL` says how.' }),
    proof: z.enum(['phone', 'email', 'account']).meta({ description: 'What the customer is asked for as proof.' }),
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'CustomerLink' });

/** The link by which the customer of a complaint reaches its page. */
export const customerLink = defineOperation({
  id: 'makeCustomerLink',
  method: 'post',
  path: '/complaints/{no}/customer-link',
  tag: 'Complaints',
  title: both('客户的网页链接', 'Customer link'),
  help: both(
    '供念给客户或发给客户。第一次请求时生成；`renew` 换成新的，原链接即失效。客户打开后须先证明是本人。办结 30 天后失效。谁取得或更换了链接，记入查阅记录。',
    'The link of the customer page, to be read out or sent. The first request creates it; `renew` replaces it. The customer confirms their identity on the page. The link expires 30 days after the case was closed. The access record notes who obtained or renewed it.',
  ),
  who: 'acting',
  pathSchema: numberPath,
  bodySchema: z.strictObject({ renew: z.boolean().default(false) }),
  bodyExample: { renew: false },
  answers: { 200: { description: 'The present link.', schema: linkSchema } },
  problems: [
    'NotFound',
    'WrongPlace',
    'WrongRole',
    'Closed',
    'EvidenceMissing',
    'Erased',
    'NotRecorded',
    'EngineUnavailable',
  ],
  handle: async ({ deps, actor, path, body, log }) => {
    const read = await readCase(deps, numberOf(path), actor);
    const { state, policy } = read;
    const { no } = state;
    if (policy === undefined) throw storeUnavailable(undefined);
    if (!takesPart(state, policy, actor) || !mayKnowComplainant(actor, read)) throw notTheirs();
    const now = deps.clock();
    if (isOver(state, now)) throw over();
    const proof = proofAskedOf(state.intake?.complainant ?? {});
    if (proof === undefined) throw withoutProof();
    const { customerLinks, accessRecord } = deps.models;
    const token = body.renew ? await customerLinks.renew(no, now) : await customerLinks.token(no, now);
    const colleague = actor.for === undefined ? {} : { for: actor.for };
    const what = body.renew ? 'renewed' : 'shown';
    accessRecord.note({ at: now.toISOString(), kind: 'customerLink', account: actor.id, ...colleague, no, what });
    log.info({ no, staff: actor.id, what }, 'link of the customer');
    const { publicUrl } = deps.config;
    const address = `/c/${token}`;
    return {
      status: 200,
      body: {
        ...{ no, path: address, proof },
        ...(publicUrl === undefined ? {} : { address: publicUrl + address }),
        madeAt: (await customerLinks.madeAt(no)) ?? now.toISOString(),
      },
    };
  },
});

function notTheirs(): Problem {
  return new Problem('WrongRole', {
    detail: both(
      '由正在办理本案、可知投诉人身份的人员操作。',
      'Only staff who handle the case and may know the complainant can do this.',
    ),
  });
}

function over(): Problem {
  return new Problem('Closed', {
    detail: both(
      '办结已超过 30 天，客户的网页不再开放。',
      'The case was closed more than 30 days ago; its customer page is no longer available.',
    ),
  });
}

function withoutProof(): Problem {
  return new Problem('EvidenceMissing', {
    detail: both(
      '客户没有留下电话、邮箱或会员号，无法在网页上证明是本人。',
      'The customer left no phone, email or account number to confirm their identity with.',
    ),
  });
}
