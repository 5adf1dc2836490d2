import '../../oversight.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { correctiveActionQuery } from '../../client/proceedings';
import type { CorrectiveAction } from '../../client/proceedings';
import { useMe } from '../../client/session';
import { searchStaff } from '../../client/staff';
import { Failure, Loading } from '../../parts/states';
import { Due, Moment } from '../../parts/time';
import { useCategoryTitle } from '../../parts/titles';
import { useSay } from '../../words/language';
import { Acting } from './acting';
import { CaseLink, Fact, factsAt, numberAt, ProceedingHead, ProceedingStory, textAt } from './parts';
import { AIMS, PHASES, W } from './words';

const route = getRouteApi('/corrective-actions/$no');

/** What is done so that it does not happen again: by whom, how far, and whether it works. */
export function CorrectiveActionPage(): ReactNode {
  const say = useSay();
  const { no } = route.useParams();
  const categoryTitle = useCategoryTitle();
  const { data, error, refetch } = useQuery(correctiveActionQuery(no));
  useEffect(() => {
    document.title = `${no} · Redress`;
  }, [no]);
  if (data === undefined)
    return error === null ? (
      <Loading lines={8} height={48} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const { aim, what, category, owner, phase, dueAt, watchUntil, policy, status } = data;
  return (
    <div className="proceeding-page">
      <ProceedingHead kind={W.correctiveAction} detail={data}>
        <Fact title={W.phase}>{say(PHASES[phase] ?? W.phase)}</Fact>
        <Fact title={W.owner}>{owner === undefined ? say(W.noOwner) : <Person id={owner} />}</Fact>
        <Fact title={W.aim}>{say(AIMS[aim] ?? W.aim)}</Fact>
        {category !== undefined && <Fact title={W.category}>{categoryTitle(policy.id, category)}</Fact>}
        {dueAt !== undefined && status !== 'closed' && (
          <Fact title={W.due}>
            <Due at={dueAt} />
          </Fact>
        )}
        {watchUntil !== undefined && (
          <Fact title={W.watch}>
            <Moment at={watchUntil} />
          </Fact>
        )}
      </ProceedingHead>
      <section className="panel">
        <h2>{say(W.what)}</h2>
        <p>{what}</p>
        <Origin detail={data} />
      </section>
      <Acting no={no} path={`/corrective-actions/${no}`} actions={data.actions} />
      <Rounds detail={data} />
      <ProceedingStory no={no} />
    </div>
  );
}

function Origin({ detail: { origin } }: { detail: CorrectiveAction }): ReactNode {
  const say = useSay();
  if (origin === undefined) return null;
  return (
    <p className="muted">
      {say(W.origin)}{' '}
      {origin.cases.map((no) => (
        <span key={no}>
          <CaseLink no={no} />{' '}
        </span>
      ))}
      {origin.incident !== undefined && (
        <Link to="/incidents/$no" params={{ no: origin.incident }} className="no">
          {origin.incident}
        </Link>
      )}
    </p>
  );
}

/** From carrying out to the assessment, once or several times. */
function Rounds({ detail: { rounds = [], outcome } }: { detail: CorrectiveAction }): ReactNode {
  const say = useSay();
  const isTold = rounds.some((round) => factsAt(round, 'completed') !== undefined);
  if (!isTold && outcome === undefined) return null;
  return (
    <section className="panel">
      <h2>{say(W.rounds)}</h2>
      {rounds.map((round, i) => {
        const [completed, verified, assessed] = ['completed', 'verified', 'assessed'].map((name) =>
          factsAt(round, name),
        );
        const effect = factsAt(round, 'effect');
        const sentBack = numberAt(round, 'sentBack') ?? 0;
        return (
          <div key={i}>
            <h3>{say(W.round(i + 1))}</h3>
            <dl className="definitions">
              {completed !== undefined && (
                <Fact title={W.completed}>
                  {textAt(completed, 'evidence')} <At facts={completed} />
                </Fact>
              )}
              {sentBack > 0 && <Fact title={W.sentBack}>{sentBack}</Fact>}
              {verified !== undefined && (
                <Fact title={W.verified}>
                  {textAt(verified, 'finding')} <At facts={verified} />
                </Fact>
              )}
              {effect !== undefined && (
                <Fact title={W.effect}>
                  {numberAt(factsAt(effect, 'before'), 'received') ?? '—'} →{' '}
                  {numberAt(factsAt(effect, 'after'), 'received') ?? '—'}
                </Fact>
              )}
              {assessed !== undefined && (
                <Fact title={W.assessed}>
                  {say(assessed['effective'] === true ? W.effective : W.notEffective)} {textAt(assessed, 'finding')}{' '}
                  <At facts={assessed} />
                </Fact>
              )}
            </dl>
          </div>
        );
      })}
      {outcome === 'givenUp' && <p>{say(W.givenUp)}</p>}
    </section>
  );
}

function At({ facts }: { facts: Readonly<Record<string, unknown>> }): ReactNode {
  const at = textAt(facts, 'at');
  return at === undefined ? null : (
    <span className="muted">
      <Moment at={at} alone /> <Person id={textAt(facts, 'by') ?? ''} />
    </span>
  );
}

/** One of the staff by name; by number, where who looks may search for nobody. */
function Person({ id }: { id: string }): ReactNode {
  const { can } = useMe();
  const { data } = useQuery({
    queryKey: ['staff', id, undefined],
    queryFn: () => searchStaff(id),
    enabled: can.read && id !== '',
    staleTime: 300_000,
  });
  return data?.find((one) => one.id === id)?.name ?? id;
}
