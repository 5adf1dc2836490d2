import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSay } from '../../words/language';
import { W } from './words';

/** A password that is shown once, to be given to its owner. */
export function OneTimePassword({ password }: { password: string }): ReactNode {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="one-time" role="status">
      <h3>{say(W.oneTime)}</h3>
      <p>
        <code className="one-time-password">{password}</code>{' '}
        {'clipboard' in navigator && (
          <button
            type="button"
            className="plain-button"
            onClick={() => void navigator.clipboard.writeText(password).then(() => setCopied(true))}
          >
            {say(isCopied ? W.copied : W.copy)}
          </button>
        )}
      </p>
      <p className="muted">{say(W.oneTimeHelp)}</p>
    </div>
  );
}
