/** Of scenarios: what they say, and what cannot be done with the model or the area. */
export const SCENARIO_CODES = {
  'scenario/appraisal-wins':
    'A parameter is set by the scenario and by the appraisal that was asked for, and the appraisal’s value is used. Leave one of them out if that is not meant.',
  'scenario/awarded-to-nobody':
    'A retender does not say who gets the contracts. Name a provider, or how they are shared out.',
  'scenario/closed':
    'A policy acts on a service that is closed by then, or closes one that is closed already. The run goes on; check the dates.',
  'scenario/comma-in-money':
    'An amount inside { } is written with a comma, where a comma begins the next key, so that only its first digits are read. Put it in quotes, or leave the comma out.',
  'scenario/cut-below-zero':
    'The cuts of pounds and percentages together take more than there is. Make them smaller.',
  'scenario/cut-parts':
    'A cut that is spread out falls in equal parts each April, so its length must be whole years. Round it.',
  'scenario/cut-wins':
    'A parameter is set by the scenario and by the cut of a feedback loop, and the cut’s value is used. Leave one of them out if that is not meant.',
  'scenario/cuts-too-deep':
    'Cuts that overlap take more than the whole grant on one day. Make them smaller, or move one of them.',
  'scenario/driver-change':
    'A driver must change in exactly one way: growth, a factor, or a path by year, each with the keys that belong to it. Keep one of them.',
  'scenario/ends-before-full':
    'Something is to end before it has reached its full size. Let it grow faster with over:, or last longer with for:.',
  'scenario/extended':
    'A retender leaves out services whose contract is not over yet, because it was extended. The others go ahead; start later if all are meant.',
  'scenario/extends-circle':
    'Scenarios build on one another in a circle, so that none comes first. Take `extends` out of one of them.',
  'scenario/extends-deep':
    'A scenario builds on another, and that on another, further than anybody could follow. Build on one nearer to the first.',
  'scenario/extends-unread':
    'The scenario that this one builds on cannot be found. Paths count from the file that names them.',
  'scenario/fit-unread':
    'The posterior that parameters are taken from cannot be found. Paths count from the scenario; `tx-sim fit` writes posteriors.',
  'scenario/horizon':
    'The run is too short, too long, or ends within a quarter. Write whole years, or months by threes.',
  'scenario/impossible':
    'A parameter is set to a value that it cannot have, such as a negative one. Write one within its range.',
  'scenario/into-itself': 'Money is moved out of a service into the same one. Name two different services.',
  'scenario/lot-twice': 'A policy names one service twice. Leave one out.',
  'scenario/move-too-large': 'More money is moved out of a service than it has. Move less.',
  'scenario/no-arms': 'The scenario has no arms, and so nothing to run. Add at least one.',
  'scenario/no-lots':
    'A policy names no services, so that nothing would happen. Name some, or leave the policy out.',
  'scenario/no-reason':
    'A parameter is set without saying why. Write its value with a reason, so that a reader can judge it.',
  'scenario/not-reached':
    'The run ends before a policy that goes service by service has come to all of them. Lengthen the run, or go faster.',
  'scenario/notice-after-start':
    'Notice of a retender would be given on the day that it takes effect or later. Give it earlier; a year before is usual.',
  'scenario/of-without-within':
    'An expectation says what a number should be close to without saying how close. Add within:, or leave of: out.',
  'scenario/one-test':
    'An expectation tests either nothing or several things at once. Give each test an expectation of its own.',
  'scenario/outside-range':
    'A parameter is set outside the range that its source supports. The run goes on, and its result rests on a value that nobody has proposed.',
  'scenario/outside-run':
    'Something is to happen before the run starts or after it has ended. Change the date, or the start or length of the run.',
  'scenario/path':
    'A path names a place in the scenario file that is not there, or that holds more than one value. Items of lists count from 1.',
  'scenario/pay':
    'Pay is changed by more than the effect of pay on leaving was set for. The run goes on; read its result with care.',
  'scenario/provider-twice':
    'Contracts are shared among providers of which one is named twice. Leave one out.',
  'scenario/repeat-too-often': 'Contracts would be retendered again within weeks. Leave more time between.',
  'scenario/repeat-within-term':
    'The next retender comes before the contracts of this one have ended. The run goes on; write a longer time if that is not meant.',
  'scenario/repeat-without-term':
    'A retender is to be repeated at the end of each term, and has no term. Add one, or write the time between.',
  'scenario/retendered-twice':
    'Two policies of one arm retender the same service on the same day. Join them, or move one of them.',
  'scenario/same-label': 'Two arms have one label, and tables could not tell them apart. Give each its own.',
  'scenario/start-in-april':
    'A run follows financial years and starts on 1 April. Write that day of the year you want.',
  'scenario/step':
    'The step of the run does not divide a week into equal parts. Leave it out for the usual one, or write one of those shown.',
  'scenario/tolerance-twice':
    'Two tolerances are stated for one outcome, and only one could hold. Keep one of them.',
  'scenario/too-many-arms':
    'More arms are compared than a page or a reader can take. To vary an amount over many values there is `tx-sim sweep`.',
  'scenario/too-many-providers':
    'More providers would hold contracts than the model has room for. Award several services to one provider.',
  'scenario/unknown-appraisal':
    'There is no set of rules of valuing by this name. `tx-sim list appraisals` prints them.',
  'scenario/unknown-arm':
    'An expectation names an arm that the scenario does not have. Use the name of the arm, not its label.',
  'scenario/unknown-driver':
    'The model has no driver of this name. `tx-sim list policies` prints them at its end.',
  'scenario/unknown-element':
    'A value is set for an element that the parameter or driver does not have. `tx-sim explain NAME` shows by what it is broken down.',
  'scenario/unknown-form':
    'The model has no such form of system. `tx-sim list policies` prints them at its end.',
  'scenario/unknown-lot':
    'A policy names a service that the model does not have; each service is a lot that can be tendered. `tx-sim list policies` prints them at its end.',
  'scenario/unknown-outcome': 'The model has no outcome of this name. `tx-sim list outcomes` prints them.',
  'scenario/unknown-parameter':
    'The model has no parameter of this name. `tx-sim list parameters` prints them.',
  'scenario/unknown-practice':
    'The model has no practice of this name. `tx-sim list policies` prints them at its end.',
  'scenario/unknown-published':
    'There is no published figure of this name to set beside the results. `tx-sim list published` prints them.',
  'scenario/until-before-start':
    'Repetitions of a retender would end before the first of them. Write a later date, or leave until: out.',
  'scenario/until-without-repeat':
    'A retender that is not repeated says when its repetitions end. Add repeat:, or leave until: out.',
  'scenario/within-what': 'An expectation says how close a number should be without saying to what. Add of:.',
};
