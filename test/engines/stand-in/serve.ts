/** Runs the supervisor on the stand-ins of this folder; options as JSON in the first argument. */
import { serve } from '../../../engines/supervisor/serve';
import type { ServerOptions } from '../../../engines/supervisor/server-options';

const say = (line: string) => void process.stderr.write(`${line}\n`);
serve({
  options: JSON.parse(process.argv[2] ?? '') as ServerOptions,
  root: __dirname,
  startedMs: Date.now(),
  progress: {
    say,
    step: async (title, work) => {
      const result = await work();
      say(`✓ ${title}`);
      return result;
    },
  },
}).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
