import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../../client/http';
import { meQuery, useMe } from '../../client/session';
import type { Me } from '../../client/session';
import { Failure } from '../../parts/states';
import { useSay, useSpoken } from '../../words/language';
import { W } from './words';

const LANGUAGES = [
  ['zh', '中文'],
  ['en', 'English'],
] as const;

/** Language and keys. */
export function Display(): ReactNode {
  const say = useSay();
  const { prefs } = useMe();
  const { language, speak } = useSpoken();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [isSaved, setSaved] = useState(false);
  const put = async (change: Me['prefs']) => {
    setError(undefined);
    setSaved(false);
    try {
      await api.PUT('/api/v1/me/preferences', { body: { ...prefs, ...change } });
      await client.invalidateQueries(meQuery);
      setSaved(true);
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <section className="panel stack" aria-label={say(W.display)}>
      <h2>{say(W.display)}</h2>
      <fieldset className="choices">
        <legend>{say(W.language)}</legend>
        {LANGUAGES.map(([value, title]) => (
          <label key={value} className="minor-switch" lang={value === 'zh' ? 'zh-CN' : 'en'}>
            <input
              type="radio"
              name="language"
              checked={language === value}
              onChange={() => {
                speak(value);
                void put({ language: value });
              }}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <div>
        <label className="minor-switch">
          <input
            type="checkbox"
            checked={prefs.letterKeys ?? true}
            onChange={({ currentTarget }) => void put({ letterKeys: currentTarget.checked })}
          />
          {say(W.letters)}
        </label>
        <p className="muted">{say(W.lettersHelp)}</p>
      </div>
      {error !== undefined && <Failure error={error} />}
      <p role="status">{isSaved && say(W.saved)}</p>
    </section>
  );
}
