import { Button, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { NowPanel } from '../../action/now-panel';
import { complaintQuery } from '../../client/queries';
import { CaseHead } from '../../parts/case-head';
import { NotePresence, WhoElse } from '../../presence/present';
import { Icon } from '../../parts/icons';
import { Failure, Loading } from '../../parts/states';
import { useSay, useSpoken } from '../../words/language';
import { Clocks } from './clocks';
import { CustomerLink } from './customer-link';
import { Files } from './files';
import { IfNobodyActs } from './if-nobody-acts';
import { Messages } from './messages';
import { MoneyTab } from './money';
import { Related } from './related';
import { Story } from './story';
import { Way } from './way';
import { W } from './words';

const route = getRouteApi('/complaints/$no');
const TABS = ['story', 'messages', 'money', 'files', 'related'] as const;

/** One case: where it stands, what one can do, what happens otherwise, and how it came here. */
export function CasePage(): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const { no } = route.useParams();
  const { tab = 'story' } = route.useSearch();
  const navigate = useNavigate({ from: '/complaints/$no' });
  const router = useRouter();
  const { data, error, refetch } = useQuery(complaintQuery(no));
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
    <div className="case-page">
      <div className="case-main">
        <nav className="case-nav">
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="back" />}
            onClick={() => router.history.back()}
          >
            {say(W.back)}
          </Button>
          <CustomerLink no={no} />
          <a
            className="print-link"
            href={`/api/v1/complaints/${no}/documents/report?language=${language}`}
            target="_blank"
            rel="noreferrer"
          >
            <Icon name="print" /> {say(W.printReport)}
          </a>
        </nav>
        <NotePresence no={no} />
        <CaseHead detail={data} />
        <WhoElse no={no} />
        <NowPanel no={no} />
        <IfNobodyActs no={no} />
        <Tabs
          value={tab}
          onChange={(next) =>
            void navigate({ search: next === null || next === 'story' ? {} : { tab: next }, replace: true })
          }
          keepMounted={false}
        >
          <Tabs.List aria-label={say(W.parts)}>
            {TABS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {say(W[name])}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="story">
            <Story no={no} />
          </Tabs.Panel>
          <Tabs.Panel value="messages">
            <Messages no={no} />
          </Tabs.Panel>
          <Tabs.Panel value="money">
            <MoneyTab detail={data} />
          </Tabs.Panel>
          <Tabs.Panel value="files">
            <Files detail={data} />
          </Tabs.Panel>
          <Tabs.Panel value="related">
            <Related detail={data} />
          </Tabs.Panel>
        </Tabs>
      </div>
      <aside className="case-side">
        <Clocks detail={data} />
        <Way detail={data} />
      </aside>
    </div>
  );
}
