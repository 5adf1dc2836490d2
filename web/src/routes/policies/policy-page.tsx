import { Select } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../../client/http';
import { useMe } from '../../client/session';
import { Empty, Failure, Loading } from '../../parts/states';
import type { Bilingual } from '../../words/both';
import { both } from '../../words/both';
import { timeOf } from '../../words/format';
import { useSay } from '../../words/language';
import { Comparison } from './comparison';
import { Grid } from './grid';
import type { PolicyInWords } from './sentences-of';
import { W } from './words';

const route = getRouteApi('/policies/$id');

const wordsQuery = (id: string, bundle?: string) =>
  queryOptions({
    queryKey: ['policies', id, 'words', bundle],
    queryFn: () =>
      bodyOf(
        api.GET('/api/v1/policies/{id}/words', {
          params: { path: { id }, query: bundle === undefined ? {} : { bundle } },
        }),
      ),
    staleTime: 300_000,
  });

const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', id, 'versions'],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/policies/{id}/versions', { params: { path: { id } } }))).items,
    staleTime: 60_000,
  });

/** A policy in words, in any of its versions; beside it what is different in another one. */
export function PolicyPage(): ReactNode {
  const say = useSay();
  const me = useMe();
  const { id } = route.useParams();
  const { version, against } = route.useSearch();
  const isFor = me.can.read;
  const { data, error, refetch } = useQuery({ ...wordsQuery(id, version), enabled: isFor });
  const other = useQuery({ ...wordsQuery(id, against), enabled: isFor && against !== undefined });
  useEffect(() => {
    document.title = `${data === undefined ? id : say(data.title)} · Redress`;
  }, [say, data, id]);
  if (!isFor) return <Empty title={W.notFor} />;
  if (data === undefined)
    return error === null ? <Loading lines={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="policy-page">
      <header className="policy-head">
        <Link to="/policies">‹ {say(W.title)}</Link>
        <h1>{say(data.title)}</h1>
        <p className="muted">
          {say(W.source)}: {data.source}
        </p>
        <Versions id={id} shown={data.bundleHash} against={against} />
      </header>
      {against !== undefined && other.data === undefined && (
        <>{other.error === null ? <Loading lines={3} /> : <Failure error={other.error} />}</>
      )}
      {against !== undefined && other.data !== undefined && <Comparison before={other.data} after={data} />}
      <InWords policy={data} />
    </div>
  );
}

function Versions({ id, shown, against }: { id: string; shown: string; against: string | undefined }): ReactNode {
  const say = useSay();
  const navigate = useNavigate({ from: '/policies/$id' });
  const { data, error } = useQuery(versionsQuery(id));
  if (error !== null && data === undefined) return <Failure error={error} />;
  if (data === undefined) return null;
  const options = data.map(({ version, bundleHash, publishedAt, publishedBy }, i) => ({
    value: bundleHash,
    label: say(
      both(
        `${version}${i === 0 ? `（${W.latest.zh}）` : ''} · ${timeOf(publishedAt, 'zh')} · ${publishedBy === 'server' ? W.server.zh : publishedBy}`,
        `${version}${i === 0 ? ` (${W.latest.en})` : ''} · ${timeOf(publishedAt, 'en')} · ${publishedBy === 'server' ? W.server.en : publishedBy}`,
      ),
    ),
  }));
  if (options.length < 2 && shown === options[0]?.value)
    return (
      <p className="muted">
        {say(W.version)} {options[0].label}. {say(W.onlyOne)}
      </p>
    );
  return (
    <div className="filters">
      <Select
        label={say(W.version)}
        data-field="version"
        data={options}
        value={shown}
        onChange={(version) => void navigate({ search: (before) => ({ ...before, version: version ?? undefined }) })}
        allowDeselect={false}
      />
      <Select
        label={say(W.against)}
        placeholder={say(W.noComparison)}
        data-field="against"
        data={options.filter(({ value }) => value !== shown)}
        value={against ?? null}
        onChange={(chosen) => void navigate({ search: (before) => ({ ...before, against: chosen ?? undefined }) })}
        clearable
      />
    </div>
  );
}

const PARTS = ['steps', 'limits', 'tables', 'roles', 'law'] as const;

function InWords({ policy }: { policy: PolicyInWords }): ReactNode {
  const say = useSay();
  return (
    <>
      <nav className="tabs contents" aria-label={say(W.contents)}>
        {PARTS.map((part) => (
          <a key={part} href={`#${part}`} className="tab">
            {say(W[part])}
          </a>
        ))}
      </nav>
      <Part id="steps">
        {policy.lines.map((line) => (
          <div key={line.id}>
            <h3>{say(line.title)}</h3>
            <Sentences of={line.sentences} />
            <ol className="policy-steps">
              {line.steps.map((step) => (
                <li key={step.id}>
                  <strong>{say(step.title)}</strong>
                  <Sentences of={step.sentences} />
                </li>
              ))}
            </ol>
          </div>
        ))}
      </Part>
      <Part id="limits">
        {policy.limits.length === 0 && <p className="muted">{say(W.noLimits)}</p>}
        {policy.limits.map((limit) => (
          <div key={limit.id}>
            <h3>{say(limit.title)}</h3>
            <Sentences of={limit.sentences} />
          </div>
        ))}
      </Part>
      <Part id="tables">
        {policy.tables.map((table) => (
          <Grid key={table.id} table={table} />
        ))}
      </Part>
      <Part id="roles">
        <ul>
          {policy.roles.map((role) => (
            <li key={role.id}>
              <strong>{say(role.title)}</strong> {role.sentences.map(say).join(' ')}
            </li>
          ))}
        </ul>
      </Part>
      <Part id="law">
        {policy.law.length === 0 && <p className="muted">{say(W.noLaw)}</p>}
        <ul>
          {policy.law.map(({ what, source, date, jurisdiction }) => (
            <li key={`${what} ${source}`}>
              <strong>{what}</strong> · {source} · {date} · {jurisdiction}
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Part({ id, children }: { id: (typeof PARTS)[number]; children: ReactNode }): ReactNode {
  const say = useSay();
  return (
    <section className="panel" id={id} aria-label={say(W[id])}>
      <h2>{say(W[id])}</h2>
      {children}
    </section>
  );
}

function Sentences({ of }: { of: readonly Bilingual[] }): ReactNode {
  const say = useSay();
  if (of.length === 0) return null;
  return (
    <ul className="policy-sentences">
      {of.map((one) => (
        <li key={one.en}>{say(one)}</li>
      ))}
    </ul>
  );
}
