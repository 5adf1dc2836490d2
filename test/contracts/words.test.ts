import { pairsInPolicies, textsInCode, textsOf } from './people-texts';
import type { Pair, PeopleText } from './people-texts';

/** A word or turn that nobody should have to read twice; what to say instead; and a text in which it is found. */
type Banned = readonly [pattern: RegExp, better: string, planted: string];

const ENGLISH: readonly Banned[] = [
  [/\bwhoever\b/i, 'the person who', 'Whoever proposed may not approve.'],
  [/\bnobody of (ours|this id)\b/i, 'no staff member has this id', 'Nobody of this id works here.'],
  [/\breckon/i, 'calculate', 'Figures are reckoned twice.'],
  [/\bheed(ed|s)?\b/i, 'handle', 'The message was heeded.'],
  [/\b(is|are|was|were|been) told\b/i, 'notified, informed', 'The customer was told.'],
  [/\btold (by|of)\b/i, 'notified by, informed of', 'The desk is not told of it.'],
  [/\bmanieth\b/i, 'which (1st, 2nd …)', 'the how-manieth time'],
  [/\bas (it|they) must be\b/i, 'invalid', 'The request is not as it must be'],
  [/\bof this number\b/i, 'no … has this number', 'There is no complaint of this number.'],
  [/\b(g[ai]ve|gives|given) (it|the measure|them) up\b/i, 'cancel', 'She gave the measure up.'],
  [/\b(goes|went|going) up (to|from)\b/i, 'escalated to', 'Overdue: it went up to the manager.'],
  [/\brungs?\b/i, 'escalation step', 'the third rung'],
  [/(?<!escalation )\bladders?\b/i, 'escalation ladder', 'a ladder needs a limit'],
  [/\blike complaints\b|\balike\b/i, 'similar', 'Like complaints became one.'],
  [/\btak(en?|es) up again\b/i, 'reopened', 'The case was taken up again.'],
  [/\b(takes?|took|taken) (it )?away\b/i, 'remove', 'null takes it away.'],
  [/\btaken? back\b/i, 'reversed', 'The remedy was taken back.'],
  [/\banew\b/i, 'again', 'It is judged anew.'],
  [/\bword of mouth\b/i, 'verbal approval', 'Go on by word of mouth'],
  [/\bone[’']s own\b/i, 'your own', 'One’s own absence'],
  [/\bbefore its time\b/i, 'unexpectedly', 'It ended before its time.'],
  [/\bfor sure\b/i, 'with certainty', 'It can’t be told for sure.'],
  [/\bby itself\b/i, 'on its own, automatically', 'The case goes on by itself.'],
  [/\bwhose it is\b/i, 'the assigned owner', 'This is for the person whose it is.'],
  [/\bpast the API\b/i, 'only through the API', 'Not past the API'],
  [/\bcomplained about\b(?! the)/i, 'named in the complaint', 'A person complained about may not.'],
  [/\bproceedings?\b/i, 'linked case, incident, corrective action', 'a proceeding of a kind'],
  [/^It (is|was|has|must|needs|can|gives|ends)\b/, 'the subject itself', 'It is paused already.'],
];

const CHINESE: readonly Banned[] = [
  [/撤诉/u, '撤回投诉', '客户撤诉'],
  [/拒绝过分要求/u, '诉求不予支持', '拒绝过分要求'],
  [/裁定/u, '决定', '裁定支持投诉人'],
  [/移送/u, '转办', '已移送'],
  [/客户来信/u, '客户补充反馈', '登记客户来信'],
  [/座席/u, '坐席', '呼叫中心座席'],
  [/到台/u, '到前台验货', '到台确认'],
  [/抉择/u, '确定处理方式', '抉择'],
  [/作出结论/u, '办结', '作出结论'],
  [/既往投诉/u, '历史投诉', '查看既往投诉'],
  [/原接待员/u, '销售顾问、服务顾问', '原接待员参与'],
  [/弥补/u, '服务补救', '提出弥补方案'],
  [/法务审批/u, '法务审核', '须法务审批'],
  [/柜台/u, '服务台、营业厅', '柜台'],
  [/3 个方案中|共 .{0,12} 个方案中的第/u, '不写', '这是共 3 个方案中的第 1 个'],
  [/\p{Script=Han}[,;:?!]\p{Script=Han}/u, '全角标点', '请重试,谢谢'],
  [/\p{Script=Han}\.$/u, '。', '请重试.'],
];

const code = textsInCode();
const policies = pairsInPolicies();
const english: PeopleText[] = [...code.texts, ...policies.map(({ at, en }) => ({ at, text: en }))].filter(
  ({ text }) => !/\p{Script=Han}/u.test(text),
);
const chinese: PeopleText[] = [...code.texts, ...policies.map(({ at, zh }) => ({ at, text: zh }))].filter(({ text }) =>
  /\p{Script=Han}/u.test(text),
);

function found(texts: readonly PeopleText[], [pattern, better]: Banned): string[] {
  return texts.filter(({ text }) => pattern.test(text)).map(({ at, text }) => `${at}: ${text} (better: ${better})`);
}

test('there are texts to look at, in both languages, in code and policies', () => {
  expect(english.length).toBeGreaterThan(1500);
  expect(chinese.length).toBeGreaterThan(1500);
  expect(code.pairs.length).toBeGreaterThan(700);
  expect(policies.length).toBeGreaterThan(900);
});

describe.each(ENGLISH)('%s', (...banned) => {
  test('is found where it is planted', () => {
    expect(found([{ at: 'planted', text: banned[2] }], banned)).toHaveLength(1);
  });
  test('stands in no English text', () => {
    expect(found(english, banned)).toEqual([]);
  });
});

describe.each(CHINESE)('%s', (...banned) => {
  test('is found where it is planted', () => {
    expect(found([{ at: 'planted', text: banned[2] }], banned)).toHaveLength(1);
  });
  test('stands in no Chinese text', () => {
    expect(found(chinese, banned)).toEqual([]);
  });
});

/** Ends as a sentence in one language, and not in the other. */
function unevenEnds(pairs: readonly Pair[]): string[] {
  const ends = (text: string, mark: RegExp): boolean => mark.test(text.trimEnd());
  return pairs
    .filter(({ zh, en }) => ends(zh, /[。！？]$/u) !== ends(en, /[.!?]$/))
    .map(({ at, zh, en }) => `${at}: ${zh} | ${en}`);
}

test('a sentence ends as one in both languages, or is a title in both', () => {
  expect(unevenEnds([{ at: 'planted', zh: '投诉已关闭。', en: 'Complaint closed' }])).toHaveLength(1);
  const toTell = code.pairs.filter(({ zh, en }) => !/[…：:]$/u.test(zh) && !/[…:]$/.test(en));
  expect(unevenEnds(toTell)).toEqual([]);
});

/** Words of English in a Chinese title: names, units and codes are none. */
const NAMES = /\b(4S|AB?C|CEO|CSV|GPS|ISO|SMS|VIN|URL|[A-Z]\d+)\b/g;
const withEnglish = (pairs: readonly Pair[]): string[] =>
  pairs.filter(({ zh }) => /[A-Za-z]{2,}/.test(zh.replace(NAMES, ''))).map(({ at, zh }) => `${at}: ${zh}`);

test('no title of a policy is half English in Chinese', () => {
  expect(withEnglish([{ at: 'planted', zh: '填写 form', en: 'x' }])).toHaveLength(1);
  expect(withEnglish(policies.filter(({ as }) => as === 'title'))).toEqual([]);
});

test('a text is found wherever it stands in a file: alone, in a template, in both languages', () => {
  const source = "const a = both('你好。', `Hello ${name} there.`); throw new Error('three plain words');";
  const { texts, pairs } = textsOf('planted.ts', source);
  expect(texts.map(({ text }) => text)).toEqual(['你好。', 'Hello … there.', 'three plain words']);
  expect(pairs).toEqual([{ at: 'planted.ts:1', zh: '你好。', en: 'Hello … there.' }]);
});
