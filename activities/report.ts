import { ApplicationFailure } from '@temporalio/common';
import { reachOfPosts } from '../domain/values/place';
import type { PolicyBundle } from '../domain/policy/bundle';
import type { ReportDefinition } from '../domain/reports/definition';
import { periodById } from '../domain/reports/period';
import type { ReportDocument } from '../domain/reports/report';
import { tablesOf } from '../domain/reports/table';
import type { Language } from '../domain/values/text';
import type { ReportWork } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { Directory } from '../models/directory';
import type { Policies } from '../models/policies';
import { lastPeriod } from '../models/reports';
import type { Reports } from '../models/reports';
import type { SendingChannel } from './channels/channel';

export interface ReportDependencies {
  policies: Pick<Policies, 'list'>;
  bundles: Pick<Bundles, 'get'>;
  reports: Pick<Reports, 'write' | 'get' | 'within'>;
  directory: Pick<Directory, 'person' | 'holders' | 'places'>;
  email: SendingChannel;
  /** Language of the house. */
  language?: Language;
  /** When a report is written; the machine's clock by default. */
  now?: () => string;
}

/**
 * Writing and mailing reports, by the latest version of the policy. Final failure: `NoSuchReport`, where a newer version
 * has dropped it.
 */
export function createReportWork(deps: ReportDependencies): ReportWork {
  const { policies, bundles, reports, directory, email, language = 'zh' } = deps;
  const now = deps.now ?? (() => new Date().toISOString());

  async function find(policy: string, report: string): Promise<{ bundle: PolicyBundle; definition: ReportDefinition }> {
    // They come with the latest first.
    const latest = (await policies.list()).find(({ id }) => id === policy);
    const bundle = latest === undefined ? undefined : await bundles.get(latest.hash);
    const definition = bundle?.reports?.[report];
    if (bundle === undefined || definition === undefined)
      throw ApplicationFailure.nonRetryable(`Policy ${policy} has no report ${report}`, 'NoSuchReport');
    return { bundle, definition };
  }

  return {
    async writeReport({ policy, report, at }) {
      const { bundle, definition } = await find(policy, report);
      const period = lastPeriod(bundle, definition.every, at);
      await reports.write(bundle, report, period, now());
      return { period: period.id };
    },

    async mailReport({ policy, report, period }) {
      const { bundle, definition } = await find(policy, report);
      const stored = await reports.get(policy, report, period);
      if (stored === undefined) throw new Error(`Report ${policy}.${report} of ${period} is not stored`);
      const holders = definition.to.flatMap((role) =>
        directory.holders(role, { ofDepartment: bundle.policy.roles[role]?.ofDepartment }),
      );
      const places = directory.places();
      const parsed = periodById(definition.every, period, bundle.calendar.zone);
      // What somebody gets is what they may read: of their own places only, unless they stand above all.
      const documentFor = async (posts: readonly string[]): Promise<ReportDocument> => {
        const within = reachOfPosts(places, posts);
        return within === undefined || parsed === undefined
          ? stored.document
          : reports.within(bundle, report, parsed, within);
      };
      // Whoever stands in for a colleague reads what the colleague would.
      const postsOf = (id: string): string[] =>
        holders.flatMap((one) => (one.id === id ? (directory.person(one.for ?? id)?.places ?? []) : []));
      let told = 0;
      for (const id of new Set(holders.map((holder) => holder.id))) {
        const person = directory.person(id);
        if (person === undefined) continue;
        const { status } = await email.send({
          key: `report/${policy}/${report}/${period}/${id}`,
          to: { address: person.mail, name: person.name },
          subject: `${definition.title[language]} ${period}`,
          text: textOf(await documentFor(postsOf(id)), language),
        });
        if (status === 'sent') told++;
      }
      return { told };
    },
  };
}

/** The tables as lines; whoever wants to reckon with them fetches the report. Persons have no names in it, only ids. */
function textOf(document: ReportDocument, language: Language): string {
  const { policy, report, period } = document;
  const tables = tablesOf(document, language).map(({ title, header, rows, notes }) =>
    [
      title,
      ...rows.map((row) =>
        row
          .map(({ text }, i) => (i === 0 || text === '' ? text : `${header[i] ?? ''} ${text}`))
          .filter((text) => text !== '')
          .join('; '),
      ),
      ...notes.map((note) => `* ${note}`),
    ].join('\n'),
  );
  return [...tables, `GET /api/v1/reports/${policy}.${report}/${period.id}`].join('\n\n');
}
