import type { KeyboardEvent } from 'react';
import { isComposing } from './keys';

/**
 * Enter in a list takes the option that is seen to be marked. The library keeps its index beside the mark, and a timer of its
 * opening forgets it where keys are faster than timers: the mark then stands, and Enter chooses nothing.
 */
export function takeMarkedOption(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isComposing(event)) return;
  const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
  const marked = list?.querySelector<HTMLElement>('[data-combobox-option][data-combobox-selected]');
  if (marked === null || marked === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  marked.click();
}
