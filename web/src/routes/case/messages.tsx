import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { messagesQuery } from '../../client/queries';
import { valueTitle } from '../../form/field-words';
import { Icon } from '../../parts/icons';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { useSay } from '../../words/language';
import { W } from './words';

/** What went to the customer and what came from them, in order; neither looks like what colleagues write. */
export function Messages({ no }: { no: string }): ReactNode {
  const say = useSay();
  const { data, error, refetch } = useQuery(messagesQuery(no));
  if (data === undefined)
    return error === null ? <Loading lines={4} /> : <Failure error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <Empty title={W.noMessages} />;
  return (
    <ol className="messages">
      {data.items.map((message) => {
        const channel = message.channel === undefined ? undefined : valueTitle('channel', message.channel);
        return (
          <li key={message.seq} className={`message message-${message.direction}`}>
            <div className="message-head">
              <strong>{say(message.direction === 'in' ? W.received : W.sent)}</strong>
              {channel !== undefined && <span>{say(channel)}</span>}
              {message.by !== undefined && <span>{message.by.name}</span>}
              <Moment at={message.at} />
              {message.status === 'failed' && <span className="due due-overdue">▲ {say(W.failed)}</span>}
            </div>
            {message.subject !== undefined && <p className="message-subject">{message.subject}</p>}
            {message.text !== undefined && <blockquote>{message.text}</blockquote>}
            {message.withheld === true && (
              <p className="withheld">
                <Icon name="lock" /> {say(W.withheld)}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
