/** A commented scenario to start from; it runs as it is. @param area the path of an area file @param schema the path of the JSON Schema */
export const starterScenario = (
  area: string,
  schema: string,
): string => `# yaml-language-server: $schema=${schema}
title: What would a cut do?
question: A cut of 15 % over three years, with and without keeping staff by training them faster.

# The area whose published figures the run starts from. Make your own: tx-sim area import
area: ${area}

# A run starts on 1 April and lasts 1 to 50 years, in whole quarters.
start: 2016-04-01
horizon: 10 years
# step: 1 week              # the clock; 3.5 days or 1 day show whether a result hangs on it
# seed: my-question         # any text

# What every arm shares.
# common:
#   funding:
#     - {inflation: 2%, from: 2017-04}

# What is compared. The first arm is the reference: the others are set beside it.
arms:
  as_now:
    label: As now
  cut:
    label: Cut 15 %
    funding:
      - {cut: 15%, from: 2017-04, over: 3 years}        # or an amount: cut: £350k
  cut_and_train:
    label: Cut 15 %, new staff trained faster
    funding:
      - {cut: 15%, from: 2017-04, over: 3 years}
    workforce:
      - {training: 20%, from: 2017-04}
    # commissioning:
    #   - {retender: all lots, to: one new provider, start: 2018-04, term: 5 years}
    # services:
    #   - {move: 10%, out_of: prescribing, into: recovery, from: 2018-04}
    # practices:
    #   - {adopt: contingency_management, reach: 40%, from: 2018-04, over: 2 years, money: new}
    # drivers:
    #   - {driver: complexity, grows: 2% a year, from: 2017-04, reason: what keyworkers report}
    # parameters:
    #   handoff_loss: {value: 0.05, reason: what our own audit found}

# Checks that fail the run (exit 1).
expect:
  - {outcome: in_treatment, arm: as_now, at: 2016/17, within: 3%, of: area}

# All policies with their keys: tx-sim list policies. Parameters: tx-sim list parameters.
`;
