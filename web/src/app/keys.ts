import { useEffect, useRef } from 'react';

/** Whether a key belongs to an input method that is composing: then it means nothing to us. */
export function isComposing(event: { isComposing?: boolean; keyCode: number; nativeEvent?: unknown }): boolean {
  const native = event.nativeEvent as { isComposing?: boolean } | undefined;
  return event.isComposing === true || native?.isComposing === true || event.keyCode === 229;
}

/** Whether somebody is typing into this. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['radio', 'checkbox', 'button'].includes(target.type))
  );
}

let areLettersOn = true;
/** Whoever speaks to their machine turns single letters off (WCAG 2.1.4). */
export function setLetterKeys(areOn: boolean): void {
  areLettersOn = areOn;
}

/** How long after `g` its second letter counts. */
const SECOND_WITHIN_MS = 1_000;

/**
 * Keys of a page: single letters (`j`), letters after `g` (`g t`), and with Ctrl (`Ctrl+k`, also by ⌘). Letters count outside
 * of fields only; nothing counts while an input method composes or a dialog is open, but what has Ctrl.
 */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    let afterG = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented) return;
      const isCtrl = event.ctrlKey || event.metaKey;
      const isLetter = !isCtrl && !event.altKey;
      if (isLetter && (!areLettersOn || isField(event.target) || document.querySelector('[role="dialog"]') !== null))
        return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const isSecond = isLetter && event.timeStamp - afterG < SECOND_WITHIN_MS;
      const name = isCtrl ? `Ctrl+${key}` : event.altKey ? `Alt+${key}` : isSecond ? `g ${key}` : key;
      afterG = isLetter && key === 'g' && !isSecond ? event.timeStamp : 0;
      const act = current.current[name];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
