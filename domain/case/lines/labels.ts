import { endWords } from '../../labels/fixed-words';
import type { SentencesOf } from '../../labels/sentences-of';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { LINE_EVENTS } from './events';

export const LINE_SENTENCES: SentencesOf<typeof LINE_EVENTS> = {
  LineStarted: (e) => lineSays(e, '开始', 'began'),
  LineEnded: (e) => lineSays(e, '结束', 'ended'),
  StepEntered: (e) => both(`进入环节「${e.step.zh}」。`, `Step "${e.step.en}" started.`),
  StepSkipped: (e) => both(`跳过环节「${e.step.zh}」。`, `Step "${e.step.en}" skipped.`),
  StepLeft: (e) => both(`离开环节「${e.step.zh}」。`, `Step "${e.step.en}" ended.`),
  LineTurnedBack: (e) => {
    const to = e.words.step(`${e.text('line')}/${e.text('to')}/1`);
    return both(
      `情况有变，回到环节「${to.zh}」办理。`,
      `Circumstances have changed. The case returns to step "${to.en}".`,
    );
  },
  EndDecided: (e) =>
    both(`决定结案：${endWords(e.text('as')).zh}。`, `Decision to close the case: ${endWords(e.text('as')).en}.`),
};

function lineSays(e: TimelineEntry<{ line: string }>, zh: string, en: string): Bilingual {
  const line = e.words.line(e.text('line'));
  return both(`「${line.zh}」${zh}。`, `The line "${line.en}" ${en}.`);
}
