import { Context } from '@temporalio/activity';
import type { AbsenceWork, ReportWork, RevivalWork, World } from '../domain/activity-contract';
import type { Models } from '../models/open-models';
import type { Vault } from '../vault/vault';
import { createJournal } from './append-events';
import type { CaseHistories } from './case-histories';
import { createBookPenalty } from './book-penalty';
import { fileOf } from './case-file';
import { createClaimFromSupplier } from './claim-from-supplier';
import { letters } from './channels/channel';
import type { Channels } from './channels/channel';
import { createContactCustomers } from './contact-customers';
import { createCountEffect } from './count-effect';
import { createOpenCorrectiveAction } from './open-corrective-action';
import { createCountAlike } from './count-alike';
import { createDayOf } from './day-of';
import { createDecide } from './decide';
import { createExecuteRemedy } from './remedies/execute';
import { createFindRole } from './find-role';
import { createLookUpCustomer } from './look-up-customer';
import { createLookBack } from './look-back';
import { createMergeInto, createUndoMerge } from './merge-into';
import { createNotifyStaff } from './notify-staff';
import { createMoveTimes } from './move-times';
import { createPlanTask } from './plan-task';
import { createPlanClock } from './plan-clock';
import { createPlanTime } from './plan-time';
import type { Correspondence } from './ports/correspondence';
import type { CustomerFile } from './ports/customer-file';
import type { RemedyGateway } from './ports/remedy-gateway';
import { readClock } from './read-clock';
import { createPriceOptions } from './remedies/price-options';
import { createReportWork } from './report';
import type { RemedyDefinition } from './remedies/contract';
import { restoreEvents } from './restore-events';
import { createRevivalWork } from './revive-file';
import { createSendMessage } from './send-message';
import { createSettleRemedy } from './remedies/settle';
import { createOpenCases, createTellMembers } from './tell-members';
import { createTellStandIns } from './tell-stand-ins';
import { createTestConditions } from './test-conditions';
import { createUndoRemedy } from './remedies/undo';
import { createWhoHeld } from './who-held';

/** The world that activities act on. */
export interface ActivityParts {
  models: Pick<
    Models,
    | 'bundles'
    | 'directory'
    | 'events'
    | 'register'
    | 'remedies'
    | 'penalties'
    | 'supplierClaims'
    | 'pastCases'
    | 'policies'
    | 'reports'
    | 'readModels'
    | 'likeness'
    | 'contacts'
    | 'confidentiality'
    | 'counters'
    | 'tasks'
    | 'standInsTold'
    | 'searchKeys'
    | 'customerLinks'
  >;
  vault: Vault;
  gateway: RemedyGateway;
  /** Open, by name. */
  channels: Channels;
  customers: CustomerFile;
  /** Remedies that can be executed here, by kind. */
  remedies: ReadonlyMap<string, RemedyDefinition>;
  /** Where events that the store has lost are found again. */
  histories: CaseHistories;
  /** How workflows reach each other. */
  correspondence: Correspondence;
  /** Where customers reach their pages; without it, letters have no link to them. */
  publicUrl?: string | undefined;
}

/** Everything that a case can ask of the world. */
export function createActivities({
  models,
  histories,
  vault,
  gateway,
  channels,
  customers,
  remedies,
  correspondence,
  publicUrl,
}: ActivityParts): World & ReportWork & AbsenceWork & RevivalWork {
  const { bundles, directory, events, register, readModels, likeness, contacts, counters } = models;
  const { tokenIndex } = models.searchKeys;
  const ledger = models.remedies;
  const email = letters(channels);
  const merging = { fileOf: (no: string) => fileOf(events, no), correspondence };
  return {
    decide: createDecide(bundles),
    testConditions: createTestConditions(bundles),
    planTask: createPlanTask(bundles, directory),
    planTime: createPlanTime(bundles),
    dayOf: createDayOf(bundles),
    planClock: createPlanClock(bundles),
    moveTimes: createMoveTimes(bundles),
    findRole: createFindRole(bundles, directory),
    whoHeld: createWhoHeld(bundles, directory),
    readClock,
    priceOptions: createPriceOptions({ remedies }),
    executeRemedy: createExecuteRemedy({ ledger, gateway, remedies }),
    undoRemedy: createUndoRemedy({ ledger, gateway, remedies }),
    settleRemedy: createSettleRemedy({ ledger }),
    sendMessage: createSendMessage({
      ...{ bundles, vault, channels, remedies, directory },
      links: publicUrl === undefined ? undefined : { publicUrl, links: models.customerLinks },
    }),
    notifyStaff: createNotifyStaff({ bundles, channels, remedies, directory }),
    lookUpCustomer: createLookUpCustomer({ file: customers, vault }),
    lookBack: createLookBack(models),
    bookPenalty: createBookPenalty({ bundles, ledger: models.penalties }),
    claimFromSupplier: createClaimFromSupplier({ claims: models.supplierClaims }),
    ...createReportWork({ ...models, email }),
    tellStandIns: createTellStandIns({ ...models, email }),
    countAlike: createCountAlike({ bundles, likeness, correspondence, vault, tokenIndex }),
    openCorrectiveAction: createOpenCorrectiveAction({ bundles, directory, vault, correspondence }),
    countEffect: createCountEffect({ bundles, counters }),
    tellMembers: createTellMembers({ vault, correspondence }),
    openCases: createOpenCases({ register }),
    mergeInto: createMergeInto({ ...merging, ...models, vault, tokenIndex }),
    undoMerge: createUndoMerge(merging),
    endLikeness: ({ no }) => likeness.end(no),
    contactCustomers: createContactCustomers({ bundles, contacts, vault, channels, remedies, directory }),
    ...createRevivalWork({
      ...{ histories, events, readModels, bundles, converter: histories.converter },
      ownRun: () => Context.current().info.workflowExecution?.runId ?? '',
    }),
    ...createJournal({
      ...{ events, register: readModels, publishedPolicy: (hash) => bundles.get(hash) },
      restore: (no) => restoreEvents(no, { histories, events }),
      origin: () => {
        const { workflowExecution, workflowType } = Context.current().info;
        return { workflowId: workflowExecution?.workflowId ?? '', workflowType: workflowType ?? '' };
      },
    }),
  };
}
