import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { send } from '../client/http';
import { useMe } from '../client/session';
import { useStaffNames } from '../client/staff';
import { both } from '../words/both';
import { useList, useSay } from '../words/language';
import { notePresent, usePresent } from './state';
import type { Present } from './state';

const SAID_EVERY_MS = 10_000;
/** So long after the last key somebody still counts as typing. */
const TYPING_FOR_MS = 8_000;

/** Says that one has a file open, as long as this is shown, and whether one types; where nobody hears it, nothing is lost. */
export function NotePresence({ no }: { no: string }): ReactNode {
  const typedAt = useRef(0);
  useEffect(() => {
    let wasTyping = false;
    let isOver = false;
    const say = () => {
      if (document.visibilityState === 'hidden') return;
      wasTyping = Date.now() - typedAt.current < TYPING_FOR_MS;
      void send<{ items: Present[] }>('PUT', `/presence/${no}`, { body: { typing: wasTyping } }).then(
        ({ items }) => {
          if (!isOver) notePresent(no, items);
        },
        () => undefined,
      );
    };
    const onInput = ({ target }: Event) => {
      if (!(target instanceof HTMLElement) || target.closest('form.action-form') === null) return;
      typedAt.current = Date.now();
      if (!wasTyping) say();
    };
    const leave = () => void send('DELETE', `/presence/${no}`, { keepalive: true }).catch(() => undefined);
    say();
    const timer = window.setInterval(say, SAID_EVERY_MS);
    document.addEventListener('input', onInput);
    window.addEventListener('pagehide', leave);
    return () => {
      isOver = true;
      window.clearInterval(timer);
      document.removeEventListener('input', onInput);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [no]);
  return null;
}

/** Who else has a file open, and who of them types; nothing where nobody does. */
export function WhoElse({ no, isShort = false }: { no: string; isShort?: boolean }): ReactNode {
  const say = useSay();
  const list = useList();
  const others = usePresent(no, useMe().id);
  const nameOf = useStaffNames(others.map(({ id }) => id));
  if (others.length === 0) return isShort ? null : <div role="status" className="sr-only" />;
  const typing = others.filter((one) => one.typing).map(({ id }) => nameOf(id));
  const reading = others.filter((one) => !one.typing).map(({ id }) => nameOf(id));
  const said = [
    ...(typing.length === 0 ? [] : [say(both(`${list(typing)} 正在填写`, `${list(typing)} typing`))]),
    ...(reading.length === 0 ? [] : [say(both(`${list(reading)} 正在查看`, `${list(reading)} reading`))]),
  ];
  const words = said.join(say(both('，', ', ')));
  return isShort ? (
    <span className="who-else">{words}</span>
  ) : (
    <p className="who-else" role="status">
      {words}
    </p>
  );
}
