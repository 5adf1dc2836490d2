import type { ReactNode } from 'react';
import { useIsOnline } from '../parts/online';
import { both } from '../words/both';
import { timeOf } from '../words/format';
import { useSay } from '../words/language';
import { useStreamState } from './state';

/** Says when what is shown may no longer be the present. */
export function StreamBar(): ReactNode {
  const say = useSay();
  const isOnline = useIsOnline();
  const { state, since } = useStreamState();
  if (isOnline && state === 'live') return null;
  return (
    <div className="stale" role="status">
      {isOnline
        ? say(
            both(
              `显示的是 ${timeOf(since, 'zh')} 的情况，正在重新连接。`,
              `As of ${timeOf(since, 'en')}. Connecting again.`,
            ),
          )
        : say(
            both(
              '没有网络：可以阅读和填写，暂不能提交。',
              'Offline: you can read and fill in, but nothing can be sent.',
            ),
          )}
    </div>
  );
}
