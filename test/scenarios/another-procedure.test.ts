import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicies } from '../../models/policy-files';
import { openVault } from '../../vault/open-vault';
import { allPolicies, REMEDY_KINDS } from '../support/policies';
import { parseScenario } from '../support/scenario';
import { tell } from '../support/scenario-run';
import { TimeSkipping } from '../support/time-skipping';

const SHIPPED = join(__dirname, '..', '..', 'policies');

/** A procedure that none of the seeds describes: a public library about late fees and noise. */
const LIBRARY = `extends: base
id: public-library
version: 1.0.0
title: { zh: 公共图书馆读者意见办法, en: Complaints of readers }
source: 'Invented for this test'
owner: librarian

departments:
  lending: { title: { zh: 借阅部, en: Lending } }
  halls: { title: { zh: 阅览部, en: Reading halls } }

roles:
  librarian: { title: { zh: 馆长, en: Librarian }, above: generalManager }

categories:
  fee: { title: { zh: 逾期费, en: Late fee }, remedies: [refund, apology] }
  noise: { title: { zh: 阅览环境, en: Noise }, remedies: [apology] }

intake:
  required: [text]
  fields:
    daysLate: { title: { zh: 逾期天数, en: Days late }, type: number, required: true }

forms:
  visit:
    title: { zh: 现场查看记录, en: What was seen in the hall }
    fields:
      loud: { title: { zh: 是否喧哗, en: Was it loud }, type: boolean, required: true }
      seen: { title: { zh: 所见, en: What was seen }, type: text, required: true }

tables:
  severity:
    title: { zh: 轻重, en: Weight }
    hit: unique
    inputs: { days: { expression: intake.daysLate } }
    outputs: { severity: { type: { kind: string, enum: [small, large] } } }
    rules:
      - { id: W1, when: { days: '<= 30' }, then: { severity: small } }
      - { id: W2, when: { days: '> 30' }, then: { severity: large } }

main:
  - { id: record, stage: record, tables: [severity] }
  - id: look
    stage: form
    form: visit
    when: category = "noise"
    who: complaintsDesk
    within: PT1H
    overdue: [{ do: escalate, to: complaintsManager }]
  - id: calm
    stage: conclude
    when: category = "noise" and not(visit.loud)
    who: complaintsDesk
    end: nothingFound
    template: null
  - id: propose
    stage: propose
    who: complaintsDesk
    within: P1D
    overdue: [{ do: escalate, to: librarian }]
  # A long delay is the librarian's, a short one the manager's of the desk.
  - id: small
    stage: approve
    when: severity = "small"
    who: complaintsManager
    rejected: { to: propose }
  - id: large
    stage: approve
    when: severity = "large"
    who: librarian
    rejected: { to: propose }
  - { id: offer, stage: offer, who: complaintsDesk, template: null }
  - { id: execute, stage: execute, who: complaintsManager, failed: { to: propose } }
  - { id: archive, stage: archive }

reopening: { within: P7D, to: propose }
`;

const HEAD = (category: string, daysLate: number) => `title: A reader complains to the public library
policy: public-library
complaint:
  category: ${category}
  channel: counter
  complainant: { name: 读者甲 }
  text: 请退还逾期费
  fields: { daysLate: ${daysLate} }
`;

describe('a further procedure is a YAML file alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-another-'));
  const opened = openVault(join(folder, 'vault'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const policies = () => {
    writeFileSync(join(folder, 'public-library.yaml'), LIBRARY);
    return new Map(readPolicies(folder, REMEDY_KINDS, SHIPPED).map((bundle) => [bundle.policy.id, bundle]));
  };

  test('that the project does not ship', () => {
    expect(allPolicies().has('public-library')).toBe(false);
    expect([...policies().keys()]).toEqual(['public-library']);
  });

  test.each([
    [
      'its own table sends a long delay to the librarian',
      `${HEAD('fee', 45)}story:
  - expect: { at: { main: propose }, state: { severity: large } }
  - who: complaintsDesk
    does: propose
    with: { options: [{ remedies: [{ kind: refund, params: { to: originalPayment, amountFen: 900 } }] }] }
  - { who: complaintsManager, does: approve, refused: WrongRole }
  - { who: librarian, does: approve }
  - { who: complaintsDesk, does: answerOffer, with: { accepted: true } }
ends: solved
finally: { state: { remedies: [{ kind: refund, status: executed, costFen: 900 }] }, never: [FormFilled] }`,
    ],
    [
      'its own form decides that there is nothing to it',
      `${HEAD('noise', 0)}story:
  - { who: complaintsDesk, does: propose, refused: NoOpenTask, with: { options: [{ remedies: [{ kind: apology, params: {} }] }] } }
  - { who: complaintsDesk, does: fillForm, with: { texts: { seen: 很安静 } }, refused: Malformed }
  - { who: complaintsDesk, does: fillForm, with: { fields: { loud: false }, texts: { seen: 很安静 } } }
ends: nothingFound
finally: { never: [RemedyProposed], counts: { FormFilled: 1 } }`,
    ],
    [
      'its own end when nobody acts is the level above',
      `${HEAD('noise', 0)}story:
  - { until: TaskEscalated }
  - expect: { open: [fillForm by complaintsManager] }`,
    ],
  ])(
    '%s',
    async (_what, story) => {
      const server = await TimeSkipping.start();
      try {
        const outcome = await tell(parseScenario('public-library.yaml', story), {
          policies: policies(),
          vault: (await opened).vault,
          server,
          compare: (actual, expected) => expect(actual).toMatchObject(expected as object),
        });
        expect(outcome.no).toMatch(/^C/);
      } finally {
        await server.stop();
      }
    },
    120_000,
  );
});
