import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { Failure } from '../parts/states';
import { useSay } from '../words/language';
import { F } from './words';

/** What pickers offer first; what a file is, the server finds by its content. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,application/pdf,audio/*,text/plain';

interface Upload {
  file: File;
  /** From 0 to 1. */
  part: number;
  error?: unknown;
}

/** Takes files by button, by dropping and by pasting, and shows how far each has come. */
export function UploadBox({
  send,
  one = false,
  label,
  isLocked = false,
}: {
  /** Resolves once the file has arrived and what follows is done. */
  send: (file: File, onProgress: (part: number) => void) => Promise<void>;
  one?: boolean;
  label?: string;
  isLocked?: boolean;
}): ReactNode {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [isOver, setOver] = useState(false);

  const change = (file: File, next: Partial<Upload> | undefined): void =>
    setUploads((all) =>
      all.flatMap((upload) => (upload.file === file ? (next === undefined ? [] : [{ ...upload, ...next }]) : [upload])),
    );
  const start = async (file: File): Promise<void> => {
    setUploads((all) => [...all.filter((upload) => upload.file !== file), { file, part: 0 }]);
    try {
      await send(file, (part) => change(file, { part }));
      change(file, undefined);
    } catch (error) {
      change(file, { error });
    }
  };
  // One after the other: a phone's line is not faster for several.
  const take = async (files: Iterable<File>): Promise<void> => {
    for (const file of one ? [...files].slice(0, 1) : files) await start(file);
  };
  const taking = useRef(take);
  useEffect(() => {
    taking.current = take;
  });
  useEffect(() => {
    if (isLocked) return;
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void taking.current(files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [isLocked]);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!isLocked) void take([...event.dataTransfer.files]);
  };

  return (
    <div
      className={`upload-box ${isOver ? 'upload-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        ref={input}
        type="file"
        hidden
        multiple={!one}
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          void take([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <Button variant="default" disabled={isLocked} onClick={() => input.current?.click()}>
        {label ?? say(one ? F.chooseOne : F.choose)}
      </Button>
      <span className="upload-hint">{say(F.hint)}</span>
      <div className="uploads" role="status">
        <ul>
          {uploads.map(({ file, part, error }, i) => (
            <li key={i}>
              <span className="upload-name">{file.name}</span>
              {error === undefined ? (
                <progress max={1} value={part} aria-label={`${say(F.uploading)} ${file.name}`} />
              ) : (
                <>
                  <Failure error={error} onRetry={() => void start(file)} />
                  <Button variant="subtle" size="compact-sm" onClick={() => change(file, undefined)}>
                    {say(F.dismiss)}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
