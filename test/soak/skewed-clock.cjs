// Loaded before a process of ours whose clock is to be wrong by REDRESS_SOAK_CLOCK_MS.
const offsetMs = Number(process.env.REDRESS_SOAK_CLOCK_MS ?? '0');
if (offsetMs !== 0) {
  const Real = Date;
  const now = () => Real.now() + offsetMs;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
