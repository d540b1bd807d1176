import { describe, expect, test } from 'vitest';
import { parseCases, tell } from './cases.ts';

const CASES = `
=== [arm] practices that cannot be
practices:
  - {adopt: naloxone, from: 2018-04}
  - {adopt: naloxone, reach: 40, from: 2018-04}
  - {adopt: naloxone, reach: 140%, from: 2018-04}
  - {adopt: Naloxone kits, reach: 40%, from: 2018-04}
  - {adopt: naloxone, reach: 40%, from: 2018-04, money: extra}
  - {adopt: naloxone, reach: 40%, from: 2018-04, over: 3 years, for: 2 years}
  - {adopt: naloxone, reach: 40%, from: 2028-04}
  - {addopt: naloxone, reach: 40%, from: 2018-04}
---
2:5 source/missing-key a practice needs "reach": the share of those it is for whom it reaches, beyond what is done today
3:30 source/expected "40" has no unit
> write 40%
4:30 source/expected "140%" is out of range: expected a percentage from 0% to 100%
> write 100% or less
5:13 source/expected "Naloxone kits" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean naloxone_kits?
6:57 source/expected "extra" is not one of: within, new
> expected one of: within, new
7:70 scenario/ends-before-full it would end before it has grown to its full reach
> shorten "over", or write a longer "for" (it counts from the first day)
8:41 scenario/outside-run 2028-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
9:6 source/expected a practice must say one of: adopt
> did you mean adopt?

=== [arm] drivers without a reason, a change or a day
drivers:
  - {driver: complexity, grows: 3% a year, from: 2017-04}
  - {driver: complexity, from: 2017-04, reason: r}
  - {driver: complexity, grows: 3% a year, times: 2, from: 2017-04, reason: r}
  - {driver: complexity, times: 2, reason: r}
  - {driver: complexity, path: {2017/18: 1.1}, from: 2017-04, reason: r}
  - {driver: complexity, grows: 3% a year, from: 2017-04, over: 1 year, reason: r}
  - {driver: complexity, times: 2, from: 2017-04, over: 2 years, for: 1 year, reason: r}
---
2:5 source/missing-key a driver needs "reason": where the numbers come from: a source, or what is assumed
3:14 scenario/driver-change a driver must say how it changes
> write one of: "grows: 3% a year", "times: 1.5", "path: {2017/18: 1.1}"
4:14 scenario/driver-change a driver changes in one way, found grows and times together
> write one of: "grows: 3% a year", "times: 1.5", "path: {2017/18: 1.1}"
5:14 scenario/driver-change "times" needs a day to start
> add "from: 2017-04"
6:54 scenario/driver-change a path says by its years when it changes, so "from" has no meaning
> leave "from" out; to go back to what would have been, end the path with 1
7:65 scenario/driver-change "over" says how long "times" takes to reach its size; growth has no such time
> write "for" to say how long it grows
8:71 scenario/ends-before-full it would end before it has reached its size
> shorten "over", or write a longer "for" (it counts from the first day)

=== [arm] numbers of a driver
drivers:
  - {driver: complexity, grows: 3, from: 2017-04, reason: r}
  - {driver: complexity, grows: 3%, from: 2017-04, reason: r}
  - {driver: complexity, grows: -100% a year, from: 2017-04, reason: r}
  - {driver: complexity, grows: fast, from: 2017-04, reason: r}
  - {driver: complexity, times: 5%, from: 2017-04, reason: r}
  - {driver: complexity, times: -1, from: 2017-04, reason: r}
  - {driver: complexity, path: {2017/19: 1, 2018: 2, 2019/20: x}, reason: r}
  - {driver: complexity, path: {}, reason: r}
  - {driver: complexity, path: {2015/16: 1, 2016/17: 1.1}, reason: r}
---
2:33 source/expected "3" has no unit
> write 3% a year
3:33 source/expected "3%" does not say how often: growth is by the year
> write 3% a year, or for a change once and for all "times: 1.03"
4:33 source/expected "-100% a year" is out of range: expected more than -100% and at most 100% a year
> for a jump, write "times: …" in place of "grows"
5:33 source/expected expected a rate such as 3% a year, found "fast"
6:33 source/expected expected a number from 0 to 1000, found "5%"
7:33 source/expected expected a number from 0 to 1000, found "-1"
8:33 source/expected "2017/19" is not a financial year
> did you mean 2017/18?
8:45 source/expected "2018" is not a financial year
> did you mean 2018/19?
8:63 source/expected expected a number from 0 to 1000, found "x"
9:32 source/expected expected numbers by financial year, such as {2010/11: 0.98, 2011/12: 0.95}, found an empty mapping
10:33 scenario/outside-run 2015/16 is not wholly within the run from 2016-04-01 to 2026-04-01
> name a financial year that the run covers, or lengthen the horizon
`;

describe('a wrong policy is answered at its own line', () => {
  test.each(parseCases(CASES).map(c => [c.name, c] as const))('%s', (_, c) => {
    expect(tell(c)).toBe(c.expected);
  });
});
