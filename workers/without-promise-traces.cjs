/**
 * Preloaded where a worker is started (`node --require`), for the threads in which its workflows run: there the SDK takes
 * and formats a stack trace for each promise, so that the query `__stack_trace` ("Call Stack" in Temporal's Web UI) can
 * be answered. That was half of such a thread's time, and nobody should query a case (docs/decisions/0010). Without this
 * file everything works and is slower; with it, that query answers that there are no traces. Errors keep theirs.
 *
 * Replaying runs workflows in the main thread, which takes the traces away by itself.
 */
const { isMainThread } = require('node:worker_threads');

function withoutPromiseTraces({ globalHandlers }) {
  if (typeof globalHandlers.setPromiseHook !== 'function')
    throw new Error(`${__filename}: this release of @temporalio/worker handles promise traces differently`);
  globalHandlers.setPromiseHook = () => undefined;
}

if (!isMainThread) withoutPromiseTraces(require('@temporalio/worker/lib/workflow/vm-shared'));

module.exports = { withoutPromiseTraces };
