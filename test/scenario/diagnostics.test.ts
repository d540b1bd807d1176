import { describe, expect, test } from 'vitest';
import { parseCases, tell } from './cases.ts';

const CASES = `
=== [arm] a cut without a date
funding:
  - {cut: 15%}
---
2:5 source/missing-key a cut needs "from": the day of the (first) cut

=== [arm] a misspelt key of a cut
funding:
  - cut: 15%
    form: 2017-04
---
2:5 source/missing-key a cut needs "from": the day of the (first) cut
3:5 source/unknown-key unknown key "form" in a cut
> did you mean from?

=== [arm] a policy that does two things
funding:
  - {cut: 15%, rescue: £1m, from: 2017-04}
---
2:6 source/expected a funding policy does one thing, found cut and rescue together

=== [arm] a misspelt kind of policy
funding:
  - {cutt: 15%, from: 2017-04}
---
2:6 source/expected a funding policy must say one of: cut, rescue, inflation, ring_fence
> did you mean cut?

=== [arm] amounts without a unit
funding:
  - {cut: 15, from: 2017-04}
  - {cut: 0.15, from: 2017-04}
  - {inflation: 3, from: 2017-04}
services:
  - {open: drop_in, from: 2017-04, with: 250k}
commissioning:
  - {retender: all lots, to: incumbent, start: 2018-04, cost: 40000, price: -5}
---
2:11 source/expected "15" has no unit
> write 15% or £15
3:11 source/expected "0.15" has no unit
> write 15% or £0.15
4:17 source/expected "3" has no unit
> write 3%
6:42 source/expected "250k" has no unit
> write £250k
8:63 source/expected "40000" has no unit
> write £40000
8:77 source/expected "-5" has no unit
> write -5%

=== [arm] amounts of the wrong size
funding:
  - {cut: 0%, from: 2017-04}
  - {cut: -15%, from: 2017-04}
  - {cut: 120%, from: 2017-04}
  - {cut: £0, from: 2017-04}
  - {rescue: -£20k, from: 2017-04}
  - {ring_fence: removed, from: 2017-04, leak: 140%}
  - {ring_fence: removed, from: 2017-04, leak: -1%}
workforce:
  - {vacancy_freeze: 101%, from: 2017-04, for: 6 months}
  - {training: 100%, from: 2017-04}
---
2:11 source/expected "0%" changes nothing: expected an amount above 0
> write the amount, or leave this item out
3:11 source/expected "-15%" is negative: the key already says which way the money goes
> write 15%
4:11 source/expected "120%" is more than there is: expected at most 100%
> write 100% or less
5:11 source/expected "£0" changes nothing: expected an amount above 0
> write the amount, or leave this item out
6:14 source/expected "-£20k" is negative: expected money above nothing
> write £20k
7:48 source/expected "140%" is out of range: expected a percentage from 0% to 100%
> write 100% or less
8:48 source/expected "-1%" is out of range: expected a percentage from 0% to 100%
> write 0% or more
10:22 source/expected "101%" is out of range: expected a percentage from 0% to 100%
> write 100% or less
11:16 source/expected "100%" is out of range: expected a percentage from 0% to 90%
> write 90% or less

=== [arm] amounts in other words
funding:
  - {cut: 15 per cent, from: 2017-04}
  - {cut: $3m, from: 2017-04}
  - {cut: £1.2 million, from: 2017-04}
  - {inflation: £3k, from: 2017-04}
  - {cut: a lot, from: 2017-04}
  - cut: [15%]
    from: 2017-04
---
2:11 source/expected "15 per cent" is in words
> write 15%
3:11 source/expected "$3m" is not in pounds
> write £3m
4:11 source/expected "£1.2 million" is in words
> write £1.2m
5:17 source/expected "£3k" is money: expected a percentage from -50% to 100%
6:11 source/expected expected an amount such as 15% or £250k, found "a lot"
7:10 source/expected expected an amount such as 15% or £250k, found a list

=== [arm] a comma inside braces ends an amount
funding:
  - {cut: £12,000, form: 2017-04}
---
2:5 source/missing-key a cut needs "from": the day of the (first) cut
2:11 scenario/comma-in-money inside { } a comma ends the value, so £12,000 is read as £12
> write "£12,000" in quotes, or £12000
2:20 source/unknown-key unknown key "form" in a cut
> did you mean from?

=== [arm] impossible dates
funding:
  - {cut: 1%, from: 2017-02-30}
  - {cut: 1%, from: 2017-13}
  - {cut: 1%, from: 2017-30-04}
  - {cut: 1%, from: 2017-04-00}
  - {cut: 1%, from: 0017-04}
---
2:21 source/expected "2017-02-30" is impossible: February 2017 has 28 days
> did you mean 2017-02-28?
3:21 source/expected "2017-13" is impossible: months run from 01 to 12
> write the year, then the month: 2017-04
4:21 source/expected "2017-30-04" is impossible: months run from 01 to 12
> did you mean 2017-04-30?
5:21 source/expected "2017-04-00" is impossible: April 2017 has 30 days
> did you mean 2017-04-01?
6:21 source/expected "0017-04" is out of range: expected a year from 1900 to 2199

=== [arm] dates in another form
funding:
  - {cut: 1%, from: 2017}
  - {cut: 1%, from: 2017/18}
  - {cut: 1%, from: 01/05/2017}
  - {cut: 1%, from: April 2017}
  - {cut: 1%, from: 3rd May 2017}
  - {cut: 1%, from: 2017-4}
  - {cut: 1%, from: next spring}
---
2:21 source/expected "2017" is not a date: expected a date such as 2017-04 or 2017-04-01
> did you mean 2017-04?
3:21 source/expected "2017/18" is not a date: expected a date such as 2017-04 or 2017-04-01
> did you mean 2017-04-01?
4:21 source/expected "01/05/2017" is not a date: expected a date such as 2017-04 or 2017-04-01
> did you mean 2017-05-01?
5:21 source/expected "April 2017" is not a date: expected a date such as 2017-04 or 2017-04-01
> did you mean 2017-04?
6:21 source/expected "3rd May 2017" is not a date: expected a date such as 2017-04 or 2017-04-01
> did you mean 2017-05-03?
7:21 source/expected "2017-4" is not a date: expected a date such as 2017-04 or 2017-04-01
> did you mean 2017-04?
8:21 source/expected "next spring" is not a date: expected a date such as 2017-04 or 2017-04-01
> write the year, then the month, then perhaps the day: 2017-04-01

=== [arm] dates outside the run
funding:
  - {cut: 1%, from: 2016-03-31}
  - {rescue: 1%, from: 2026-04-02}
commissioning:
  - {retender: access, to: incumbent, notice: 2015-04, start: 2017-04}
  - {retender: prescribing, to: incumbent, start: 2016-10}
  - {retender: recovery, to: incumbent, start: 2027-04}
  - {improve: access, towards: integrated, each: 1 year, from: 2031-04}
workforce:
  - {pay: +3%, from: 2010-04}
services:
  - {close: recovery, from: 2040-04}
---
2:21 scenario/outside-run 2016-03-31 is before the run starts on 2016-04-01
> write 2016-04-01 or later, or start the run earlier
3:24 scenario/outside-run 2026-04-02 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
5:47 scenario/outside-run 2015-04-01 is before the run starts on 2016-04-01
> write 2016-04-01 or later, or start the run earlier
6:51 scenario/outside-run its notice, a year before, would be on 2015-10-01, before the run starts on 2016-04-01
> start it later, or write a shorter notice: "notice: …"
7:48 scenario/outside-run 2027-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
8:64 scenario/outside-run 2031-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
10:22 scenario/outside-run 2010-04-01 is before the run starts on 2016-04-01
> write 2016-04-01 or later, or start the run earlier
12:29 scenario/outside-run 2040-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon

=== [arm] lengths of time
funding:
  - {rescue: 5%, from: 2017-04, for: 3}
  - {rescue: 5%, from: 2017-04, for: 3 yaers}
  - {rescue: 5%, from: 2017-04, for: 0 years}
  - {rescue: 5%, from: 2017-04, for: -2 years}
  - {rescue: 5%, from: 2017-04, for: three years}
  - {rescue: 5%, from: 2017-04, for: 3 Years}
  - {rescue: 5%, from: 2017-04, for: 900 years}
  - {rescue: 5%, from: 2017-04, for: each term}
  - {rescue: 5%, from: 2017-04, for: 3 fortnights}
  - {rescue: 5%, from: 2017-04, for: a while}
  - {cut: 5%, from: 2017-04, over: 18 months}
---
2:38 source/expected "3" has no unit: is it years, months or weeks?
> write 3 years, 3 months or 3 weeks
3:38 source/expected "yaers" in "3 yaers" is not a unit of time
> did you mean 3 years?
4:38 source/expected "0 years" is not a length of time: expected more than nothing
> write at least 1 week
5:38 source/expected "-2 years" is not a length of time: expected more than nothing
> write at least 1 week
6:38 source/expected "three years" is in words
> did you mean 3 years?
7:38 source/expected "3 Years" is not a plain length of time
> did you mean 3 years?
8:38 source/expected "900 years" is too long: expected at most 100 years
> check the unit
9:38 source/expected "each term" only says how often a retender repeats
10:38 source/expected "fortnights" in "3 fortnights" is not a unit of time
> expected one of: years, months, weeks, days
11:38 source/expected expected a length of time such as 3 years, 6 months or 2 weeks, found "a while"
12:36 scenario/cut-parts a cut over time falls in equal parts each April: expected whole years
> write 2 years, or leave "over" out for a single cut

=== [arm] a term that is not positive
commissioning:
  - {retender: all lots, to: incumbent, start: 2018-04, term: 0 years, repeat: each term}
  - {extend: all lots, term: -5 years}
---
2:63 source/expected "0 years" is not a length of time: expected more than nothing
> write at least 1 week
3:30 source/expected "-5 years" is not a length of time: expected more than nothing
> write at least 1 week

=== [arm] a retender of no lots, and one to nobody
commissioning:
  - {retender: [], to: incumbent, start: 2018-04}
  - {retender: access, to: nobody, start: 2018-04}
  - {retender: access, to: [], start: 2018-04}
  - retender: recovery
    to:
    start: 2018-04
  - {improve: [], towards: integrated, each: 1 year, from: 2017-04}
---
2:16 scenario/no-lots "retender" names no lots, so nothing would happen
> write "retender: all lots", or name some
3:28 scenario/awarded-to-nobody the lots are awarded to nobody
> expected one of: one new provider, new providers, incumbent; or the name of a provider
4:28 scenario/awarded-to-nobody the lots are awarded to nobody
> expected one of: one new provider, new providers, incumbent; or the name of a provider
6:8 scenario/awarded-to-nobody the lots are awarded to nobody
> expected one of: one new provider, new providers, incumbent; or the name of a provider
8:15 scenario/no-lots "improve" names no lots, so nothing would happen
> name the lots in order: [access, prescribing]

=== [arm] slips in who gets the lots
commissioning:
  - {retender: access, to: incumbant, start: 2018-04}
  - {retender: access, to: one_new_provider, start: 2019-04}
  - {retender: access, to: The Riverside Trust, start: 2020-04}
  - {retender: access, to: new provider, start: 2021-04}
  - {retender: access, to: {name: x}, start: 2022-04}
---
2:28 source/expected "incumbant" does not say who gets the lots: expected one of: one new provider, new providers, incumbent; or the name of a provider
> did you mean incumbent?
3:28 source/expected "one_new_provider" does not say who gets the lots: expected one of: one new provider, new providers, incumbent; or the name of a provider
> did you mean one new provider?
4:28 source/expected "The Riverside Trust" does not say who gets the lots: expected one of: one new provider, new providers, incumbent; or the name of a provider
> expected one of: one new provider, new providers, incumbent
5:28 source/expected "new provider" does not say who gets the lots: expected one of: one new provider, new providers, incumbent; or the name of a provider
> did you mean new providers?
6:28 source/expected expected one of: one new provider, new providers, incumbent; or the name of a provider, found a mapping

=== [arm] lots that are not names
commissioning:
  - {retender: all, to: incumbent, start: 2018-04}
  - {retender: [access, all lots], to: incumbent, start: 2019-04}
  - {retender: [Access], to: incumbent, start: 2020-04}
  - {retender: [access, recovery, access], to: incumbent, start: 2021-04}
  - {extend: {access: 1}, term: 5 years}
  - {improve: all lots, towards: integrated, each: 1 year, from: 2017-04}
---
2:16 source/expected "all" is not a lot
> all of them is written: all lots (alone, not in a list; and not where their order matters)
3:25 source/expected "all lots" is not a lot
> all of them is written: all lots (alone, not in a list; and not where their order matters)
4:17 source/expected "Access" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean access?
5:35 scenario/lot-twice "retender" names access twice
> leave one access out
6:14 source/expected expected all lots, a lot, or a list of lots, found a mapping
7:15 source/expected "all lots" is not a lot
> all of them is written: all lots (alone, not in a list; and not where their order matters)

=== [arm] a notice that does not come before the start
commissioning:
  - {retender: access, to: incumbent, notice: 2018-04, start: 2018-04}
  - {retender: recovery, to: incumbent, notice: 2019-04, start: 2018-04}
---
2:47 scenario/notice-after-start the notice on 2018-04-01 does not come before the start on 2018-04-01
> did you mean 2017-04-01, a year before?
3:49 scenario/notice-after-start the notice on 2019-04-01 does not come before the start on 2018-04-01
> did you mean 2017-04-01, a year before?

=== [arm] repeating each term without a term
commissioning:
  - {retender: access, to: incumbent, start: 2018-04, repeat: each term}
  - {retender: recovery, to: incumbent, start: 2018-04, until: 2020-04}
  - {retender: prescribing, to: incumbent, start: 2018-04, repeat: 3 years, until: 2017-04}
  - {retender: psychosocial, to: incumbent, start: 2018-04, repeat: eachterm}
---
2:63 scenario/repeat-without-term "each term" needs a term
> add "term: 3 years", or write the time between retenders: "repeat: 3 years"
3:64 scenario/until-without-repeat "until" ends the repetitions, and this retender has none
> add "repeat: each term", or leave "until" out
4:84 scenario/until-before-start 2017-04-01 is before the first start on 2018-04-01
> write a date after 2018-04-01, or leave "until" out
5:69 source/expected expected each term, never, or a length of time such as 3 years, found "eachterm"

=== [arm] two retenders of one lot on one day
commissioning:
  - {retender: [access, recovery], to: incumbent, start: 2018-04}
  - {retender: [prescribing, recovery], to: new providers, start: 2018-04-01}
  - {retender: psychosocial, to: incumbent, start: 2019-04}
---
3:30 scenario/retendered-twice recovery would be retendered twice on 2018-04-01; first on line 2
> give them different starts, or make them one retender

=== [arm] a retender of all lots on the day of another
commissioning:
  - {retender: access, to: incumbent, start: 2018-04}
  - {retender: all lots, to: new providers, start: 2018-04}
---
3:16 scenario/retendered-twice access would be retendered twice on 2018-04-01; first on line 2
> give them different starts, or make them one retender

=== [arm] words that are nearly right
commissioning:
  - retender: access
    to: incumbent
    start: 2018-04
    target: integratd
    mitigation: [retain_staf, recruit_locally]
  - {improve: access, towards: as_now, each: 1 year, from: 2017-04}
funding:
  - {ring_fence: gone, from: 2017-04, leak: 10%}
---
5:13 source/expected "integratd" is not one of: integrated, as_now
> did you mean integrated?
6:18 source/expected "retain_staf" is not one of: retain_staff, recruit_locally, keep_partner_links
> did you mean retain_staff?
7:32 source/expected "as_now" is not one of: integrated
> expected one of: integrated
9:18 source/expected "gone" is not one of: removed
> expected one of: removed

=== [arm] an improvement that does not reach every lot
commissioning:
  - {improve: [access, prescribing, recovery], towards: integrated, each: 4 years, from: 2018-04}
---
2:75 !scenario/not-reached only 2 of 3 lots are begun before the run ends on 2026-04-01
> shorten "each", or lengthen the horizon

=== [arm] turnover that could mean two things
workforce:
  - {turnover: 30%, from: 2017-04}
  - {turnover: 30, from: 2017-04}
  - {turnover: +30% a year, from: 2017-04}
  - {turnover: -120%, from: 2017-04}
  - {turnover: 300% a year, from: 2017-04}
  - {turnover: a lot, from: 2017-04}
---
2:16 source/expected "30%" could be a change of the rate or the rate itself
> write +30% (that much more than now) or 30% a year
3:16 source/expected "30" has no unit
> write +30% or 30% a year
4:16 source/expected "+30% a year" is both a change and a rate: a rate has no sign
> write +30% or 30% a year
5:16 source/expected "-120%" is out of range: expected a change of at least -100%, or a rate of at most 200% a year
> write -100% or more
6:16 source/expected "300% a year" is out of range: expected a change of at least -100%, or a rate of at most 200% a year
> write 200% a year or less
7:16 source/expected expected a change such as +30%, or a rate such as 28% a year, found "a lot"

=== [arm] money that goes in a circle
services:
  - {move: 20%, out_of: recovery, into: recovery, from: 2018-04}
  - {close: recovery, from: 2018-04, reinvest: recovery}
---
2:41 scenario/into-itself money cannot move out of recovery into recovery
> name two different services
3:48 scenario/into-itself the money of recovery cannot go to recovery, which closes
> name another service, or leave "reinvest" out to save the money

=== [arm] cuts that come to more than there is
funding:
  - {cut: 40%, from: 2019-04}
  - {cut: 70%, from: 2017-04, over: 3 years}
---
2:11 scenario/cuts-too-deep the cuts of as_now come to 110% of the grant on 2019-04-01
> at most 30% is left to cut here

=== [arm] parameters without a reason or a number
parameters:
  base_leaving_rate: 0.3
  time_to_hire: {value: 30%, reason: told so}
  burnout_effect: {value: 2}
  Quality: {value: 1, reason: x}
  by_element: {value: {novice: {white: {x: 1}}}, reason: x}
  by_nothing: {value: {}, reason: x}
  by_word: {value: {novice: many}, reason: x}
---
2:22 scenario/no-reason a parameter is set with its reason, found only a number
> write {value: 0.3, reason: why it is 0.3 here}
3:25 source/expected expected a number, or numbers by element, found "30%"
> parameters have no %: write 0.3
4:19 source/missing-key a parameter needs "reason": why it is set: a source, or what is assumed
5:3 source/name "Quality" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean quality?
6:40 source/expected expected a number, found a mapping
7:23 source/expected expected numbers by element, found an empty mapping
8:29 source/expected expected a number, or numbers by element, found "many"

=== [arm] lists that are none
funding:
commissioning: all lots
---
1:9 source/expected expected a list, each item a funding policy (one of: cut, rescue, inflation, ring_fence), found nothing
2:16 source/expected expected a list, each item a commissioning policy (one of: retender, improve, extend, organise, fail, commissioners), found "all lots"

=== [file] an empty file
# nothing here
---
1:1 source/empty the file is empty

=== [file] a list in place of a scenario
- title
---
1:1 source/expected expected a scenario, found a list

=== [file] almost nothing
question: Which?
---
1:1 source/missing-key a scenario needs "title": what the scenario is called
1:1 source/missing-key a scenario needs "area": the file of the area, relative to this file
1:1 source/missing-key a scenario needs "start": the first day of the run: 1 April of a year
1:1 source/missing-key a scenario needs "horizon": how long the run is: 1 to 50 years, in whole quarters
1:1 source/missing-key a scenario needs "arms": what is compared; the first arm is the reference

=== [file] no arms
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
arms: {}
---
5:1 scenario/no-arms a scenario compares arms, found none
> name at least one, such as "as_now: {}"

=== [file] a misspelt key
title: T
aera: a.yaml
start: 2016-04-01
horizon: 10 years
arms: {as_now: {}}
---
1:1 source/missing-key a scenario needs "area": the file of the area, relative to this file
2:1 source/unknown-key unknown key "aera" in a scenario
> did you mean area?

=== [file] a run that does not start in April
title: T
area: a.yaml
start: 2016-10-01
horizon: 10 years
arms: {as_now: {}}
---
3:8 scenario/start-in-april a run starts on 1 April, with the financial year; found 2016-10-01
> did you mean 2017-04-01?

=== [file] a horizon that is no whole number of quarters
title: T
area: a.yaml
start: 2016-04-01
horizon: 16 months
arms: {as_now: {}}
---
4:10 scenario/horizon a run lasts from 1 to 50 years, in whole quarters
> did you mean 15 months?

=== [file] a horizon too long
title: T
area: a.yaml
start: 2016-04-01
horizon: 60 years
arms: {as_now: {}}
---
4:10 scenario/horizon a run lasts from 1 to 50 years, in whole quarters
> did you mean 50 years?

=== [file] a horizon too short
title: T
area: a.yaml
start: 2016-04-01
horizon: 2 weeks
arms: {as_now: {}}
---
4:10 scenario/horizon a run lasts from 1 to 50 years, in whole quarters
> did you mean 1 year?

=== [file] a step that does not divide the week
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
step: 2 days
arms: {as_now: {}}
---
5:7 scenario/step a step is a week or an equal part of one: expected 1 to 16 whole steps to a week
> write 1 week, 3.5 days, 1.75 days or 1 day

=== [file] a step longer than a week
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
step: 1 month
arms: {as_now: {}}
---
5:7 scenario/step a step is a week or an equal part of one: expected 1 to 16 whole steps to a week
> write 1 week, 3.5 days, 1.75 days or 1 day

=== [file] arms with one label, and a bad name
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
arms:
  as_now: {label: Keep it}
  other: {label: keep it}
  As now: {}
  as: word
---
7:18 scenario/same-label "keep it" is also the label of as_now
> give each arm a label of its own: tables tell them apart by it
8:3 source/name "As now" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean as_now?
9:7 source/expected expected an arm, found "word"

=== [file] a label that is another arm's name
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
arms:
  as_now: {label: big bang}
  big_bang:
---
7:3 scenario/same-label "big bang" is also the label of as_now
> give each arm a label of its own: tables tell them apart by it

=== [file] expectations
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
arms: {as_now: {}, evolution: {}}
expect:
  - {outcome: in_treatment, arm: evolutoin, at: 2017-03, within: 3%, of: area}
  - {outcome: in_treatment, arm: as_now, at: 2015/16, at_least: 600}
  - {outcome: in_treatment, arm: as_now, at: 2016/18, at_least: 600}
  - {outcome: in_treatment, arm: as_now, at: 2027-04, at_most: 600}
  - {outcome: in_treatment, arm: as_now, at: 2017-04}
  - {outcome: in_treatment, arm: as_now, at: 2017-04, at_least: 1, at_most: 2}
  - {outcome: in_treatment, arm: as_now, at: 2017-04, within: 3%}
  - {outcome: in_treatment, arm: as_now, at: 2017-04, at_least: 1, of: area}
  - {outcome: in_treatment, arm: as_now, at: 2017-04, within: 3%, of: aera}
  - {outcome: In treatment, arm: as_now, at: 2017-04, at_least: many}
---
7:34 scenario/unknown-arm no arm is called evolutoin
> did you mean evolution?
8:46 scenario/outside-run 2015/16 is not wholly within the run from 2016-04-01 to 2026-04-01
> name a financial year that the run covers, or lengthen the horizon
9:46 source/expected "2016/18" is not a financial year
> did you mean 2016/17?
10:46 scenario/outside-run 2027-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon
11:5 scenario/one-test an expectation has one test, found none
> add one of: within (with of), at_least, at_most
12:77 scenario/one-test an expectation has one test, found at_least and at_most
> write one expectation for each
13:63 scenario/within-what "within" needs "of": close to what?
> add "of: area", or a number
14:72 scenario/of-without-within "of" goes with "within"
> leave "of" out, or write "within"
15:71 source/expected expected area, or a number, found "aera"
16:15 source/expected "In treatment" is not a valid name: expected small letters, digits and underscores, a letter first
> did you mean in_treatment?
16:65 source/expected expected a number, found "many"

=== [file] a fault in the common part is told once
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
common:
  label: shared
  funding:
    - {cut: 70%, from: 2017-04}
    - {cut: 40%, from: 2018-04}
    - {cut: 1%, from: 2031-04}
arms: {as_now: {}, evolution: {}}
---
6:3 source/unknown-key unknown key "label" in the common part
> expected one of: doc, funding, commissioning, workforce, services, practices, drivers, parameters
9:13 scenario/cuts-too-deep the cuts of as_now come to 110% of the grant on 2018-04-01
> at most 30% is left to cut here
10:23 scenario/outside-run 2031-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon

=== [file] a cut of an arm on top of the common ones
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
common:
  funding:
    - {cut: 70%, from: 2017-04}
arms:
  as_now: {}
  deep:
    funding:
      - {cut: 40%, from: 2016-10}
---
7:13 scenario/cuts-too-deep the cuts of deep come to 110% of the grant on 2017-04-01
> at most 60% is left to cut here

=== [file] faults of every kind are told at once
title: T
area: a.yaml
start: 2016-05-01
horizon: 10 years
colour: red
arms:
  as_now:
    funding:
      - {cut: 15, from: 2017-04}
      - {cut: 60%, from: 2017-04}
      - {cut: 60%, from: 2018-04}
  other:
    label: as now
expect:
  - {outcome: in_treatment, arm: othr, at: 2017-03, at_least: 1}
---
3:8 scenario/start-in-april a run starts on 1 April, with the financial year; found 2016-05-01
> did you mean 2016-04-01?
5:1 source/unknown-key unknown key "colour" in a scenario
9:15 source/expected "15" has no unit
> write 15% or £15
11:15 scenario/cuts-too-deep the cuts of as_now come to 120% of the grant on 2018-04-01
> at most 40% is left to cut here
13:12 scenario/same-label "as now" is also the label of as_now
> give each arm a label of its own: tables tell them apart by it
15:34 scenario/unknown-arm no arm is called othr
> did you mean other?

=== [file] a grid of three axes
title: T
area: a.yaml
start: 2016-04
horizon: 1 year
arms: {a: {}}
claim:
  says: It works.
  source: nobody
  refuted_by: nothing
  holds_if: [{says: people die, test: deaths(a) > 0}]
  cannot_be_turned: by definition
  grid:
    - {vary: overtime, over: [0, 1]}
    - {vary: handoff_loss, over: [0, 1]}
    - {vary: integration_effect, over: [0, 1]}
---
12:3 claim/axes a grid has one or two axes, found 3

=== [file] a claim that cannot be tried
title: T
area: a.yaml
start: 2016-04
horizon: 10 years
arms:
  as_now: {}
claim:
  says: Nothing is tested
  source: nobody
  refuted_by: nothing
  holds_if: []
  grid:
    - {vary: overtime, over: [0]}
    - {vary: overtime, over: [0, 1]}
  cases:
    failure:
      commissioning: [{fail: rehab, on: 2030-04}]
---
8:3 claim/turned a claim says what turns it, or why nothing does
> add turned_by (with parameters), or cannot_be_turned
11:3 claim/no-test a claim holds if something is true, found no test
13:7 claim/axis an axis varies something over two values or more
17:41 scenario/outside-run 2030-04-01 is after the run ends on 2026-04-01
> write 2026-04-01 or earlier, or lengthen the horizon

=== [file] YAML that says a thing twice
title: T
title: U
---
2:1 source/duplicate-key the key title stands here twice; first on line 1

=== [file] an extended file that is not there
title: T
extends: nowhere.yaml
---
2:10 scenario/extends-unread cannot read "nowhere.yaml"
> the path is relative to this file

=== [file] scenarios that extend one another
title: T
extends: b.yaml
>>> b.yaml
title: B
extends: c.yaml
>>> c.yaml
title: C
extends:   b.yaml
---
c.yaml:2:12 scenario/extends-circle scenarios extend one another in a circle: main.yaml → b.yaml → c.yaml → b.yaml
> take "extends" out of one of them

=== [file] a scenario that extends itself
title: T
extends: main.yaml
---
2:10 scenario/extends-circle scenarios extend one another in a circle: main.yaml → main.yaml
> take "extends" out of one of them

=== [file] a fault in an extended file
title: T
extends: base.yaml
arms:
  as_now:
    funding:
      - {cut: 1%, from: 2019-04}
>>> base.yaml
title: Base
area: a.yaml
horizon: 2 years
start: 2016-04-01
common:
  funding:
    - {cut: 1%, frm: 2017-04}
---
base.yaml:7:7 source/missing-key a cut needs "from": the day of the (first) cut
base.yaml:7:17 source/unknown-key unknown key "frm" in a cut
> did you mean from?
6:25 scenario/outside-run 2019-04-01 is after the run ends on 2018-04-01
> write 2018-04-01 or earlier, or lengthen the horizon

=== [file] what is still missing after extending
title: T
extends: base.yaml
>>> base.yaml
title: Base
start: 2016-04-01
arms: {as_now: {}}
---
1:1 source/missing-key a scenario needs "area": the file of the area, relative to this file
1:1 source/missing-key a scenario needs "horizon": how long the run is: 1 to 50 years, in whole quarters

=== [file] a wrong value does not fall back on the one extended
title: T
extends: base.yaml
horizon: 20
arms:
  as_now:
    funding:
      - {cut: 1%, from: 2034-04}
>>> base.yaml
title: Base
area: a.yaml
horizon: 2 years
start: 2016-04-01
---
3:10 source/expected "20" has no unit: is it years, months or weeks?
> write 20 years, 20 months or 20 weeks

=== [file] retenders on one day in two files
title: T
extends: base.yaml
arms:
  as_now:
    commissioning:
      - {retender: access, to: incumbent, start: 2018-04}
>>> base.yaml
title: Base
area: a.yaml
horizon: 10 years
start: 2016-04-01
common:
  commissioning:
    - {retender: all lots, to: incumbent, start: 2018-04}
---
6:20 scenario/retendered-twice access would be retendered twice on 2018-04-01; first in base.yaml:7
> give them different starts, or make them one retender

=== [file] title of nothing
title: "  "
area: [a.yaml]
start: 2016-04-01
horizon: 10 years
arms: {as_now: {}}
---
1:8 source/expected expected text, found only spaces
2:7 source/expected expected text, found a list

=== [arm] three retenders of all lots on one day
commissioning:
  - {retender: all lots, to: incumbent, start: 2018-04}
  - {retender: all lots, to: new providers, start: 2018-04}
  - {retender: recovery, to: new providers, start: 2018-04}
---
3:16 scenario/retendered-twice every lot would be retendered twice on 2018-04-01; first on line 2
> give them different starts, or make them one retender
4:16 scenario/retendered-twice recovery would be retendered twice on 2018-04-01; first on line 2
> give them different starts, or make them one retender

=== [file] commas of millions inside braces
title: T
area: a.yaml
start: 2016-04-01
horizon: 10 years
arms: {as_now: {funding: [{cut: £1,000,000, from: 2017-04}]}}
---
5:40 source/duplicate-key the key 000 stands here twice; first on line 5
> inside { } write "£1,000,000" in quotes, or £1000000

=== [file] eleven scenarios in a row
title: A
extends: b
>>> b
title: B
extends: c
>>> c
title: C
extends: d
>>> d
title: D
extends: e
>>> e
title: E
extends: f
>>> f
title: F
extends: g
>>> g
title: G
extends: h
>>> h
title: H
extends: i
>>> i
title: I
extends: j
>>> j
title: J
extends: k
>>> k
title: K
extends: l
>>> l
title: L
---
k:2:10 scenario/extends-deep more than 10 scenarios extend one another: main.yaml → b → c → d → e → f → g → h → i → j → k → l
> extend a file nearer to the first
`;

describe('a wrong scenario is answered at its own line', () => {
  test.each(parseCases(CASES).map(c => [c.name, c] as const))('%s', (_, c) => {
    expect(tell(c)).toBe(c.expected);
  });
});

describe('the driver of the cases', () => {
  test('refuses a case that expects nothing', () => {
    expect(() => parseCases('=== [arm] empty\ndoc: fine\n---\n\n')).toThrow('expects nothing');
    expect(() => parseCases('=== [arm] unfinished\ndoc: fine\n')).toThrow('expects nothing');
  });
  test('refuses two cases of one name, and no cases', () => {
    const twice = '=== [arm] one\ndoc: fine\n---\n1:1 x y\n';
    expect(() => parseCases(twice + twice)).toThrow('two of one name');
    expect(() => parseCases('')).toThrow('no cases');
  });
});
