import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { proceedingTimelineQuery } from '../../client/audit';
import { useMe } from '../../client/session';
import { Failure, Loading } from '../../parts/states';
import { Due, Moment } from '../../parts/time';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { timeOf } from '../../words/format';
import { useSay, useSpoken } from '../../words/language';
import { STATUS, W } from './words';

type Facts = Readonly<Record<string, unknown>>;

export const textAt = (facts: Facts | undefined, name: string): string | undefined => {
  const value = facts?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
export const numberAt = (facts: Facts | undefined, name: string): number | undefined => {
  const value = facts?.[name];
  return typeof value === 'number' ? value : undefined;
};
export const factsAt = (facts: Facts | undefined, name: string): Facts | undefined => {
  const value = facts?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : undefined;
};
export const listAt = (facts: Facts | undefined, name: string): Facts[] => {
  const value = facts?.[name];
  return Array.isArray(value) ? (value as Facts[]) : [];
};

/** Number, kind and state of an incident or a corrective action, and what waits in it. */
export function ProceedingHead({
  kind,
  detail,
  children,
}: {
  kind: Bilingual;
  detail: {
    no: string;
    status: string;
    policy: { title: Bilingual };
    openedAt?: string | undefined;
    closedAt?: string | undefined;
    dues: readonly Facts[];
  };
  children?: ReactNode;
}): ReactNode {
  const say = useSay();
  const { can } = useMe();
  const { no, status, policy, openedAt, closedAt, dues } = detail;
  return (
    <header className="panel case-head">
      <div className="case-line">
        <h1>
          <span className="no">{no}</span> {say(kind)}
        </h1>
        <span className={`status status-${status}`}>{say(STATUS[status] ?? W.policy)}</span>
        {can.audit && (
          <Link to="/audit/$no" params={{ no }} search={{}} className="whole">
            {say(W.audit)}
          </Link>
        )}
      </div>
      <dl className="case-facts">
        {children}
        <Fact title={W.policy}>{say(policy.title)}</Fact>
        {openedAt !== undefined && (
          <Fact title={W.opened}>
            <Moment at={openedAt} />
          </Fact>
        )}
        {closedAt !== undefined && (
          <Fact title={W.closedAt}>
            <Moment at={closedAt} />
          </Fact>
        )}
      </dl>
      {dues.length > 0 && (
        <ul className="listed" aria-label={say(W.waits)}>
          {dues.map((due, i) => {
            const title = factsAt(due, 'title');
            return (
              <li key={i}>
                {title !== undefined && say(both(textAt(title, 'zh') ?? '', textAt(title, 'en') ?? ''))}{' '}
                <Due at={textAt(due, 'dueAt')} />
              </li>
            );
          })}
        </ul>
      )}
    </header>
  );
}

export function Fact({ title, children }: { title: Bilingual; children: ReactNode }): ReactNode {
  const say = useSay();
  return (
    <div>
      <dt>{say(title)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What happened to it. */
export function ProceedingStory({ no }: { no: string }): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const { can } = useMe();
  // Whoever has a part in it by name alone sees what is theirs, and no story.
  const { data, error, refetch } = useQuery({ ...proceedingTimelineQuery(no), enabled: can.read });
  if (!can.read) return null;
  return (
    <section className="panel story">
      <h2>{say(W.story)}</h2>
      {data === undefined && error === null && <Loading lines={5} height={24} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <ol className="entries">
        {data
          ?.filter(({ minor }) => !minor)
          .map(({ seq, at, sentence }) => (
            <li key={seq} className="entry">
              <time dateTime={at}>{timeOf(at, language)}</time>
              <span>{say(sentence)}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}

/** The way to a complaint, for who may read complaints. */
export function CaseLink({ no }: { no: string }): ReactNode {
  const { can } = useMe();
  if (!can.read) return <span className="no">{no}</span>;
  return (
    <Link to="/complaints/$no" params={{ no }} search={{}} className="no">
      {no}
    </Link>
  );
}
