import { explainDeadline } from '../domain/deadline-explanation';
import type { ExplainedDeadline, NamedFact, Reason } from '../domain/why';
import { describeTimeLimit } from '../domain/time-limit';
import type { Bilingual, Language } from '../domain/text';
import { both } from '../domain/text';
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
      stood.length === 0 ? undefined : `Stood still: ${stood.join('; ')}.`,
      extended.length === 0 ? undefined : `Extended with approval by ${more('en')}.`,
      outside === undefined ? undefined : `An outside body has set ${outside}; the earlier of the two rules.`,
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
      `In the table "${title.en}", rule ${said('en')} applies, as ${factWords(reason.facts ?? [], words).en}. Answer: ${answerWords(reason.answer, words).en}.`,
    );
  },
  default: (reason, words) => {
    const title = tableOf(reason);
    return both(
      `决策表「${title.zh}」没有规则符合：${factWords(reason.facts ?? [], words).zh}；按表中的默认结果：${answerWords(reason.answer, words).zh}。`,
      `In the table "${title.en}" no rule applies, as ${factWords(reason.facts ?? [], words).en}. Its default: ${answerWords(reason.answer, words).en}.`,
    );
  },
  noAnswer: (reason, words) => {
    const title = tableOf(reason);
    const why = (reason.problems ?? []).join(' ');
    return reason.table === undefined
      ? both(`条件无法判断，按成立处理：${why}`, `A condition has no certain answer and is taken to hold: ${why}`)
      : both(
          `决策表「${title.zh}」没有确定的结果，由人工决定：${factWords(reason.facts ?? [], words).zh}。${why}`,
          `The table "${title.en}" has no certain answer, so a person decides; ${factWords(reason.facts ?? [], words).en}. ${why}`,
        );
  },
  byHand: (reason, words) => {
    const title = tableOf(reason);
    return both(
      `决策表「${title.zh}」没有确定的结果，由负责人人工决定：${answerWords(reason.answer, words).zh}。`,
      `The table "${title.en}" had no certain answer; the policy's owner decided by hand: ${answerWords(reason.answer, words).en}.`,
    );
  },
  limit: (reason, words) => {
    const due = words.time(reason.deadline?.dueAt ?? '');
    const vacant = vacantPosts(reason, words);
    return both(
      `按办法规定的时限，${due} 到期。${vacant.zh}`,
      `By the policy's time limit it is due ${due}.${vacant.en}`,
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
      `The task "${step.en}" was due ${due}, and by ${at} nobody had done it; then, the policy says, ${rule.en}.${vacant.en}`,
    );
  },
  vacantPost: (reason, words) => {
    const vacant = vacantPosts(reason, words);
    return both(
      `上报的岗位无人可办，继续上报。${vacant.zh}`,
      `Nobody held the post it went to, so it went on.${vacant.en}`,
    );
  },
  condition: (reason, words) => {
    const facts = factWords(reason.facts ?? [], words);
    return reason.type === 'StepSkipped'
      ? both(
          `该环节只在条件「${reason.condition ?? ''}」成立时进行，而${facts.zh}。`,
          `The step is taken only if "${reason.condition ?? ''}", but ${facts.en}.`,
        )
      : both(
          `条件「${reason.condition ?? ''}」成立：${facts.zh}。`,
          `The condition "${reason.condition ?? ''}" holds: ${facts.en}.`,
        );
  },
  event: ({ cause }) =>
    cause === undefined
      ? both('由本案的另一事件引起。', 'Another event of the case brings it about.')
      : both(`由第 ${cause} 号事件引起。`, `Event ${cause} brings it about.`),
  time: () => both('到了预定的时间。', 'The time set for it had come.'),
  step: ({ place, decisions = [], cause, ...reason }, words) => {
    if (place === undefined)
      return both('办法对每件投诉都这样规定。', 'The policy provides for it in every complaint.');
    const step = words.step(place);
    const after = [...decisions, ...(cause === undefined ? [] : [cause])].join(', ');
    const vacant = vacantPosts(reason, words);
    return after === ''
      ? both(
          `办法的环节「${step.zh}」如此规定。${vacant.zh}`,
          `The policy's step "${step.en}" provides for it.${vacant.en}`,
        )
      : both(
          `办法的环节「${step.zh}」如此规定，依据第 ${after} 号判定。${vacant.zh}`,
          `The policy's step "${step.en}" provides for it, by decision ${after}.${vacant.en}`,
        );
  },
  person: () => both('这是人的操作，不是自动进行的。', 'A person did this; it did not happen by itself.'),
};

const RUNGS: Readonly<Record<NonNullable<Reason['rung']>['does'], (role: Bilingual, action: Bilingual) => Bilingual>> =
  {
    remind: () => both('提醒', 'it is reminded of'),
    overdue: () => both('记为逾期', 'it counts as overdue'),
    warn: (role) => both(`预警${role.zh}`, `the ${role.en} is warned`),
    escalate: (role) => both(`上报${role.zh}`, `it goes up to the ${role.en}`),
    fact: () => both('视为未办', 'it counts as not done'),
    decide: (_, action) => both(`默认：${action.zh}`, `it is decided by default: ${action.en}`),
  };

function tableOf({ table }: Reason): Bilingual {
  return table?.title ?? both(table?.id ?? '', table?.id ?? '');
}

function vacantPosts({ vacant = [] }: Pick<Reason, 'vacant'>, words: Words): Bilingual {
  if (vacant.length === 0) return both('', '');
  const roles = vacant.map((role) => words.role(role));
  return both(
    `无人可办而越过的岗位：${roles.map(({ zh }) => zh).join('、')}。`,
    ` Passed over, because nobody held them who may act: ${roles.map(({ en }) => en).join(', ')}.`,
  );
}

/** Facts by their titles, with the values they had. */
export function factWords(facts: readonly NamedFact[], words: Words): Bilingual {
  if (facts.length === 0) return both('不看任何事实', 'no fact is asked for');
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
