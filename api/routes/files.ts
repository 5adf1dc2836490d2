import { z } from 'zod';
import { CONTENT_TYPES } from '../../domain/attachments/content-type';
import type { ContentType } from '../../domain/attachments/content-type';
import { both } from '../../domain/values/text';
import type { Attachment } from '../../models/attachments';
import { ContentMissing } from '../../models/content-store';
import { SealBroken } from '../../vault/sealing';
import { checkedFile, filesFull, MOST_OF_CASE, mustTakeFiles } from '../case/file-taken';
import { numberOf, numberPath } from '../case/number';
import { mayReadFile } from '../case/may-read-file';
import { vaultFor } from '../case/opening';
import { readCase } from '../case/read-case';
import type { ReadCase } from '../case/read-case';
import { defineOperation } from '../operation';
import type { SignedCall } from '../operation';
import { Problem } from '../problem';

const fileSchema = z
  .object({
    id: z.string().meta({ description: 'Give it to an action that takes a `file`.' }),
    name: z.string().optional().meta({ description: 'Cleaned. Absent if withheld.' }),
    type: z.string().meta({ description: 'Media type, by content.' }),
    bytes: z.int(),
    sha256: z
      .string()
      .optional()
      .meta({ description: 'Of the content, hexadecimal; a marker once erased. Absent if withheld.' }),
    by: z.string().meta({ description: 'Staff id of the uploader.' }),
    uploadedAt: z.iso.datetime(),
    attached: z.boolean().meta({
      description: 'An action names it. Otherwise only the uploader sees it, and it is removed a day after the upload.',
    }),
    withheld: z.literal(true).optional().meta({ description: 'This reader may not open it.' }),
  })
  .meta({ id: 'File' });

const [FIRST, ...OTHERS] = CONTENT_TYPES as [ContentType, ...ContentType[]];
const filePath = numberPath.extend({ id: z.string().meta({ description: 'Id of the file.' }) });

/** A file comes in; an action then says what it is evidence of. */
export const uploadFile = defineOperation({
  id: 'uploadFile',
  method: 'post',
  path: '/complaints/{no}/files',
  tag: 'Files',
  title: both('上传文件', 'Upload a file'),
  help: both(
    '请求正文就是文件内容。按内容识别类型：JPEG、PNG、WebP、HEIC、PDF、录音和 UTF-8 文本。文件加密保存，内容原样不改（照片里的拍摄位置也会保留）。同一人对同一案件上传同样的内容，得到的是同一个文件。上传后请用 attach 附到案件；一天内未附上的会被清理。',
    'The body is the content of the file. The type is found by content: JPEG, PNG, WebP, HEIC, PDF, audio and text in UTF-8. The file is stored encrypted and unchanged (a photo keeps the place where it was taken). The same content uploaded by the same person to the same case is the same file. Attach it with `attach`. A file that is not attached within a day is removed.',
  ),
  who: 'acting',
  pathSchema: numberPath,
  takesFile: true,
  headers: ['File-Name'],
  answers: {
    200: { description: 'The file was there already.', schema: fileSchema },
    201: { description: 'Uploaded.', schema: fileSchema },
  },
  problems: [
    ...(['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable', 'Closed', 'NotAllowedByPolicy'] as const),
    ...(['ConflictOfInterest', 'WrongRole', 'FilesFull', 'Erased'] as const),
  ],
  handle: async (call) => {
    const { deps, actor, path, file } = call;
    const read = await readCase(deps, numberOf(path), actor);
    const { no } = read.state;
    mustTakeFiles(read, actor);
    const { content, name, type } = checkedFile(file);
    const { attachments } = deps.models;
    const isFull = (await attachments.count(no)) >= MOST_OF_CASE;
    if (isFull && !(await attachments.has({ no, by: actor.id, content }))) throw filesFull();
    const kept = await attachments.keep({ no, by: actor.id, name, type, content }, deps.clock());
    call.log.info({ no, file: kept.file.id, bytes: content.length, staff: actor.id }, 'uploaded');
    return { status: kept.isNew ? 201 : 200, body: (await shown(call, read, [kept.file]))[0] };
  },
});

/** What a case has. */
export const listFiles = defineOperation({
  id: 'listFiles',
  method: 'get',
  path: '/complaints/{no}/files',
  tag: 'Files',
  title: both('案件的文件', 'Files of a complaint'),
  help: both('打开文件名会记入日志。', 'Each reading of names is logged.'),
  who: 'staff',
  pathSchema: numberPath,
  answers: {
    200: {
      description: 'The first uploaded first.',
      schema: z.object({ no: z.string(), items: z.array(fileSchema) }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor, path } = call;
    const read = await readCase(deps, numberOf(path), actor);
    const { no } = read.state;
    const files = await deps.models.attachments.of(no);
    const seen = files.filter((file) => file.attached || mayReadFile(actor, read, file));
    return { status: 200, body: { no, items: await shown(call, read, seen) } };
  },
});

/** The content itself. */
export const readFile = defineOperation({
  id: 'readFile',
  method: 'get',
  path: '/complaints/{no}/files/{id}',
  tag: 'Files',
  title: both('打开文件', 'Open a file'),
  help: both(
    '图片和录音可在页面中显示，其他类型（包括 PDF）只能保存。打开文件会记入日志。',
    'Pictures and audio can be shown in a page. Other types, PDF among them, can only be saved. Each reading is logged.',
  ),
  who: 'staff',
  pathSchema: filePath,
  querySchema: z.strictObject({
    save: z.enum(['true', 'false']).optional().meta({ description: '`true`: to be saved, whatever it is.' }),
  }),
  answers: { 200: { description: 'The file.', type: FIRST.type, also: OTHERS.map(({ type }) => type) } },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable', 'Erased', 'FileBroken'],
  handle: async (call) => {
    const { deps, actor, path, query } = call;
    const read = await readCase(deps, numberOf(path), actor);
    const { no } = read.state;
    const file = await deps.models.attachments.get(no, path.id);
    // Whether there is one is for those alone who may know it.
    if (file === undefined || !mayReadFile(actor, read, file)) throw noSuchFile();
    const name = await vaultFor(call).open(file.name, no);
    if (name === undefined) throw erased();
    const known = CONTENT_TYPES.find(({ type }) => type === file.type);
    const isInline = known?.inline === true && query.save !== 'true';
    call.log.info({ no, file: file.id, staff: actor.id }, 'file read');
    return {
      status: 200,
      type: file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
      headers: {
        'Content-Disposition': `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`,
        'Content-Length': String(file.bytes),
        // Whatever a browser makes of it, it runs nothing and reaches nothing.
        'Content-Security-Policy':
          "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
      },
      pieces: whole(await begun(deps.models.attachments.content(file), file)),
    };
  },
});

function noSuchFile(): Problem {
  return new Problem('NotFound', { detail: both('本案没有此文件。', 'The complaint has no such file.') });
}

function erased(): Problem {
  return new Problem('Erased', {
    detail: both(
      '此投诉的个人信息已按要求删除，文件也已不可读。',
      'The personal data was erased, and its files with it.',
    ),
  });
}

/** Files as a reader sees them; what is opened of all of them is one reading. */
async function shown(
  call: SignedCall,
  read: ReadCase,
  files: readonly Attachment[],
): Promise<Record<string, unknown>[]> {
  const sealed = files.map((file) => {
    const { id, name, sha256, type, bytes, by, uploadedAt, attached } = file;
    const about = { id, type, bytes, by, uploadedAt, attached };
    return mayReadFile(call.actor, read, file) ? { ...about, name, sha256 } : { ...about, withheld: true };
  });
  return vaultFor(call).openDeep(sealed, read.state.no);
}

/** As RFC 8187 writes it. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

interface Begun {
  first: Buffer | undefined;
  rest: AsyncGenerator<Buffer, void>;
}

/** Reads the first piece before anything is answered, so that what can't be read is told by a status. */
async function begun(content: AsyncGenerator<Buffer, void>, { id }: Attachment): Promise<Begun> {
  try {
    const { value } = await content.next();
    return { first: value ?? undefined, rest: content };
  } catch (error) {
    if (error instanceof ContentMissing || error instanceof SealBroken)
      throw new Problem('FileBroken', {
        detail: both('文件缺失或已被改动，无法打开。', 'The file is missing or was altered. It cannot be opened.'),
        wayOut: both('请告知管理员，可从备份恢复。', 'Tell an administrator. It can be restored from a backup.'),
        more: { file: id },
        cause: error,
      });
    throw error;
  }
}

async function* whole({ first, rest }: Begun): AsyncGenerator<Buffer> {
  if (first !== undefined) yield first;
  yield* rest;
}
