import type { Response } from 'express';

/** Where a stream is written to; whoever reads it may go away at any moment. */
export interface Sink {
  /** Answers false once the reader is so slow, or gone, that nothing more should be kept for them. */
  write: (text: string) => boolean;
  end: () => void;
  onClose: (act: () => void) => void;
}

/** So much waits for one reader at most; they get the rest when they come again. */
const MOST_WAITING = 256 * 1024;

export function sinkOf(response: Response): Sink {
  return {
    write: (text) => {
      if (response.writableEnded || response.destroyed) return false;
      response.write(text);
      return response.writableLength <= MOST_WAITING;
    },
    end: () => response.end(),
    onClose: (act) => void response.once('close', act),
  };
}
