import '../../oversight.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { reportQuery } from '../../client/oversight';
import type { Report } from '../../client/oversight';
import { useMe } from '../../client/session';
import { valueTitle } from '../../form/field-words';
import { figureText } from '../../parts/figure';
import { Gate } from '../../parts/gate';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import type { Bilingual } from '../../words/both';
import { useSay } from '../../words/language';
import { remedyWords } from '../case/remedy-words';
import { W } from './words';

const route = getRouteApi('/reports/$id/$period');
type Section = Report['sections'][number];

/** A report as it was written, both periods side by side; every figure leads to its complaints. */
export function ReportPage(): ReactNode {
  const { can } = useMe();
  const { id, period } = route.useParams();
  return (
    <Gate isOpen={can.seeReports || can.manage}>
      <Written id={id} period={period} />
    </Gate>
  );
}

function Written({ id, period }: { id: string; period: string }): ReactNode {
  const say = useSay();
  const { data, error, refetch } = useQuery(reportQuery(id, period));
  useEffect(() => {
    document.title = `${data === undefined ? id : say(data.title)} ${period} · Redress`;
  }, [say, data, id, period]);
  if (data === undefined)
    return error === null ? <Loading lines={10} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const file = (format: string) => `/api/v1/reports/${id}/${period}?format=${format}`;
  return (
    <div className="reports-page">
      <header className="page-head">
        <h1>
          {say(data.title)} {period}
        </h1>
        <Link to="/reports">{say(W.back)}</Link>
        <nav className="files" aria-label={say(W.files)}>
          <a href={file('html')} target="_blank" rel="noreferrer">
            {say(W.printed)}
          </a>
          <a href={file('csv')} download>
            {say(W.csv)}
          </a>
          <a href={file('xlsx')} download>
            {say(W.xlsx)}
          </a>
        </nav>
      </header>
      <p className="muted">
        {say(W.period)} {data.period.first} – {data.period.last} · {say(W.before)} {data.before.first} –{' '}
        {data.before.last}
      </p>
      {data.sections.map((section, i) =>
        section.list === undefined ? (
          <Table key={i} {...{ section, index: i, id, period }} />
        ) : (
          <Listed key={i} section={section} zone={data.zone} />
        ),
      )}
    </div>
  );
}

function Table({
  section,
  index,
  id,
  period,
}: {
  section: Section;
  index: number;
  id: string;
  period: string;
}): ReactNode {
  const say = useSay();
  const { title, columns, rows } = section;
  return (
    <section className="panel">
      <h2>{say(title)}</h2>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={say(title)}>
        <table className="plain-table report-table">
          <thead>
            <tr>
              <th scope="col">{say(W.row)}</th>
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  {say(column.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.value ?? ''}>
                <th scope="row">{say(rowTitle(section.by, row))}</th>
                {columns.map(({ name, unit }) => {
                  const [now, then] = [row.figures[name], row.before[name]];
                  const search = {
                    section: index,
                    figure: name,
                    ...(row.value === undefined ? {} : { value: row.value }),
                  };
                  return (
                    <td key={name} data-figure={name} data-value={now ?? ''}>
                      <FigureLink {...{ id, period, search, isEmpty: isNothing(now) }}>
                        {say(figureText(now, unit))}
                      </FigureLink>
                      <br />
                      <span className="muted">
                        {say(W.before)}{' '}
                        <FigureLink
                          {...{ id, period, search: { ...search, before: true as const }, isEmpty: isNothing(then) }}
                        >
                          {say(figureText(then, unit))}
                        </FigureLink>
                      </span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>{say(W.definition)}</summary>
        <dl className="definitions">
          {columns.map((column) => (
            <div key={column.name}>
              <dt>{say(column.title)}</dt>
              <dd>{say(column.definition)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

/** A report says only the id of what no policy names; those that are ours have words here. */
function rowTitle(by: Section['by'], { value, title }: Section['rows'][number]): Bilingual {
  if (value === undefined) return title;
  if (by === 'remedy') return remedyWords(value);
  return (by === 'channel' ? valueTitle('channel', value) : undefined) ?? title;
}

const isNothing = (value: number | null | undefined): boolean => value === null || value === undefined || value === 0;

function FigureLink({
  id,
  period,
  search,
  isEmpty,
  children,
}: {
  id: string;
  period: string;
  search: { section: number; figure: string; value?: string; before?: true };
  isEmpty: boolean;
  children: ReactNode;
}): ReactNode {
  if (isEmpty) return children;
  return (
    <Link to="/reports/$id/$period/marks" params={{ id, period }} search={search}>
      {children}
    </Link>
  );
}

/** What was counted, one by one, where the report lists it. */
function Listed({ section: { title, list = [] }, zone }: { section: Section; zone: string }): ReactNode {
  const say = useSay();
  return (
    <section className="panel">
      <h2>{say(title)}</h2>
      {list.length === 0 && <Empty title={W.nothingListed} />}
      <ul className="listed">
        {list.map(({ no, at }, i) => (
          <li key={i}>
            <Link to="/complaints/$no" params={{ no }} search={{}} className="no">
              {no}
            </Link>{' '}
            <Moment at={at} zone={zone} alone />
          </li>
        ))}
      </ul>
    </section>
  );
}
