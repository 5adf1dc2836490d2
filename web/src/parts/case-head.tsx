import type { ReactNode } from 'react';
import type { Complaint } from '../client/queries';
import { valueTitle } from '../form/field-words';
import { both } from '../words/both';
import { useSay } from '../words/language';
import { Icon } from './icons';
import { Moment, Money } from './time';

const W = {
  open: both('处理中', 'Open'),
  new: both('登记中', 'Being recorded'),
  resolved: both('已有结果', 'Resolved'),
  closed: both('已关闭', 'Closed'),
  major: both('重大', 'Major'),
  severity: both('严重程度', 'Severity'),
  demand: both('诉求', 'Demand'),
  customer: both('客户', 'Customer'),
  withheld: both('投诉人信息保密', 'The complainant is kept confidential'),
  call: both('拨打', 'Call'),
  words: both('客户原话', 'In the customer’s words'),
  low: both('轻微', 'Low'),
  medium: both('一般', 'Medium'),
  high: both('严重', 'High'),
  recorded: both('登记', 'Recorded'),
  receipt: both('小票金额', 'Receipt'),
  by: both('渠道', 'By'),
  paused: both('已暂停', 'Paused'),
  first: both('首问责任人', 'First responsible'),
  unproven: both('客户网上自行提交，联系方式未核实', 'Lodged online by the customer; contact not proved'),
  receipts: both('各张小票', 'Receipts'),
};

const SEVERITY: Readonly<Record<string, { zh: string; en: string }>> = { low: W.low, medium: W.medium, high: W.high };

const textAt = (facts: Record<string, unknown> | undefined, name: string): string | undefined => {
  const value = facts?.[name];
  return typeof value === 'string' ? value : undefined;
};
const numberAt = (facts: Record<string, unknown> | undefined, name: string): number | undefined => {
  const value = facts?.[name];
  return typeof value === 'number' ? value : undefined;
};
const factsAt = (facts: Record<string, unknown> | undefined, name: string): Record<string, unknown> | undefined => {
  const value = facts?.[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
};

interface Receipt {
  number: string;
  amountFen: number;
}

/** Several receipts, each for itself. */
function receiptsAt(facts: Record<string, unknown> | undefined): Receipt[] {
  const value = facts?.['receipts'];
  return Array.isArray(value) ? (value as Receipt[]) : [];
}

/** What a case is about, at its head: number, kind, state, who complains and what they want. */
export function CaseHead({
  detail,
  level = 1,
  children,
}: {
  detail: Complaint;
  level?: 1 | 2;
  children?: ReactNode;
}): ReactNode {
  const say = useSay();
  const { intake } = detail;
  const complainant = factsAt(intake, 'complainant');
  const demand = factsAt(intake, 'demand');
  const phone = textAt(complainant, 'phone');
  const text = textAt(intake, 'text') ?? textAt(intake, 'brief');
  const receipt = numberAt(intake, 'receiptFen');
  const receipts = receiptsAt(intake);
  const amount = numberAt(demand, 'amountFen');
  const channel = textAt(intake, 'channel');
  const channelTitle = channel === undefined ? undefined : valueTitle('channel', channel);
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <header className="case-head">
      <div className="case-line">
        <Heading>
          <span className="no">{detail.no}</span> {detail.category === undefined ? '' : say(detail.category.title)}
        </Heading>
        <span className={`status status-${detail.status}`}>{say(W[detail.status])}</span>
        {detail.major !== undefined && <span className="major">{say(W.major)}</span>}
        {detail.pause !== undefined && (
          <span className="due due-paused">
            <span aria-hidden="true">⏸ </span>
            {say(W.paused)}
          </span>
        )}
        {children}
      </div>
      <dl className="case-facts">
        <div className="customer-fact">
          <dt>{say(W.customer)}</dt>
          <dd>
            {complainant === undefined ? (
              <span className="withheld">
                <Icon name="lock" /> {say(W.withheld)}
              </span>
            ) : (
              <>
                {textAt(complainant, 'name')}{' '}
                {phone !== undefined && (
                  <a href={`tel:${phone}`} aria-label={`${say(W.call)} ${phone}`}>
                    {phone}
                  </a>
                )}
                {phone === undefined && textAt(complainant, 'email')}
                {detail.contactUnproven === true && <span className="unproven">{say(W.unproven)}</span>}
              </>
            )}
          </dd>
        </div>
        {(amount !== undefined || textAt(demand, 'text') !== undefined) && (
          <div>
            <dt>{say(W.demand)}</dt>
            <dd>
              {amount !== undefined && <Money fen={amount} />} {textAt(demand, 'text')}
            </dd>
          </div>
        )}
        {receipt !== undefined && (
          <div>
            <dt>{say(W.receipt)}</dt>
            <dd>
              <Money fen={receipt} />
            </dd>
          </div>
        )}
        {receipts.length > 0 && (
          <div>
            <dt>{say(W.receipts)}</dt>
            <dd>
              {receipts.map(({ number, amountFen }) => (
                <span key={number} className="one-receipt">
                  {number} <Money fen={amountFen} />
                </span>
              ))}
            </dd>
          </div>
        )}
        {detail.severity !== undefined && SEVERITY[detail.severity] !== undefined && (
          <div>
            <dt>{say(W.severity)}</dt>
            <dd>{say(SEVERITY[detail.severity] ?? W.low)}</dd>
          </div>
        )}
        {detail.recordedAt !== undefined && (
          <div>
            <dt>{say(W.recorded)}</dt>
            <dd>
              <Moment at={detail.recordedAt} /> {detail.recordedBy?.name}
              {channelTitle !== undefined && ` · ${say(channelTitle)}`}
            </dd>
          </div>
        )}
        {detail.firstResponsible !== undefined && (
          <div>
            <dt>{say(W.first)}</dt>
            <dd>{detail.firstResponsible.name}</dd>
          </div>
        )}
      </dl>
      {text !== undefined && (
        <blockquote className="customer-words" lang={textAt(intake, 'language') === 'en' ? 'en' : 'zh-CN'}>
          <span className="sr-only">{say(W.words)}: </span>
          {text}
        </blockquote>
      )}
    </header>
  );
}
