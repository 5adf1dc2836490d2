/** Stories whose histories are kept, by policy, and whether in short histories: every way that a case can take. */
export const MAIN_PATHS: readonly { story: string; short?: boolean }[] = [
  { story: 'enterprise-eight-step/solved-by-refund' },
  { story: 'enterprise-eight-step/solved-by-refund', short: true },
  { story: 'enterprise-eight-step/unfounded' },
  { story: 'enterprise-eight-step/demand-declined' },
  { story: 'enterprise-eight-step/every-option-refused' },
  { story: 'enterprise-eight-step/dissatisfied-then-satisfied' },
  { story: 'enterprise-eight-step/major-by-amount', short: true },
  { story: 'enterprise-eight-step/overdue-before-the-offer' },
  { story: 'enterprise-eight-step/overdue-after-the-offer', short: true },
  { story: 'enterprise-eight-step/outcome-unknown' },
  { story: 'enterprise-eight-step/remedy-fails' },
  { story: 'enterprise-eight-step/promises', short: true },
  { story: 'enterprise-eight-step/reopened' },
  { story: 'enterprise-eight-step/rubbish' },
  { story: 'enterprise-eight-step/withdrawn' },
  { story: 'supermarket/foreman-confirms' },
  { story: 'supermarket/department-silent', short: true },
  { story: 'supermarket/service-staff' },
  { story: 'supermarket/somebody-hurt' },
  { story: 'two-tracks/joint-sign-off' },
  { story: 'two-tracks/joint-sign-off', short: true },
  { story: 'two-tracks/withdrawn-at-the-archive' },
  { story: 'car-dealer-group/call-centre', short: true },
  { story: 'car-dealer-group/door-blocked' },
  { story: 'car-dealer/general' },
  { story: 'car-dealer/major', short: true },
  { story: 'home-repair/late' },
  { story: 'home-repair/in-time', short: true },
  { story: 'device-service/out-of-warranty', short: true },
  { story: 'device-service/all-out' },
];

/** Name of a kept story beside others of the same build. */
export function nameOf({ story, short }: (typeof MAIN_PATHS)[number]): string {
  return short === true ? `${story}-short` : story;
}
