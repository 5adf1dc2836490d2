import '../../oversight.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { incidentQuery } from '../../client/proceedings';
import type { Incident } from '../../client/proceedings';
import { Bars } from '../../parts/bars';
import { Failure, Loading } from '../../parts/states';
import { Money } from '../../parts/time';
import { both } from '../../words/both';
import { useList, useSay } from '../../words/language';
import { remedyWords } from '../case/remedy-words';
import { Acting } from './acting';
import { CaseLink, Fact, factsAt, listAt, numberAt, ProceedingHead, ProceedingStory, textAt } from './parts';
import { MEMBER, TOLD, W } from './words';

const route = getRouteApi('/incidents/$no');

/** Many complaints with one cause: how far it is, what was found, what all are told, and what one may do. */
export function IncidentPage(): ReactNode {
  const { no } = route.useParams();
  const { data, error, refetch } = useQuery(incidentQuery(no));
  useEffect(() => {
    document.title = `${no} · Redress`;
  }, [no]);
  if (data === undefined)
    return error === null ? (
      <Loading lines={8} height={48} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  return (
    <div className="proceeding-page">
      <ProceedingHead kind={W.incident} detail={data}>
        <Fact title={W.members}>{data.members.length}</Fact>
      </ProceedingHead>
      <Acting no={no} path={`/incidents/${no}`} actions={data.actions} />
      <Progress detail={data} />
      <Found detail={data} />
      <Members detail={data} />
      <ProceedingStory no={no} />
    </div>
  );
}

/** How many members have been told what, and how far the lists of other customers are. */
function Progress({ detail: { members, contacts } }: { detail: Incident }): ReactNode {
  const say = useSay();
  const inside = members.filter((member) => textAt(member, 'status') !== 'left');
  const bars = ['join', 'findings', 'answer'].map((word) => ({
    key: word,
    title: both(`${W.told.zh}：${TOLD[word]?.zh ?? ''}`, `${W.told.en}: ${TOLD[word]?.en ?? ''}`),
    n: inside.filter((member) => numberAt(factsAt(member, 'told'), word) !== undefined).length,
  }));
  const ended = inside.filter((member) => textAt(member, 'status') === 'closed').length;
  const counts = [
    [W.reached, 'told'],
    [W.failed, 'failed'],
    [W.optedOut, 'optedOut'],
    [W.repeated, 'repeated'],
  ] as const;
  return (
    <>
      <Bars title={W.progress} bars={[...bars, { key: 'closed', title: MEMBER['closed'] ?? W.told, n: ended }]} />
      {contacts.length > 0 && (
        <section className="panel">
          <h2>{say(W.contacts)}</h2>
          <ul className="listed">
            {contacts.map((list, i) => (
              <li key={i}>
                <span className="no">{textAt(list, 'list')}</span>{' '}
                {say(W.contacted(numberAt(list, 'upTo') ?? 0, numberAt(list, 'total') ?? 0))}{' '}
                <span className="muted">
                  {counts.map(([title, name]) => `${say(title)} ${numberAt(list, name) ?? 0}`).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Found({ detail: { findings, answer } }: { detail: Incident }): ReactNode {
  const say = useSay();
  const list = useList();
  const loss = numberAt(findings, 'lossFen');
  const cost = numberAt(answer, 'costFen');
  return (
    <div className="bar-grid">
      <section className="panel">
        <h2>{say(W.findings)}</h2>
        {findings === undefined ? (
          <p className="muted">{say(W.noFindings)}</p>
        ) : (
          <>
            <blockquote className="customer-words">{textAt(findings, 'cause')}</blockquote>
            {loss !== undefined && (
              <p>
                {say(W.loss)} <Money fen={loss} />
              </p>
            )}
          </>
        )}
      </section>
      <section className="panel">
        <h2>{say(W.answer)}</h2>
        {answer === undefined ? (
          <p className="muted">{say(W.noAnswer)}</p>
        ) : (
          <>
            <ol className="listed">
              {listAt(answer, 'options').map((option, i) => (
                <li key={i}>
                  {say(W.option)} {i + 1}
                  {say(both('：', ': '))}
                  {list(listAt(option, 'remedies').map((remedy) => say(remedyWords(remedy['kind']))))}
                </li>
              ))}
            </ol>
            {cost !== undefined && (
              <p>
                {say(W.costEach)} <Money fen={cost} />
              </p>
            )}
            <p>{say(textAt(answer, 'approvedBy') === undefined ? W.notApproved : W.approved)}</p>
          </>
        )}
      </section>
    </div>
  );
}

function Members({ detail: { members } }: { detail: Incident }): ReactNode {
  const say = useSay();
  const list = useList();
  return (
    <section className="panel">
      <h2>
        {say(W.members)} <span className="count">{members.length}</span>
      </h2>
      <ul className="listed">
        {members.map((member) => {
          const no = textAt(member, 'no') ?? '';
          const told = Object.keys(factsAt(member, 'told') ?? {}).flatMap((word) => TOLD[word] ?? []);
          return (
            <li key={no} data-member={no}>
              <CaseLink no={no} />{' '}
              <span className="status">{say(MEMBER[textAt(member, 'status') ?? ''] ?? W.members)}</span>{' '}
              <span className="muted">{told.length > 0 && `${say(W.told)} ${list(told.map(say))}`}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
