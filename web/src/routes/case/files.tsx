import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addressOfFile, filesQuery, uploadFile } from '../../client/files';
import type { CaseFile } from '../../client/files';
import { send } from '../../client/http';
import { actionsQuery, caseKey } from '../../client/queries';
import type { Complaint } from '../../client/queries';
import { UploadBox } from '../../files/upload-box';
import { F } from '../../files/words';
import { Icon } from '../../parts/icons';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { useSay } from '../../words/language';

/** What browsers show by themselves as a picture. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Evidence that was attached: what it is called, where it is, and the file if it is one of ours. */
interface Reference {
  title?: string;
  uri?: string;
  file?: string;
  at?: string;
  /** The complaint that brought it along. */
  from?: string;
}

/** Photos, receipts and documents of a case, and where more come in. */
export function Files({ detail }: { detail: Complaint }): ReactNode {
  const { no } = detail;
  const say = useSay();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(filesQuery(no));
  const { data: possible } = useQuery(actionsQuery(no));
  const attach = useMutation({
    // Attached once, however often it is sent.
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      send('POST', `/complaints/${no}/actions/attach`, {
        body: { data: { title: name, file: id } },
        key: `file/${id}`,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: caseKey(no) }),
  });
  const upload = useMutation({
    mutationFn: ({ file, onProgress }: { file: File; onProgress: (part: number) => void }) =>
      uploadFile(no, file, onProgress),
  });
  if (data === undefined)
    return error === null ? <Loading lines={4} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const mayAttach = possible?.items.some(({ action, allowed }) => action === 'attach' && allowed) === true;
  const references = detail.references as Reference[];
  const named = new Set(references.map(idOf));
  const waiting = data.items.filter(({ id }) => !named.has(id));
  return (
    <div className="files">
      {mayAttach && (
        <UploadBox
          send={async (file, onProgress) => {
            const { id, name = file.name } = await upload.mutateAsync({ file, onProgress });
            await attach.mutateAsync({ id, name });
          }}
        />
      )}
      {references.length === 0 && waiting.length === 0 && <Empty title={F.none} />}
      <ul className="file-list">
        {references.map((one, i) => (
          <li key={i}>
            <Evidence no={one.from ?? no} one={one} file={data.items.find(({ id }) => id === idOf(one))} />
          </li>
        ))}
        {waiting.map((file) => (
          <li key={file.id}>
            <Evidence no={no} one={{ title: file.name ?? say(F.withheld), at: file.uploadedAt }} file={file} />
            {!file.attached && (
              <p className="file-waiting">
                {say(F.notAttached)}{' '}
                {mayAttach && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    loading={attach.isPending}
                    onClick={() => attach.mutate({ id: file.id, name: file.name ?? file.id })}
                  >
                    {say(F.attach)}
                  </Button>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The id stands first in what an event keeps of a file. */
function idOf({ file }: Reference): string | undefined {
  return /^[0-9a-f]{32}(?= )/.exec(file ?? '')?.[0];
}

function Evidence({ no, one, file }: { no: string; one: Reference; file: CaseFile | undefined }): ReactNode {
  const say = useSay();
  const id = file?.id ?? idOf(one);
  const title = one.title ?? '';
  const isPicture = file !== undefined && file.withheld !== true && PICTURES.has(file.type);
  return (
    <figure className="file">
      {isPicture && (
        <a href={addressOfFile(no, file.id)} target="_blank" rel="noreferrer">
          <img src={addressOfFile(no, file.id)} alt={title} loading="lazy" />
        </a>
      )}
      {file?.type.startsWith('audio/') === true && file.withheld !== true && (
        // Nobody has written down what is said in it.
        <audio controls preload="none" src={addressOfFile(no, file.id)} aria-label={title} />
      )}
      <figcaption>
        <strong className="file-title">{title}</strong>
        <span className="file-about">
          {file !== undefined && sizeOf(file.bytes)} {one.at !== undefined && <Moment at={one.at} />}
        </span>
        {file?.withheld === true ? (
          <span className="withheld">
            <Icon name="lock" /> {say(F.withheld)}
          </span>
        ) : (
          id !== undefined && (
            <span className="file-links">
              {isPicture && (
                <a href={addressOfFile(no, id)} target="_blank" rel="noreferrer" aria-label={`${say(F.open)} ${title}`}>
                  {say(F.open)}
                </a>
              )}{' '}
              <a href={addressOfFile(no, id, true)} aria-label={`${say(F.save)} ${title}`}>
                {say(F.save)}
              </a>
            </span>
          )
        )}
        {one.uri !== undefined && /^https?:/.test(one.uri) && (
          <a href={one.uri} target="_blank" rel="noreferrer noopener">
            {say(F.link)}
          </a>
        )}
      </figcaption>
    </figure>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
