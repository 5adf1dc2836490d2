import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Connection as Database } from 'mongoose';
import { ApiClient } from '../../cli/api-client';
import { samplePlaces } from '../../cli/sample-staff';
import { ACTIONS } from '../../domain/actions';
import { intakeSchema } from '../../domain/case/intake';
import { staffNamedIn } from '../../domain/actions/named-in';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import type { OpenedVault } from '../../vault/open-vault';
import { member, PASSWORD } from '../api/support/running-api';
import { enterStaff } from './enter-staff';
import type { Office } from './http-scenario';
import { WEB_INTAKE } from './http-scenario';
import type { Person } from './people';
import { everybody } from './people';
import type { Scenario } from './scenario';
import type { Compare } from './sight';
import { Stack } from './stack';
import type { StackOptions } from './stack';

/** A whole stack with everybody of some policies and stories at work, each signed in under their own name. */
export class HttpOffice implements Office {
  private readonly clients = new Map<string, Promise<ApiClient>>();

  private constructor(
    readonly stack: Stack,
    readonly temporal: Client,
    readonly database: Database,
    readonly keys: OpenedVault,
    readonly models: Models,
    readonly compare: Compare,
    private readonly people: ReadonlySet<string>,
    readonly patienceMs: number | undefined,
  ) {}

  /** @param options of the stack, whose API is always there */
  static async open(
    { people, ...options }: { people: readonly Person[] } & Pick<StackOptions, 'env' | 'apiEnv'>,
    compare: Compare,
    patienceMs?: number,
  ): Promise<HttpOffice> {
    const members = people.map(({ id, roles, departments }) =>
      member(id, { roles, departments, places: ['hq'], phone: '13900000000' }),
    );
    // The owner of whom the group of car dealers is told stands in the customer file.
    const customers = [{ name: '顾先生', phone: '13800000001', account: '沪A12345', product: '轩逸' }];
    const stack = await Stack.start({
      ...options,
      api: true,
      before: async (one) => {
        writeFileSync(join(one.data, 'customers.json'), JSON.stringify(customers));
        await enterStaff(one, members, samplePlaces());
      },
    });
    const database = await connect(stack.mongoUri);
    const temporal = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
    const keys = await openVault(join(stack.data, 'keys'));
    const ids = new Set(people.map(({ id }) => id));
    return new HttpOffice(stack, temporal, database, keys, openModels(database, keys), compare, ids, patienceMs);
  }

  isThere(id: string): boolean {
    return this.people.has(id);
  }

  client(id: string): Promise<ApiClient> {
    const known = this.clients.get(id);
    if (known !== undefined) return known;
    const client = new ApiClient(this.stack.apiUrl);
    const signedIn = client.persist(() => client.signIn(id, PASSWORD)).then(() => client);
    this.clients.set(id, signedIn);
    return signedIn;
  }

  async stop(): Promise<void> {
    await Promise.all([this.database.close(), this.temporal.connection.close()]);
    await this.stack.stop();
  }
}

/** Everybody whom one of the stories may speak of, with all that they are in any of them. */
export function peopleOf(
  policies: readonly CompiledPolicy[],
  scenarios: readonly Pick<Scenario, 'people' | 'complaint' | 'story'>[],
): Person[] {
  const all = [
    ...policies.flatMap((policy) => everybody(policy)),
    ...scenarios.flatMap(({ people }) => people),
    ...scenarios.flatMap(spokenOf).map((id) => ({ id, roles: [], departments: [] })),
  ];
  const byId = new Map<string, Person>([[WEB_INTAKE, { id: WEB_INTAKE, roles: ['complaintsDesk'], departments: [] }]]);
  for (const { id, roles, departments } of all) {
    const known = byId.get(id);
    byId.set(id, {
      id,
      roles: [...new Set([...(known?.roles ?? []), ...roles])],
      departments: [...new Set([...(known?.departments ?? []), ...departments])],
    });
  }
  return [...byId.values()];
}

/** Ids of staff whom somebody names: the API takes nobody whom the directory does not know. */
function spokenOf({ complaint, story }: Pick<Scenario, 'complaint' | 'story'>): string[] {
  const said = story.flatMap((step) => {
    const action = 'who' in step ? ACTIONS.get(step.does) : undefined;
    return action === undefined || !('who' in step) || step.refused !== undefined
      ? []
      : staffNamedIn(action, step.with);
  });
  return [...staffNamedIn({ data: intakeSchema }, complaint), ...said].map(({ id }) => id);
}
