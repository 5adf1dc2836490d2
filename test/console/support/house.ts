import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Place } from '../../../domain/values/place';
import type { StaffMember } from '../../../models/staff';
import { Http } from '../../api/support/http';
import { member, PASSWORD } from '../../api/support/running-api';
import { enterStaff } from '../../support/enter-staff';
import { fastPolicies } from '../../support/fast-policies';
import { Stack } from '../../support/stack';
import type { StackOptions } from '../../support/stack';
import { builtConsole, launch } from './browser';
import { Desk, seatsOf } from './desk';
import type { Seat } from './desk';

/** Who works under the eight-step procedure. */
export const PEOPLE: readonly StaffMember[] = [
  member('lin', { name: '林晓', roles: ['complaintsDesk'], departments: ['customerService'] }),
  member('guo', { name: '郭悦', roles: ['complaintsDesk'], departments: ['customerService'] }),
  member('chen', { name: '陈立', roles: ['complaintsManager'], departments: ['customerService'] }),
  member('he', { name: '何静', roles: ['complaintsManager'], departments: ['customerService'] }),
  member('zhao', { name: '赵敏', roles: ['handler'], departments: ['quality'] }),
  member('qian', { name: '钱进', roles: ['handler'], departments: ['sales'] }),
  member('wu', { name: '吴静', roles: ['departmentHead'], departments: ['quality'] }),
  member('zheng', { name: '郑峰', roles: ['supervisor'] }),
  member('root', { name: '高远', roles: ['administrator'] }),
];

const CUSTOMER = { name: '欧阳茉莉', phone: '13912345678', email: 'moli@example.com' };
export const REFUND = { kind: 'refund', params: { to: 'originalPayment', amountFen: 39_900 } };

/** The whole application for journeys: real servers, a browser, people at their desks. */
export class House {
  private constructor(
    readonly stack: Stack,
    readonly browser: Browser,
    private readonly policies: string,
  ) {}

  /**
   * @param only the policies of the house, as `fastPolicies` has them
   * @param options.change changes the text of a policy before it is read, such as a time that is too long for a test
   */
  static async open(
    only: readonly string[],
    {
      people = PEOPLE,
      places = [],
      reopening,
      change = (text) => text,
      ...options
    }: StackOptions & {
      people?: readonly StaffMember[];
      places?: readonly Place[];
      reopening?: string;
      change?: (text: string) => string;
    } = {},
  ): Promise<House> {
    builtConsole();
    const policies = fastPolicies({ only, ...(reopening === undefined ? {} : { reopening }) });
    for (const id of only) {
      const file = join(policies, `${id}.yaml`);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    }
    const stack = await Stack.start({
      ...{ api: true, before: (one: Stack) => enterStaff(one, people, places) },
      ...options,
      env: { REDRESS_POLICIES: policies, ...options.env },
    });
    return new House(stack, await launch(), policies);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stack.stop();
    rmSync(this.policies, { recursive: true, force: true });
  }

  /** Somebody at their desk, signed in. */
  at(id: string, seat: Seat): Promise<Desk> {
    return Desk.open(this.browser, this.stack.apiUrl, id, seat);
  }

  readonly #signedIn = new Map<string, Promise<Http>>();

  /** Somebody who asks the API without a page. */
  as(id: string): Promise<Http> {
    const known = this.#signedIn.get(id) ?? this.#signIn(id);
    this.#signedIn.set(id, known);
    return known;
  }

  async #signIn(id: string): Promise<Http> {
    const http = new Http(this.stack.apiUrl);
    const { body } = await http.post('/api/v1/session', { id, password: PASSWORD });
    return http.as(body.token as string);
  }

  /** A complaint that came in otherwise. */
  async registered(policy = 'enterprise-eight-step', more: object = {}): Promise<string> {
    const { status, body } = await (
      await this.as('lin')
    ).post('/api/v1/complaints', {
      ...{ policy, category: 'quality', channel: 'phone', complainant: CUSTOMER },
      ...{ text: '电饭煲第一次使用就冒烟，要求退货。', demand: { kind: 'refund', amountFen: 39_900 } },
      ...{ receiptFen: 39_900, ...more },
    });
    expect([status, body.code]).toEqual([201, undefined]);
    return body.no as string;
  }

  /** Does something at another desk. */
  async acted(id: string, no: string, action: string, data: object = {}): Promise<void> {
    const http = await this.as(id);
    for (;;) {
      const { status, body } = await http.post(`/api/v1/complaints/${no}/actions/${action}`, { data });
      if (body.code !== 'Busy') {
        expect([action, status, body.code]).toEqual([action, 200, undefined]);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** A complaint whose proposal waits for approval. */
  async proposed(persons: readonly string[] = ['qian']): Promise<string> {
    const no = await this.registered();
    await this.acted('lin', no, 'judge', { founded: true, reason: '有小票和照片' });
    await this.acted('zhao', no, 'accept');
    await this.acted('zhao', no, 'submitFindings', { cause: '密封圈漏装', persons, lossFen: 39_900 });
    await this.acted('zhao', no, 'propose', { options: [{ remedies: [REFUND] }] });
    return no;
  }
}

const nameOf = ({ language, isNarrow }: Seat): string => `${language}, ${isNarrow ? '360 × 740' : '1,366 × 768'}`;

/** The seats of a journey with what the test calls them. */
export function eachSeat(journey: number): [string, Seat][] {
  return seatsOf(journey).map((seat) => [nameOf(seat), seat]);
}
