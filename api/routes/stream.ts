import type { Actor } from '../../domain/file/envelope';
import { both } from '../../domain/values/text';
import type { StaffMember } from '../../models/staff';
import { tasksOf } from '../../models/whose-tasks';
import { actorOf } from '../authenticate';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { isOverseer } from '../roles';
import { PersonStream } from '../stream/person-stream';

/** Own tasks that are known by name when a stream begins. */
const MOST_KNOWN = 1_000;

/** What changes for me, as it changes. */
export const stream = defineOperation({
  id: 'watch',
  method: 'get',
  path: '/stream',
  tag: 'Tasks',
  title: both('实时变化', 'Changes as they happen'),
  help: both(
    'Server-Sent Events。`task`：我的待办在某案中有变化（`tasks` 为现在的，`opened`、`ended` 为增减，`for` 为所代理的同事）；`case`：我可以查看的案件有变化；`presence`：谁在看、谁在填写某案；`counts`：待办数有变化，请重新读取；`notice`：`open` 已接上，`reread` 之前的变化已错过，请重新读取，`me` 我的角色、单位或代理有变化，`signedOut` 会话已结束，`closing` 服务器将停止。内容只有编号和标识，不需要 X-Acting-For。带上 Last-Event-ID 可接着听；15 秒一次心跳。会话结束后至多 15 秒即断开。',
    'Server-sent events. `task`: your tasks in a file have changed (`tasks` is the current list, `opened` and `ended` the ' +
      'changes, `for` the colleague whose substitute you are). `case`: a file you may read has changed. `presence`: who is reading a file or typing in it. ' +
      '`counts`: the number of your tasks has changed; read it again. `notice`: `open`, the stream continues; `reread`, events were missed, read everything again; ' +
      '`me`, your roles, places or substitutions have changed; `signedOut`; `closing`, the server is stopping. Events contain only numbers and ids; ' +
      'X-Acting-For is not needed. `Last-Event-ID` continues after that event. A heartbeat comes every 15 seconds. The stream ends within 15 seconds ' +
      'of its session.',
  ),
  who: 'signedIn',
  streams: true,
  headers: ['Last-Event-ID'],
  answers: { 200: { description: 'Events, until the stream is closed.', type: 'text/event-stream' } },
  handle: async ({ deps, actor: { id }, session, lastEventId }) => {
    const { streams, sessions } = deps;
    if (!streams.hasRoom({ person: id, session })) throw tooMany();
    const { at, isWhole } = await streams.startAfter(lastEventId);
    const views = () => viewsOf(id, deps);
    const known = await ownTasks(deps, views());
    return {
      status: 200,
      type: 'text/event-stream',
      headers: { 'X-Accel-Buffering': 'no' },
      stream: (sink) => {
        const watcher = new PersonStream({
          ...{ person: id, session, sink, views },
          isSignedIn: async () => (await sessions.standing(session)) !== undefined,
        });
        for (const { view, no, task } of known) watcher.knows(view, no, task);
        sink.onClose(() => streams.leave(watcher));
        watcher.open(at, isWhole || lastEventId === undefined);
        streams.join(watcher, at);
      },
    };
  },
});

/** In whose names somebody watches: their own, and those of colleagues whom they stand in for now. */
function viewsOf(id: string, deps: Deps): Actor[] {
  const { directory } = deps.models;
  const member = directory.person(id);
  if (member?.active !== true) return [];
  const away = isOverseer(member) ? [] : directory.standsInFor(id, deps.clock().toISOString());
  const inNameOf = (actingFor: StaffMember | undefined): Actor =>
    actorOf(member, { actingFor: actingFor?.id, who: 'signedIn' }, deps);
  return [inNameOf(undefined), ...away.filter((one) => !isOverseer(one)).map(inNameOf)];
}

async function ownTasks(deps: Deps, views: readonly Actor[]): Promise<{ view: Actor; no: string; task: string }[]> {
  const policies = (await latestPolicies(deps)).map(({ policy }) => policy);
  const found = await Promise.all(
    views.map(async (view) => {
      const { items } = await deps.models.tasks.list(tasksOf(view, policies), { limit: MOST_KNOWN });
      return items.map(({ no, id }) => ({ view, no, task: id }));
    }),
  );
  return found.flat();
}

function tooMany(): Problem {
  return new Problem('TooManyRequests', {
    detail: both('此会话已有太多实时连接。', 'This session has too many streams.'),
    headers: { 'Retry-After': '15' },
  });
}
