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

=== [arm] kinds of system, and who holds the lots then
commissioning:
  - {organise: patchwork}
  - {organise: One building, from: 2017-04}
  - {organise: patchwork, from: 2017-04, among: Street agency}
  - {organise: patchwork, from: 2017-04, among: []}
  - {organise: patchwork, from: 2017-04, among: [Street agency, street_agency]}
  - {organise: patchwork, from: 2017-04, among: ["??"]}
  - {organise: patchwork, from: 2027-04}
  - {organize: patchwork, from: 2017-04}
---
2:5 source/missing-key an organisation needs "from": the day it begins
3:16 source/expected "One building" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean one_building?
4:49 source/expected expected one provider, or a list of names of providers, found "Street agency"
> write one provider, or [Street agency]
5:49 source/expected expected one provider, or a list of names of providers, found an empty list
6:65 scenario/provider-twice "among" names street_agency twice
> leave one street_agency out
7:50 source/name "??" is not a name
> write a name such as Street agency
8:33 scenario/outside-run 2027-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
9:6 source/expected a commissioning policy must say one of: retender, improve, extend, organise, fail, commissioners
> did you mean organise?

=== [arm] providers that fail, and commissioners who go
commissioning:
  - {fail: psychosocial, from: 2019-04}
  - {fail: all lots, on: 2019-04}
  - {fail: psychosocial, on: 2015-04}
  - {commissioners: 40%, from: 2017-04}
  - {commissioners: -40, from: 2017-04}
  - {commissioners: -140%, from: 2017-04}
  - {commissioners: fewer, from: 2017-04}
  - {commissioners: -40%, from: 2017-04, for: 5}
---
2:5 source/missing-key a failure needs "on": the day it fails
2:26 source/unknown-key unknown key "from" in a failure
> expected one of: fail, on
3:12 source/expected "all lots" is not a lot
> all of them is written: all lots (alone, not in a list; and not where their order matters)
4:30 scenario/outside-run 2015-04-01 is before the run starts on 2016-04-01
> write 2016-04-01 or later, or start the run earlier
5:21 source/expected "40%" could be what is left or what goes
> write -40% (that many fewer) or +40% (that many more)
6:21 source/expected "-40" has no unit
> write -40%
7:21 source/expected "-140%" is out of range: expected a change from -100% to +300%
> write -100% or more
8:21 source/expected expected a change such as -40%, found "fewer"
9:47 source/expected "5" has no unit: is it years, months or weeks?
> write 5 years, 5 months or 5 weeks

=== [arm] what a winner lacks
commissioning:
  - {retender: access, to: one new provider, start: 2018-04, bidder: [weak_governence]}
  - {retender: recovery, to: one new provider, start: 2018-04, bidder: weak_finances}
---
2:71 source/expected "weak_governence" is not one of: weak_governance, weak_finances
> did you mean weak_governance?
3:72 source/expected expected a list, each item one of: weak_governance, weak_finances, found "weak_finances"

=== [arm] services that are withdrawn or offloaded
services:
  - {withdraw: [], from: 2017-04}
  - {withdraw: [recovery, rehab, recovery], from: 2017-04}
  - {withdraw: [Recovery], from: 2017-04}
  - {withdraw: [recovery]}
  - {withdraw: [recovery], from: 2031-04}
  - {offload: rehab, from: 2018-04, keeps: 120%}
  - {offload: rehab, keeps: 50%}
---
2:16 scenario/no-lots "withdraw" names no services, so nothing would happen
> name the services in order: [recovery, rehab]
3:34 scenario/lot-twice "withdraw" names recovery twice
> leave one recovery out
4:17 source/expected "Recovery" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean recovery?
5:5 source/missing-key a withdrawal needs "from": the day from which it is so; a later list takes the place of this one
6:34 scenario/outside-run 2031-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
7:44 source/expected "120%" is out of range: expected a percentage from 0% to 100%
> write 100% or less
8:5 source/missing-key an offloading needs "from": the day it stops

=== [arm] caseloads that cannot be
workforce:
  - {caseload: 0, from: 2018-04}
  - {caseload: 201, from: 2018-04}
  - {caseload: 40%, from: 2018-04}
  - {caseload: 40, from: 2018-04, money: more}
  - {caseload: 40}
---
2:16 source/expected 0 people for each keyworker is out of range: expected 1 to 200
> services report 50 to 80; 40 is often named as what is good
3:16 source/expected 201 people for each keyworker is out of range: expected 1 to 200
> services report 50 to 80; 40 is often named as what is good
4:16 source/expected expected people for each keyworker, such as 40, found "40%"
5:42 source/expected "more" is not one of: within, new
> expected one of: within, new
6:5 source/missing-key a caseload needs "from": the day it starts
`;

describe('a wrong policy is answered at its own line', () => {
  test.each(parseCases(CASES).map(c => [c.name, c] as const))('%s', (_, c) => {
    expect(tell(c)).toBe(c.expected);
  });
});
