import { z } from 'zod';
import { healthOf } from '../../background/health';
import { ownReport } from '../../background/reporting';
import type { WorkState } from '../../background/background-work';
import { both } from '../../domain/values/text';
import { defineOpenOperation } from '../operation';

const instant = z.iso.datetime();

const workSchema = z.object({
  work: z.string(),
  failing: z.boolean().meta({ description: 'The last attempt failed.' }),
  failures: z.int().meta({ description: 'Since the process started.' }),
  failuresInARow: z.int(),
  lastSuccessAt: instant.optional(),
  lastFailureAt: instant.optional(),
  error: z.string().optional().meta({ description: 'Name and code of the last failure. See the log for details.' }),
});

const processSchema = z.object({
  role: z.enum(['api', 'worker']),
  host: z.string(),
  pid: z.int(),
  startedAt: instant,
  at: instant.meta({ description: 'Time of this report.' }),
  silent: z.boolean().meta({ description: 'No report for a minute, and no other process has taken over.' }),
  works: z.array(workSchema),
  archive: z
    .object({
      waiting: z.int().meta({ description: 'Ended runs whose history has not been archived yet.' }),
      lostAt: instant.optional().meta({ description: 'When Temporal deletes the oldest of them.' }),
      alarm: z.boolean().meta({ description: 'The deletion is near.' }),
    })
    .optional(),
});

/** Whether the work goes on that nobody waits for: of this process as it knows, of all others as they said last. */
export const healthWork = defineOpenOperation({
  id: 'healthOfWork',
  method: 'get',
  path: '/health/work',
  atRoot: true,
  tag: 'Operations',
  title: both('后台工作', 'Background work'),
  help: both(
    '归档、计数、名录、日程等无人等待的工作：是否失败、最近何时成功。用于运维监控，不影响就绪状态。',
    'Archiving, counting, reading the directory, schedules and activities: what fails, and when each last succeeded. Does not affect readiness.',
  ),
  answers: {
    200: {
      description: 'Current status.',
      schema: z.object({
        status: z.enum(['well', 'failing']),
        processes: z.array(processSchema),
        others: z
          .enum(['read', 'unknown'])
          .meta({ description: '`unknown`: the database cannot be reached; only this process is shown.' }),
      }),
    },
  },
  handle: async ({ deps: { models, background } }) => {
    const own = ownReport('api', background);
    const isOwn = ({ role, host, pid }: typeof own) => role === own.role && host === own.host && pid === own.pid;
    const all = await models.processReports.all<WorkState>().catch(() => undefined);
    const { status, processes } = healthOf([own, ...(all ?? []).filter((one) => !isOwn(one))], Date.now());
    return {
      status: 200,
      body:
        all === undefined ? { status: 'failing', processes, others: 'unknown' } : { status, processes, others: 'read' },
    };
  },
});
