import { explainDeadline } from '../domain/time/deadline-explanation';
import type { ExplainedDeadline, NamedFact, Reason } from '../domain/rules/why';
import { describeTimeLimit } from '../domain/time/time-limit';
import type { Bilingual, Language } from '../domain/values/text';
import { both } from '../domain/values/text';
import type { Words } from './words';

/** Why something happened by itself, in a sentence in both languages. */
export function whySentence(reason: Reason, words: Words): Bilingual {
  return SENTENCES[reason.because](reason, words);
}

/** A deadline line by line: the limit, the time counted, days left out, when it stood still, an earlier outside date. */
export function deadlineSentences(deadline: ExplainedDeadline, words: Words): Bilingual {
  const { standstills = [], extended = [], outsideDueAt } = deadline;
  const more = (language: Language): string => extended.map((by) => describeTimeLimit(by, language)).join('; ');
  const stood = standstills.map(({ from, to }) => `${words.time(from)} – ${to === undefined ? '' : words.time(to)}`);
  const lines = (language: Language, own: (string | undefined)[]): string =>
    [explainDeadline(deadline, language), ...own.filter((line) => line !== undefined)].join('\n');
  const outside = outsideDueAt === undefined ? undefined : words.time(outsideDueAt);
  return both(
    lines('zh', [
      stood.length === 0 ? undefined : `暂停计时：${stood.join('；')}。`,
      extended.length === 0 ? undefined : `经批准延长：${more('zh')}。`,
      outside === undefined ? undefined : `外部机构的期限为 ${outside}，以较早者为准。`,
    ]),
    lines('en', [
      stood.length === 0 ? undefined : `Clock paused: ${stood.join('; ')}.`,
      extended.length === 0 ? undefined : `Extended with approval: ${more('en')}.`,
      outside === undefined ? undefined : `An outside body set the due date ${outside}. The earlier date applies.`,
    ]),
  );
}

type Sentence = (reason: Reason, words: Words) => Bilingual;

const SENTENCES: Readonly<Record<Reason['because'], Sentence>> = {
  rule: (reason, words) => {
    const rules = reason.rules ?? [];
    const title = tableOf(reason);
    const said = (language: Language): string =>
      rules
        .map(({ id, note, source }) => {
          const more = [note, source].filter((text) => text !== undefined).join('; ');
          return more === '' ? id : language === 'zh' ? `${id}（${more}）` : `${id} (${more})`;
        })
        .join(language === 'zh' ? '、' : ', ');
    return both(
      `决策表「${title.zh}」的规则 ${said('zh')} 符合：${factWords(reason.facts ?? [], words).zh}；结果：${answerWords(reason.answer, words).zh}。`,
      `Rule ${said('en')} of the table "${title.en}" applies: ${factWords(reason.facts ?? [], words).en}. Result: ${answerWords(reason.answer, words).en}.`,
    );
  },
  default: (reason, words) => {
    const title = tableOf(reason);
    return both(
      `决策表「${title.zh}」没有规则符合：${factWords(reason.facts ?? [], words).zh}；按表中的默认结果：${answerWords(reason.answer, words).zh}。`,
      `No rule of the table "${title.en}" applies: ${factWords(reason.facts ?? [], words).en}. Default result: ${answerWords(reason.answer, words).en}.`,
    );
  },
  noAnswer: (reason, words) => {
    const title = tableOf(reason);
    const why = (reason.problems ?? []).join(' ');
    return reason.table === undefined
      ? both(`条件无法判断，按成立处理：${why}`, `A condition could not be evaluated and is assumed to hold: ${why}`)
      : both(
          `决策表「${title.zh}」没有确定的结果，由人工决定：${factWords(reason.facts ?? [], words).zh}。${why}`,
          `The table "${title.en}" gives no certain result. A person decides: ${factWords(reason.facts ?? [], words).en}. ${why}`,
        );
  },
  byHand: (reason, words) => {
    const title = tableOf(reason);
    return both(
      `决策表「${title.zh}」没有确定的结果，由负责人人工决定：${answerWords(reason.answer, words).zh}。`,
      `The table "${title.en}" gave no certain result. The policy owner decided by hand: ${answerWords(reason.answer, words).en}.`,
    );
  },
  limit: (reason, words) => {
    const due = words.time(reason.deadline?.dueAt ?? '');
    const vacant = vacantPosts(reason, words);
    return both(
      `按办法规定的时限，${due} 到期。${vacant.zh}`,
      `Due ${due} by the time limit in the policy.${vacant.en}`,
    );
  },
  nobodyActed: (reason, words) => {
    const { task, rung } = reason;
    const step = words.step(task?.id ?? '');
    const due = words.time(task?.dueAt ?? '');
    const at = words.time(rung?.at ?? reason.at);
    const rule =
      rung === undefined ? both('', '') : RUNGS[rung.does](words.role(rung.to ?? ''), words.action(rung.action ?? ''));
    const vacant = vacantPosts(reason, words);
    return both(
      `待办「${step.zh}」应于 ${due} 前完成，至 ${at} 无人办理；办法规定此时${rule.zh}。${vacant.zh}`,
      `The task "${step.en}" was due ${due} and still open at ${at}. At that time the policy prescribes: ${rule.en}.${vacant.en}`,
    );
  },
  vacantPost: (reason, words) => {
    const vacant = vacantPosts(reason, words);
    return both(
      `上报的岗位无人可办，继续上报。${vacant.zh}`,
      `No eligible person held the role. The task was escalated further.${vacant.en}`,
    );
  },
  condition: (reason, words) => {
    const facts = factWords(reason.facts ?? [], words);
    return reason.type === 'StepSkipped'
      ? both(
          `该环节只在条件「${reason.condition ?? ''}」成立时进行，而${facts.zh}。`,
          `The step applies only if "${reason.condition ?? ''}"; here, ${facts.en}.`,
        )
      : both(
          `条件「${reason.condition ?? ''}」成立：${facts.zh}。`,
          `The condition "${reason.condition ?? ''}" holds: ${facts.en}.`,
        );
  },
  event: ({ cause }) =>
    cause === undefined
      ? both('由本案的另一事件引起。', 'Caused by another event of the case.')
      : both(`由第 ${cause} 号事件引起。`, `Caused by event ${cause}.`),
  time: () => both('到了预定的时间。', 'The scheduled time was reached.'),
  step: ({ place, decisions = [], cause, ...reason }, words) => {
    if (place === undefined)
      return both('办法对每件投诉都如此规定。', 'The policy prescribes this for every complaint.');
    const step = words.step(place);
    const after = [...decisions, ...(cause === undefined ? [] : [cause])].join(', ');
    const vacant = vacantPosts(reason, words);
    return after === ''
      ? both(
          `办法的环节「${step.zh}」如此规定。${vacant.zh}`,
          `Prescribed by step "${step.en}" of the policy.${vacant.en}`,
        )
      : both(
          `办法的环节「${step.zh}」如此规定，依据第 ${after} 号判定。${vacant.zh}`,
          `Prescribed by step "${step.en}" of the policy, based on decision ${after}.${vacant.en}`,
        );
  },
  person: () => both('这是人的操作，不是自动进行的。', 'A person did this. It was not automatic.'),
};

const RUNGS: Readonly<Record<NonNullable<Reason['rung']>['does'], (role: Bilingual, action: Bilingual) => Bilingual>> =
  {
    remind: () => both('提醒', 'send a reminder'),
    overdue: () => both('记为逾期', 'count as overdue'),
    warn: (role) => both(`预警${role.zh}`, `warn ${role.en}`),
    escalate: (role) => both(`上报${role.zh}`, `escalate to ${role.en}`),
    fact: () => both('视为未办', 'count as not done'),
    decide: (_, action) => both(`默认：${action.zh}`, `decide by default: ${action.en}`),
  };

function tableOf({ table }: Reason): Bilingual {
  return table?.title ?? both(table?.id ?? '', table?.id ?? '');
}

function vacantPosts({ vacant = [] }: Pick<Reason, 'vacant'>, words: Words): Bilingual {
  if (vacant.length === 0) return both('', '');
  const roles = vacant.map((role) => words.role(role));
  return both(
    `无人可办而越过的岗位：${roles.map(({ zh }) => zh).join('、')}。`,
    ` Skipped because no eligible person held the role: ${roles.map(({ en }) => en).join(', ')}.`,
  );
}

/** Facts by their titles, with the values they had. */
export function factWords(facts: readonly NamedFact[], words: Words): Bilingual {
  if (facts.length === 0) return both('不看任何事实', 'no facts needed');
  const said = facts.map((fact) => factIn(fact, words));
  return both(said.map(({ zh }) => zh).join('，'), said.map(({ en }) => en).join(', '));
}

function factIn({ name, title, value }: NamedFact, words: Words): Bilingual {
  const shown = valueIn(name, value, words);
  const named = title ?? both(name, name);
  return both(`${named.zh}（${name}）为 ${shown.zh}`, `${named.en} (${name}) is ${shown.en}`);
}

/** What a table answered, by the policy's own words. */
export function answerWords(answer: unknown, words: Words): Bilingual {
  const answers = (Array.isArray(answer) ? answer : [answer]).filter(
    (one): one is Record<string, unknown> => typeof one === 'object' && one !== null,
  );
  if (answers.length === 0) return both('无', 'none');
  const said = answers.map((one) => {
    const parts = Object.entries(one).map(([name, value]) => ({ name, shown: valueIn(name, value, words) }));
    return both(
      parts.map(({ name, shown }) => `${name} = ${shown.zh}`).join('，'),
      parts.map(({ name, shown }) => `${name} = ${shown.en}`).join(', '),
    );
  });
  return both(said.map(({ zh }) => zh).join('；'), said.map(({ en }) => en).join('; '));
}

/** A value by the words that the policy has for it; amounts as money. */
function valueIn(name: string, value: unknown, words: Words): Bilingual {
  if (value === null || value === undefined || value === '') return both('未知', 'not known');
  if (typeof value === 'boolean') return value ? both('是', 'true') : both('否', 'false');
  if (typeof value === 'number') return name.endsWith('Fen') ? words.money(value) : both(String(value), String(value));
  if (typeof value !== 'string') return both(JSON.stringify(value), JSON.stringify(value));
  return BY_NAME[name]?.(words, value) ?? words.named(value);
}

/** A category and a department may have the same id: what a fact is says which of them is meant. */
const BY_NAME: Readonly<Record<string, ((words: Words, value: string) => Bilingual) | undefined>> = {
  category: (words, value) => words.category(value),
  topCategory: (words, value) => words.category(value),
  department: (words, value) => words.department(value),
  role: (words, value) => words.role(value),
};
