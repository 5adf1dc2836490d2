import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Policy } from '../../client/queries';
import { roleTitle } from '../../action/now-panel';
import { useIsOnline } from '../../parts/online';
import { Failure } from '../../parts/states';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { timeOf, yuanOf } from '../../words/format';
import { useSay } from '../../words/language';
import { filledReceipts } from './intake-data';
import type { IntakeData } from './intake-data';
import type { Registering } from './use-registering';
import { W } from './words';

/** The record as sentences, to be said aloud to whoever calls. */
export function sentencesOf(data: IntakeData, policy: Policy): Bilingual[] {
  const { complainant = {}, demand = {} } = data;
  const category = policy.categories.find(({ id }) => id === data.category)?.title ?? both('', '');
  const { name, phone } = complainant;
  const amount = demand.amountFen === undefined ? undefined : yuanOf(demand.amountFen);
  const kind = demand.kind === undefined ? undefined : (DEMANDS[demand.kind] ?? both(demand.kind, demand.kind));
  return [
    ...(name === undefined && phone === undefined
      ? []
      : [
          both(
            `您是${name ?? '来电人'}${phone === undefined ? '' : `，电话 ${phone}`}，对吗？`,
            `You are ${name ?? 'the caller'}${phone === undefined ? '' : `, telephone ${phone}`}: is that right?`,
          ),
        ]),
    both(
      `您反映的是${category.zh}${data.product === undefined ? '' : `（${data.product}）`}：${data.text ?? ''}`,
      `Your complaint is about ${category.en.toLowerCase()}${data.product === undefined ? '' : ` (${data.product})`}: ${data.text ?? ''}`,
    ),
    ...(data.occurredAt === undefined
      ? []
      : [both(`发生在 ${timeOf(data.occurredAt, 'zh')}。`, `It happened on ${timeOf(data.occurredAt, 'en')}.`)]),
    ...receiptsSaid(data),
    kind === undefined && amount === undefined
      ? both('您没有提出具体要求，对吗？', 'You ask for nothing in particular: is that right?')
      : both(
          `您要求${kind?.zh ?? ''}${amount === undefined ? '' : ` ${amount}`}，对吗？`,
          `You ask for ${kind?.en.toLowerCase() ?? 'an amount'}${amount === undefined ? '' : ` of ${amount}`}: is that right?`,
        ),
  ];
}

function receiptsSaid(data: IntakeData): Bilingual[] {
  const said = filledReceipts(data).map(({ number = '', amountFen = 0 }) => `${number} ${yuanOf(amountFen)}`);
  if (said.length === 0) return [];
  return [
    both(
      `小票 ${said.length} 张：${said.join('；')}，对吗？`,
      `Receipts (${said.length}): ${said.join('; ')}. Is that right?`,
    ),
  ];
}

const DEMANDS: Readonly<Record<string, Bilingual>> = {
  refund: W.refund,
  exchange: W.exchange,
  repair: W.repair,
  compensation: W.compensation,
  apology: W.apology,
  other: both('其他', 'something else'),
};

/** Read to the customer before it counts; only then it is registered. */
export function ReadBack({
  data,
  policy,
  registering,
  isSent,
  onRegister,
  onEdit,
}: {
  data: IntakeData;
  policy: Policy;
  registering: Registering;
  /** It may have been taken already: only the same can be sent again. */
  isSent: boolean;
  onRegister: () => void;
  onEdit: () => void;
}): ReactNode {
  const say = useSay();
  const isOnline = useIsOnline();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const [first] = policy.steps.filter(({ who }) => who !== undefined);
  const isBusy = registering.at === 'sending' || registering.at === 'waiting';
  return (
    <section className="panel read-back" aria-labelledby="read-back">
      <h2 id="read-back" ref={head} tabIndex={-1}>
        {say(W.readBack)}
      </h2>
      <ul className="spoken">
        {sentencesOf(data, policy).map((sentence) => (
          <li key={sentence.en}>{say(sentence)}</li>
        ))}
      </ul>
      {first !== undefined && (
        <p className="muted">
          {say(W.next)}
          {say(both('：', ': '))}
          {say(first.title)} {roleTitle(policy, first.who ?? '', say)}
        </p>
      )}
      {registering.at === 'waiting' && (
        <div className="unknown" role="alert">
          <span aria-hidden="true">? </span>
          {say(registering.isUnknown ? W.unknown : W.waiting)}
        </div>
      )}
      {registering.at === 'refused' && <Failure error={registering.error} />}
      <div className="action-bar">
        <Button onClick={onRegister} loading={isBusy} disabled={!isOnline} aria-keyshortcuts="Control+Enter">
          {say(W.register)}
        </Button>
        <Button variant="default" onClick={onEdit} disabled={isSent || registering.at === 'sending'}>
          {say(W.edit)}
        </Button>
      </div>
    </section>
  );
}
