/** Of scenarios that put a claim to the test. */
export const CLAIM_CODES = {
  'claim/arms-own':
    'The parameter is what tells the arms apart, and one value in all of them would make them equal. Vary it by its place in the file instead.',
  'claim/axes':
    'The grid of a claim has more than two axes, which nobody could read as a map. Leave some out.',
  'claim/axis':
    'An axis of a grid varies nothing, or has fewer than two values. Name what is varied, and at least two values.',
  'claim/no-test':
    'The claim does not say what must hold for it to be true. Add at least one test under holds_if.',
  'claim/test':
    'A test is not a comparison of outcomes of arms. Write it as outcome(arm, year), with numbers and + - * /, on both sides of < or >.',
  'claim/turned':
    'A claim says either what turns it, with values of parameters, or why nothing does. Write one of the two.',
  'claim/unit':
    'The two sides of a test are in different units. Compare like with like, or divide by something in the same unit.',
  'claim/unknown-arm':
    'A test names an arm that the scenario does not have. Use the name of the arm, not its label.',
  'claim/unknown-outcome':
    'A test names an outcome that the model does not have. `tx-sim list outcomes` prints them.',
  'claim/unknown-parameter':
    'What is varied is not a parameter of the model, or not of a kind that can be varied there. `tx-sim list parameters` prints them.',
  'claim/year':
    'A test asks for years outside the run, in the wrong order, or of an outcome that has no value by year. Years count from 1.',
};
