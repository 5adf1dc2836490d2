import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { shippedPolicies } from '../support/policies';
import { startApi, member } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';
import { seedCase } from './support/seeded-case';

const bundles = shippedPolicies();
const bundleOf = (id: string): PolicyBundle => bundles.find(({ policy }) => policy.id === id) as PolicyBundle;
const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));

let api: RunningApi;
const who: Record<string, Http> = {};
const kettle = number();
const clue = number();
const dispute = number();
const soup = number();

const by = (id: string) => ({ id, roles: [], departments: [] });
const refund = { kind: 'refund', params: {}, costFen: 39_900 };

beforeAll(async () => {
  api = await startApi();
  await api.enter(
    member('mei', { name: '梅', roles: ['complaintsDesk'] }),
    member('boss', { name: '苏', roles: ['supervisor'] }),
    member('chief', { roles: ['generalManager'] }),
    member('jun', { name: '俊', roles: ['handler', 'supervisor'], departments: ['quality'] }),
    member('inspector', { roles: ['handler'] }),
    member('audit', { roles: ['auditor'] }),
  );
  for (const id of ['mei', 'boss', 'chief', 'jun', 'inspector', 'audit']) who[id] = await api.signedIn(id);
  for (const bundle of bundles) await api.models.policies.publish(bundle, { by: 'test' });

  await seedCase(
    api,
    bundleOf('enterprise-eight-step'),
    kettle,
    {
      channel: 'phone',
      complainant: { name: '欧阳<b>茉莉</b>', phone: '13900000001' },
      text: '电饭煲冒烟<script>alert(1)</script>',
      demand: { kind: 'refund', amountFen: 39_900, text: '全额退款 & 道歉' },
    },
    [
      {
        type: 'DecisionMade',
        place: 'main/approve/1',
        data: {
          key: 'main/approve/1/tier',
          table: 'approvalTier',
          rules: ['A1'],
          facts: { costFen: 39_900 },
          answer: { role: 'complaintsManager' },
          tableHash: '0123456789abcdef',
        },
      },
      {
        type: 'DecisionMade',
        place: 'main/penalise/1',
        data: {
          key: 'main/penalise/1/penalty-1',
          table: 'penalty',
          rules: ['P2'],
          facts: { because: 'responsible', lossFen: 39_900 },
          answer: { percent: 5, of: 'performancePay' },
          tableHash: '0123456789abcdef',
        },
      },
      (seal) => ({
        type: 'FindingsSubmitted',
        by: by('mei'),
        data: { cause: seal('密封圈漏装'), causeCode: 'assembly', persons: ['jun'], lossFen: 39_900 },
      }),
      {
        type: 'RemedyProposed',
        by: by('mei'),
        data: { options: [{ remedies: [refund], costFen: 39_900 }], costFen: 39_900 },
      },
      (seal) => ({
        type: 'TaskDone',
        place: 'main/approve/1',
        by: { ...by('boss'), for: 'chief' },
        data: { task: 'main/approve/1/approval-1', answer: { action: 'approve', data: { comment: seal('同意照办') } } },
      }),
      (seal) => ({
        type: 'OfferAccepted',
        by: by('mei'),
        data: { option: 0, offer: { option: 1, round: 1 }, comment: seal('可以接受') },
      }),
      {
        type: 'PenaltyAssessed',
        by: by('boss'),
        data: { ground: 'responsible/jun', person: 'jun', because: 'responsible', percent: 5, of: 'performancePay' },
      },
      { type: 'CaseResolved', data: { end: 'solved' } },
    ],
  );
  await seedCase(api, bundleOf('land-hotline'), clue, {
    category: 'occupation',
    complainant: { name: '段先生', phone: '13900000002' },
  });
  await seedCase(api, bundleOf('brokerage'), dispute, { category: 'trading', fields: { atBranch: true } });
  await seedCase(api, bundleOf('restaurant'), soup, { category: 'dish', fields: { place: '8号台' } }, [
    (seal) => ({
      type: 'FormFilled',
      by: by('mei'),
      data: { form: 'report', fields: { place: '大厅' }, texts: { cause: seal('后厨漏单') } },
    }),
  ]);
}, 90_000);
afterAll(() => api.stop());

async function printed(person: string, no: string, document: string, query = '?language=zh'): Promise<string> {
  const { status, body, headers } = await (who[person] as Http).get(
    `/api/v1/complaints/${no}/documents/${document}${query}`,
  );
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  return body as string;
}

test('the register form says what was registered, and leaves room for what was not', async () => {
  const form = await printed('mei', kettle, 'register-form');
  expect(form).toContain('<h1>投诉登记表</h1>');
  expect(form).toContain(`<p class="no">${kettle}</p>`);
  expect(form).toMatch(/登记人<\/th><td>梅</);
  expect(form).toMatch(/诉求金额<\/th><td>¥399\.00</);
  expect(form).toMatch(/发生时间<\/th><td>—</);
  expect(form).toContain('投诉人签字、日期');
});

test('both are printed in English as well, by the header or by the query', async () => {
  expect(await printed('mei', kettle, 'register-form', '?language=en')).toContain('<html lang="en">');
  const asked = await (who['mei'] as Http).get(`/api/v1/complaints/${kettle}/documents/report`, {
    'Accept-Language': 'zh-CN',
  });
  expect(asked.body).toContain('<h1>投诉处理报告</h1>');
  const english = await printed('mei', kettle, 'report', '?language=en');
  expect(english).toContain('<h1>Complaint handling report</h1>');
  expect(english.replace(/欧阳.*?<|[一-鿿]+(?=[^<]*<\/td>)/g, '')).not.toMatch(/<h\d>[^<]*[一-鿿]/);
});

test('they are pages of A4 without scripts, and what a customer writes stays text', async () => {
  for (const document of ['register-form', 'report']) {
    const page = await printed('mei', kettle, document);
    expect(page).toContain('@page { size: A4;');
    expect(page).toContain('电饭煲冒烟&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('欧阳&lt;b&gt;茉莉&lt;/b&gt;');
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|<b>|sealed:v2/);
  }
});

test('the report tells findings, decisions with their rules, approvals with times and persons, and what was answered', async () => {
  const page = await printed('mei', kettle, 'report');
  expect(page).toContain('密封圈漏装');
  expect(page).toMatch(/审批权限<\/td><td>A1（up to 500 yuan）<\/td><td>[^<]*¥399\.00/);
  expect(page).toMatch(/2026-09-30 09:00<\/td><td>主管领导批示<\/td><td>苏（代[^<]*）<\/td><td>批准<\/td><td>同意照办/);
  expect(page).toMatch(/客户接受了第 1 轮方案 1。<\/td><td>可以接受/);
  expect(page).toContain('已解决');
});

test('penalties and what decided them are printed for who decides them, managers and auditors alone', async () => {
  for (const allowed of ['boss', 'chief', 'audit']) {
    const page = await printed(allowed, kettle, 'report');
    expect(page).toContain('<h2>处罚</h2>');
    expect(page).toContain('绩效工资的 5%');
    expect(page).toContain('处罚幅度');
  }
  // A supervisor decides penalties, but not if the complaint is about him.
  for (const other of ['mei', 'jun']) {
    const page = await printed(other, kettle, 'report');
    expect(page).not.toMatch(/处罚|绩效工资/);
  }
});

test('nor does the case, its timeline or its reasons tell anybody else', async () => {
  const read = async (person: string, part = '') =>
    (await (who[person] as Http).get(`/api/v1/complaints/${kettle}${part}`)).body as { penalties: unknown[] };
  for (const allowed of ['boss', 'chief', 'audit']) {
    expect((await read(allowed)).penalties).toMatchObject([{ person: 'jun', percent: 5 }]);
    expect(JSON.stringify(await read(allowed, '/timeline'))).toContain('PenaltyAssessed');
    expect(JSON.stringify(await read(allowed, '/why'))).toContain('main/penalise/1');
  }
  expect((await read('mei')).penalties).toEqual([]);
  for (const part of ['/timeline', '/why'])
    expect(JSON.stringify(await read('mei', part))).not.toMatch(/PenaltyAssessed|performancePay|"penalty"/);
});

test('whoever is up for a penalty sees what is about themselves, though complained about', async () => {
  const jun = who['jun'] as Http;
  const path = `/api/v1/complaints/${kettle}`;
  expect((await jun.get(path)).body.penalties).toMatchObject([{ person: 'jun', percent: 5 }]);
  const told = JSON.stringify((await jun.get(`${path}/timeline`)).body);
  expect(told).toContain('PenaltyAssessed');
  expect(told).not.toContain('main/penalise/1/penalty-1');
});

test('a part of the timeline says where to go on, although the rest of it is not shown', async () => {
  const path = `/api/v1/complaints/${kettle}/timeline`;
  const { items: all } = (await (who['boss'] as Http).get(path)).body as { items: { seq: number; type: string }[] };
  const before = all.find(({ type }) => type === 'PenaltyAssessed')!.seq - 1;
  const { body } = await (who['mei'] as Http).get(`${path}?after=${before}&limit=1`);
  expect(body).toMatchObject({ items: [], next: before + 1 });
});

test('who complains stays withheld where the policy keeps it', async () => {
  for (const document of ['register-form', 'report']) {
    expect(await printed('inspector', clue, document)).not.toMatch(/段先生|13900000002/);
    expect(await printed('inspector', clue, document)).toContain('（保密）');
    expect(await printed('mei', clue, document)).toContain('段先生');
  }
});

test('a policy has its own titles, fields, forms, parts and signatures', async () => {
  const register = await printed('mei', dispute, 'register-form');
  expect(register).toContain('<h1>客户纠纷及投诉受理表</h1>');
  expect(register).toMatch(/是否在营业部受理<\/th><td>是</);
  // None of the three registers is filled in yet, so the first is there to be filled in by hand.
  expect(register).toContain('<h2>营业部客户纠纷受理表</h2>');
  expect(register).not.toContain('<h2>总部客户纠纷及投诉受理表</h2>');
  const report = await printed('mei', soup, 'report');
  expect(report).toContain('<h1>投诉汇报</h1>');
  expect(report).toMatch(/前因后果<\/th><td>后厨漏单</);
  expect(report).toContain('部门主管签字、日期');
});

test('each printing is logged with who and what, never with what it says', async () => {
  await printed('boss', kettle, 'report');
  const lines = api.log.filter((line) => line.includes('"msg":"printed"'));
  expect(lines.at(-1)).toContain(`"no":"${kettle}","staff":"boss","document":"report"`);
  expect(api.log.some((line) => line.includes('"msg":"opened"') && line.includes('"staff":"boss"'))).toBe(true);
  expect(api.log.join('\n')).not.toMatch(/茉莉|密封圈/);
});

test('there is no third document', async () => {
  const { status, body } = await (who['mei'] as Http).get(`/api/v1/complaints/${kettle}/documents/poster`);
  expect([status, body.code]).toEqual([400, 'Invalid']);
});
