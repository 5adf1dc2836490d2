import { cleanName } from '../../domain/attachments/clean-name';
import { CONTENT_TYPES, contentTypeOf, fitsClaim } from '../../domain/attachments/content-type';
import { possibleActions } from '../../domain/case/judge-message';
import type { Actor } from '../../domain/file/envelope';
import { both } from '../../domain/values/text';
import { invalid } from '../invalid';
import type { SentFile } from '../operation';
import { Problem, refused } from '../problem';
import { storeUnavailable } from '../unavailable';
import { takesFiles } from './files-named';
import type { ReadCase } from './read-case';

/** More is a case for a folder of its own. */
export const MOST_OF_CASE = 100;

/** @throws Problem where no action that takes files is possible for this person now */
export function mustTakeFiles({ state, policy }: ReadCase, actor: Actor): void {
  if (policy === undefined) throw storeUnavailable(undefined);
  const takers = possibleActions(state, policy, actor).filter(({ action }) => takesFiles(action.data));
  if (takers.some(({ refusal }) => refusal === undefined)) return;
  const refusal = takers[0]?.refusal;
  if (refusal !== undefined) throw refused(refusal);
  const isClosed = state.status === 'closed';
  throw new Problem(isClosed ? 'Closed' : 'NotAllowedByPolicy', {
    detail: isClosed
      ? both('投诉已关闭，不再接收文件。', 'The complaint is closed and takes no more files.')
      : both('本案现在不接收文件。', 'This complaint takes no files now.'),
  });
}

/** @throws Problem UnsupportedMediaType, Invalid */
export function checkedFile(file: SentFile | undefined): { content: Buffer; name: string; type: string } {
  const { content = Buffer.alloc(0), claimed, name } = file ?? {};
  if (content.length === 0)
    throw invalid([{ field: 'body', code: 'too_small', message: both('文件是空的。', 'The file is empty.') }]);
  const found = contentTypeOf(content);
  if (found === undefined)
    throw unsupported(
      both('无法识别该文件的类型，或不接收此类型。', 'This type of file is unknown or not accepted.'),
      'unknown_type',
    );
  if (!fitsClaim(found, claimed))
    throw unsupported(
      both(`文件内容是 ${found.type}，与所称的类型不符。`, `The content is ${found.type}, not what was stated.`),
      'wrong_type',
    );
  return { content, name: cleanName(name, found), type: found.type };
}

function unsupported(message: ReturnType<typeof both>, code: string): Problem {
  return new Problem('UnsupportedMediaType', {
    ...{ detail: message, errors: [{ field: 'body', code, message }] },
    wayOut: both(
      '请改为 JPEG、PNG、WebP、HEIC 图片、PDF、录音（MP3、M4A、WAV、OGG、AMR）或 UTF-8 文本。',
      'Send a JPEG, PNG, WebP or HEIC picture, a PDF, audio (MP3, M4A, WAV, OGG, AMR) or text in UTF-8.',
    ),
    headers: { Accept: CONTENT_TYPES.map(({ type }) => type).join(', ') },
  });
}

/** So many files are enough. */
export function filesFull(): Problem {
  return new Problem('FilesFull', {
    detail: both(`每件投诉至多 ${MOST_OF_CASE} 个文件。`, `A complaint may have at most ${MOST_OF_CASE} files.`),
    wayOut: both(
      '请把多份材料合成一个 PDF，或登记存放在别处的链接。',
      'Combine documents into one PDF, or attach a link to where they are stored.',
    ),
  });
}
