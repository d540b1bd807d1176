/** Of model files: their declarations, their equations and units, and the order in which these are computed. */
export const MODEL_CODES = {
  'model/comparison':
    'A way of comparing arms says either what is paid and how the two are set together, or neither. Add the key that is missing, or take the other out.',
  'model/duplicate':
    'Two declarations have one name. Rename one of them, or remove the one that is not meant.',
  'model/law':
    'A law states either a total with what changes it, or a sum that must be zero. Write one of the two.',
  'model/move':
    'A move is told to happen in two ways or in none, or leads to two kinds of places or to none. Give it one rate and one kind of destination.',
  'model/range':
    'A range is not a lower and an upper number in this order. Write two numbers, the lower first.',
  'check/arguments':
    'A function or lookup in an equation is given too many values, too few, or an expression where it needs a name. Write it as the message shows.',
  'check/comparison':
    'A comparison of arms is made of outcomes that do not suit it: what is paid is no money, or what is gained has no total. Name other outcomes.',
  'check/correlated':
    'A group of parameters that vary together holds too few of them, one that never varies, or one that is in another group already. Change its members.',
  'check/dimension':
    'Something is broken down by a dimension that does not exist, or otherwise than the thing it is joined to. Give both the same dimensions.',
  'check/direction':
    'An outcome is used to judge which arm is better, and does not say whether more or less of it is good. Declare that with better:.',
  'check/distribution':
    'A parameter’s range, distribution and usual value do not go together, so that it cannot be drawn. Change one of the three as the message says.',
  'check/element':
    'A name is not one of the elements of its dimension, or an element is left without an equation. Correct the name, or add what is missing.',
  'check/function':
    'An equation calls something that is neither a function of the language nor a lookup of the model.',
  'check/guess':
    'Only a stock whose start is solved for needs a guess, and this one is given its start. Take one of the two out.',
  'check/index':
    'A sum over elements names a dimension or a part of one that does not exist. Correct the name.',
  'check/lookup':
    'A table of points is too short, or its inputs do not rise, so that no value can be read from it. Correct the points.',
  'check/loop':
    'A feedback loop must name parameters that switch it off, each once and each with a neutral value. Add what is missing.',
  'check/mark': 'A stock is said both to carry a mark and to set it. Leave it in one of the two lists.',
  'check/move':
    'The stocks that a move joins are broken down differently, or nobody can tell which destination takes the rest. Make them alike, and leave exactly one share out.',
  'check/published':
    'An equation reads a figure that others published, which may only be printed beside results. Declare a parameter with a source of its own if the model is to use the number.',
  'check/range':
    'A value lies outside the range that its own declaration states. Widen the range with a reason, or correct the value.',
  'check/reserved': 'A name is a word of the language of equations. Choose another.',
  'check/scorecard':
    'A part of the scorecard measures nothing, or one outcome stands in it twice. Name each outcome once.',
  'check/subscript':
    'A variable is read with the wrong elements in its brackets, or where it has no value for one of them. Write one element or index for each of its dimensions.',
  'check/tally':
    'A tally adds up either stocks or moves, and only moves can be narrowed by where they come from or lead. Keep one of the two.',
  'check/trend':
    'Only a stock whose start is solved for can have a trend at the start, and this one is given its start. Take one of the two out.',
  'check/too-large':
    'The model comes to more numbers, or its equations to more terms, than one machine should be asked for: often a sum over too many dimensions at once. Break things down less finely.',
  'check/unknown-name':
    'A name is not declared anywhere, or is declared as another kind of thing. Correct it, or declare it; `tx-sim explain NAME` tells what a name is.',
  'check/values':
    'The values given by element do not match the elements of the dimension. Give one number for each element.',
  'check/window':
    'An outcome reads something that changes within a year without saying what of it counts. Say whether its total, its mean, or its value at the start or the end is meant.',
  'compile/cycle':
    'Some variables are worked out from one another within the same step, so that none can come first. Put a stock or a delay between them.',
  'expr/not-allowed':
    'The equation uses something that equations of the model cannot hold, such as text, an assignment, a comment or a percent sign, or is made of more parts than anybody can check. Write it with numbers, names, functions and comparisons alone, and split a long one.',
  'expr/syntax':
    'The equation is empty or cannot be read. Look at the marked place for a missing operator or bracket.',
  'expr/too-long':
    'The equation is longer than anybody can check. Split it into variables with names of their own.',
  'expr/zero': 'The equation divides by a plain zero. Put the variable in that was meant.',
  'unit/mismatch':
    'The units of an equation do not come out as declared, or things of different units are added or compared. Either the equation is wrong or a unit is.',
  'unit/power':
    'A quantity with a unit is raised to a power, or its root is taken, in a way that leaves no unit. Divide it by a reference in the same unit first.',
  'unit/price-year':
    'An amount of money does not say of which year its prices are. Write the year into the unit.',
  'unit/unknown':
    'A unit uses a word that the model does not declare. Correct it, or add it to the base units.',
};
