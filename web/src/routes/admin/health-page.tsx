import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { api, ApiProblem, bodyOf } from '../../client/http';
import type { Schemas } from '../../client/http';
import { Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { both } from '../../words/both';
import { useSay } from '../../words/language';
import { AdminFrame } from './admin-frame';
import { FOUND, H, WORKS } from './health-words';
import { W } from './words';

const AGAIN_MS = 15_000;
const workQuery = {
  queryKey: ['admin', 'health', 'work'],
  queryFn: () => bodyOf(api.GET('/health/work')),
  refetchInterval: AGAIN_MS,
};
/** Not agreeing is an answer here, and no failure of the page. */
const casesQuery = {
  queryKey: ['admin', 'health', 'cases'],
  queryFn: async (): Promise<{ lastLook?: Schemas['Look'] | undefined; problem?: ApiProblem }> => {
    try {
      return await bodyOf(api.GET('/health/cases'));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 503) return { problem: error };
      throw error;
    }
  },
  refetchInterval: AGAIN_MS,
};
const findingsQuery = {
  queryKey: ['admin', 'health', 'findings'],
  queryFn: () => bodyOf(api.GET('/api/v1/audit/findings')),
  refetchInterval: AGAIN_MS,
};

/** Whether what nobody waits for goes on: processes, their work, archive, and whether register and engine agree. */
export function HealthPage(): ReactNode {
  return (
    <AdminFrame part="health">
      {() => (
        <>
          <Cases />
          <Processes />
        </>
      )}
    </AdminFrame>
  );
}

/** How something stands: by icon and words, never by colour alone. */
function State({ isWell, children }: { isWell: boolean; children: ReactNode }): ReactNode {
  return (
    <p className={isWell ? 'health-well' : 'health-odd'} role="status">
      <span aria-hidden="true">{isWell ? '✓ ' : '▲ '}</span>
      {children}
    </p>
  );
}

function Cases(): ReactNode {
  const say = useSay();
  const cases = useQuery(casesQuery);
  const findings = useQuery(findingsQuery);
  if (cases.data === undefined)
    return cases.error === null ? (
      <Loading lines={2} />
    ) : (
      <Failure error={cases.error} onRetry={() => void cases.refetch()} />
    );
  const { problem } = cases.data;
  const lastLook = findings.data?.lastLook ?? cases.data.lastLook;
  return (
    <section className="panel" aria-label={say(H.cases)}>
      <State isWell={problem === undefined}>{say(problem === undefined ? H.cases : H.casesOdd)}</State>
      {problem !== undefined && <Failure error={problem} />}
      {lastLook !== undefined && (
        <p className="muted">
          {say(H.lastLook)} <Moment at={lastLook.at} /> · {say(H.openCases)}: {say(H.register)} {lastLook.register},{' '}
          {say(H.engine)} {lastLook.engine}
        </p>
      )}
      {findings.error !== null && findings.data === undefined && <Failure error={findings.error} />}
      {findings.data !== undefined && findings.data.items.length > 0 && (
        <>
          <h3>{say(H.findings)}</h3>
          <ul className="findings">
            {findings.data.items.map((finding) => (
              <li key={`${finding.no} ${finding.what}`}>
                <span className="no">{finding.no}</span> {say(FOUND[finding.what])} · {say(W.since)}{' '}
                <Moment at={finding.since} />
              </li>
            ))}
          </ul>
          <p className="muted">{say(H.wayOut)}</p>
        </>
      )}
    </section>
  );
}

function Processes(): ReactNode {
  const say = useSay();
  const { data, error, refetch } = useQuery(workQuery);
  if (data === undefined)
    return error === null ? <Loading lines={6} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <section className="panel" aria-label={say(H.processes)}>
      <h2>{say(H.processes)}</h2>
      <State isWell={data.status === 'well'}>{say(data.status === 'well' ? H.well : H.failing)}</State>
      {data.others === 'unknown' && (
        <p className="warning">
          {say(H.unknown)}{' '}
          <Button variant="default" size="compact-sm" onClick={() => void refetch()}>
            {say(H.again)}
          </Button>
        </p>
      )}
      {data.processes.map((process) => (
        <details key={`${process.host} ${process.pid}`} open={process.silent || process.works.some((w) => w.failing)}>
          <summary>
            {say(H[process.role])} · {process.host} · {process.pid} · {say(H.since)}{' '}
            <Moment at={process.startedAt} alone />
            {process.silent && <strong className="warning"> ▲ {say(H.silent)}</strong>}
          </summary>
          {process.archive !== undefined && (
            <p className={process.archive.alarm ? 'warning' : 'muted'}>
              {process.archive.alarm && <span aria-hidden="true">▲ </span>}
              {say(H.archive)}: {say(H.waiting)} {process.archive.waiting}
              {process.archive.lostAt !== undefined && (
                <>
                  {' '}
                  · {say(H.lostAt)} <Moment at={process.archive.lostAt} />
                </>
              )}
            </p>
          )}
          <Works works={process.works} />
        </details>
      ))}
    </section>
  );
}

type Health = Awaited<ReturnType<(typeof workQuery)['queryFn']>>;
type Work = Health['processes'][number]['works'][number];

function Works({ works }: { works: readonly Work[] }): ReactNode {
  const say = useSay();
  return (
    <div className="table-scroll">
      <table className="register-table">
        <thead>
          <tr>
            <th scope="col">{say(H.work)}</th>
            <th scope="col">{say(H.state)}</th>
            <th scope="col">{say(H.last)}</th>
          </tr>
        </thead>
        <tbody>
          {works.map((one) => (
            <tr key={one.work}>
              <td>{say(titleOf(one.work))}</td>
              <td>
                {one.failing ? (
                  <span className="warning">
                    <span aria-hidden="true">▲ </span>
                    {say(H.fails)} {one.failuresInARow} {say(H.inARow)} {one.error}
                  </span>
                ) : (
                  <>
                    <span aria-hidden="true">✓ </span>
                    {say(H.ok)}
                  </>
                )}
              </td>
              <td>{one.lastSuccessAt !== undefined && <Moment at={one.lastSuccessAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Activities go by their own names, which the operations guide uses too. */
function titleOf(work: string): { zh: string; en: string } {
  const name = work.replace(/^activity:/, '');
  return WORKS[work] ?? both(`活动 ${name}`, `Activity ${name}`);
}
