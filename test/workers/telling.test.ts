import { BackgroundWork } from '../../background/background-work';
import { Retries } from '../../workers/retries';
import { tellOverHttp } from '../../workers/telling';

test('a worker tells what fails by itself, without database and Temporal', async () => {
  const background = new BackgroundWork({ error: () => undefined, info: () => undefined });
  background.note('counters', Object.assign(new Error('x'), { name: 'MongoServerSelectionError' }));
  background.note('activity:appendEvents');
  const archive = { waiting: 3, lostAt: '2027-02-01T00:00:00.000Z', alarm: true };
  const telling = await tellOverHttp(
    { host: '127.0.0.1', port: 0 },
    {
      background,
      archive: () => archive,
      retries: new Retries(),
    },
  );
  const get = (path: string) => fetch(`http://127.0.0.1:${telling.port}${path}`);
  try {
    expect(await (await get('/health')).json()).toEqual({ status: 'alive' });
    expect(await (await get('/health/work')).json()).toMatchObject({
      status: 'failing',
      processes: [
        {
          role: 'worker',
          pid: process.pid,
          archive,
          works: [
            { work: 'activity:appendEvents', failing: false },
            { work: 'counters', failing: true, error: 'MongoServerSelectionError' },
          ],
        },
      ],
    });
    const metrics = await (await get('/metrics')).text();
    for (const line of [
      'redress_background_failures_total{work="counters"} 1',
      'redress_background_failing{work="counters"} 1',
      'redress_background_failing{work="activity:appendEvents"} 0',
      'redress_archive_waiting_runs 3',
      'redress_archive_alarm 1',
    ])
      expect(metrics).toContain(line);
    expect(metrics).toMatch(/redress_background_last_success_timestamp_seconds\{work="activity:appendEvents"\} 1\d{9}/);
    expect((await get('/elsewhere')).status).toBe(404);
  } finally {
    telling.stop();
  }
});
