import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { chainOf, verifyFile } from '../../client/audit';
import type { AuditReport } from '../../client/audit';
import { Failure } from '../../parts/states';
import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';
import { useList, useSay } from '../../words/language';
import { canHash, checkChain } from './chain';
import type { Checked } from './chain';
import { BREAKS, DIFFERENCES, W } from './words';

interface Found {
  report: AuditReport;
  /** Undefined where this browser can't compute hashes. */
  checked: Checked | undefined;
}

/** Verifies a record twice: by the server, and by this browser alone from what is stored. */
export function Verify({ no }: { no: string }): ReactNode {
  const say = useSay();
  const [progress, setProgress] = useState(0);
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: async (): Promise<Found> => {
      setProgress(0);
      const report = await verifyFile(no);
      return { report, checked: canHash() ? await checkChain(no, chainOf(no), setProgress) : undefined };
    },
  });
  return (
    <section className="panel verify" aria-label={say(W.verify)}>
      <p className="muted">{say(W.verifyHelp)}</p>
      <div className="action-bar">
        <Button onClick={() => mutate()} loading={isPending}>
          {say(data === undefined ? W.verify : W.again)}
        </Button>
        <a href={`/api/v1/audit/${no}/pack`} download>
          {say(W.pack)}
        </a>
        {isPending && (
          <span role="status">
            {say(W.verifying)} {progress > 0 && progress}
          </span>
        )}
      </div>
      {error !== null && <Failure error={error} onRetry={() => mutate()} />}
      {data !== undefined && <Result found={data} />}
    </section>
  );
}

function Result({ found: { report, checked } }: { found: Found }): ReactNode {
  const say = useSay();
  const isWhole = checked?.firstBreak === undefined && checked?.whole === report.events;
  return (
    <div role="status">
      <ul className="findings">
        {checked === undefined ? (
          <li>{say(W.insecure)}</li>
        ) : (
          <Finding
            name="browser"
            isGood={isWhole && checked.head === report.head}
            title={W.byBrowser}
            says={both(`${checked.whole} / ${report.events}`, `${checked.whole} of ${report.events}`)}
          />
        )}
        <Finding name="server" isGood={report.intact} title={W.server} says={report.intact ? W.intact : W.notIntact} />
        <Finding
          name="histories"
          isGood={report.histories?.agree}
          title={W.histories}
          says={report.histories === undefined ? W.notAsked : report.histories.agree ? W.agree : W.differ}
        />
        <FilesFinding files={report.files ?? []} />
      </ul>
      {checked?.firstBreak !== undefined && (
        <BreakSays by={W.byBrowser} {...checked.firstBreak} seq={checked.firstBreak.seq} />
      )}
      {report.firstBreak !== undefined && <BreakSays by={W.server} {...report.firstBreak} />}
      {isWhole && checked.head !== report.head && <p className="failure">{say(W.headsDiffer)}</p>}
      <Differences report={report} />
      <dl className="hashes">
        <dt>{say(W.head)}</dt>
        <dd>
          <code>{report.head}</code>
        </dd>
      </dl>
      {report.historyAt !== undefined && (
        <a href={report.historyAt} target="_blank" rel="noreferrer">
          {say(W.history)}
        </a>
      )}
    </div>
  );
}

function Finding({
  name,
  isGood,
  title,
  says,
}: {
  name: string;
  isGood: boolean | undefined;
  title: Bilingual;
  says: Bilingual;
}): ReactNode {
  const say = useSay();
  const mark = isGood === undefined ? '?' : isGood ? '✓' : '▲';
  return (
    <li data-finding={name} className={isGood === false ? 'finding-bad' : isGood === true ? 'finding-good' : 'muted'}>
      <span aria-hidden="true">{mark} </span>
      {say(title)}
      {say(both('：', ': '))}
      <strong>{say(says)}</strong>
    </li>
  );
}

/** Attached files, compared with what the events say of them; nothing where there are none. */
function FilesFinding({ files }: { files: NonNullable<AuditReport['files']> }): ReactNode {
  if (files.length === 0) return null;
  const many = (...kinds: string[]): number => files.filter(({ what }) => kinds.includes(what)).length;
  const [good, wrong] = [many('whole'), many('missing', 'altered')];
  const erased = many('erased');
  const says = both(
    `${good} 个与事件一致，${wrong} 个缺失或被改动${erased > 0 ? `，${erased} 个已随个人信息删除` : ''}`,
    `${good} as the events say, ${wrong} missing or altered${erased > 0 ? `, ${erased} erased` : ''}`,
  );
  return <Finding name="files" isGood={wrong === 0} title={W.files} says={says} />;
}

/** The first break, with what is stored and what would have to be there. */
function BreakSays({
  by,
  seq,
  what,
  stored,
  computed,
}: {
  by: Bilingual;
  seq: number;
  what: string;
  stored?: string;
  computed?: string;
}): ReactNode {
  const say = useSay();
  return (
    <div className="failure" data-break={seq}>
      <p>
        {say(by)}
        {say(both('：', ': '))}
        {say(both(`${W.breakAt.zh} ${seq} 条事件。`, `${W.breakAt.en} ${seq}.`))}{' '}
        {BREAKS[what] !== undefined && say(BREAKS[what])}
      </p>
      {stored !== undefined && computed !== undefined && (
        <dl className="hashes">
          <dt>{say(W.stored)}</dt>
          <dd>
            <code>{stored}</code>
          </dd>
          <dt>{say(W.computed)}</dt>
          <dd>
            <code>{computed}</code>
          </dd>
        </dl>
      )}
    </div>
  );
}

function Differences({ report: { histories } }: { report: AuditReport }): ReactNode {
  const say = useSay();
  const list = useList();
  const all = histories?.differences ?? [];
  if (all.length === 0) return null;
  const says = all.map(({ seq, what }) => {
    const words = DIFFERENCES[what];
    const said = words === undefined ? what : say(words);
    return seq === undefined ? said : `${seq} ${said}`;
  });
  return (
    <p className="failure">
      {say(W.histories)}
      {say(both('：', ': '))}
      {list(says)}
    </p>
  );
}
