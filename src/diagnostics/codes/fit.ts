/** Of fits: fit files, series of published numbers, posteriors, and years that are judged. */
export const FIT_CODES = {
  'fit/beyond-run': 'The data reach further than a run can last. Leave the last years out.',
  'fit/calendar-years':
    'A series counts by calendar year and the model by financial year, so the two are three months apart. The numbers are used; keep it in mind.',
  'fit/comma-in-number':
    'A number inside { } is written with a comma, where a comma begins the next key. Write it without.',
  'fit/discrete':
    'The parameter takes a few values only, and a search needs one that moves smoothly. Give it a prior of its own, or leave it out.',
  'fit/element-twice': 'A line adds the same element up twice. Name each once.',
  'fit/error-unit':
    'The error of a line is in another unit than its series. Write it in that unit, or as a percentage.',
  'fit/gap':
    'The series lacks some of the years that are fitted, and the rest are used. Add them if they were published.',
  'fit/ignored-key':
    'A key of the series file is nearly one that is read, and would be passed over. Correct it if that one was meant.',
  'fit/impossible-draws':
    'Some draws of the posterior hold a value that the parameter cannot have. Fit again with this model.',
  'fit/impossible-prior':
    'The prior puts a parameter where it can never be, such as below zero. Give it another prior.',
  'fit/mixed-years': 'One series has calendar years and financial years together. Make two series of it.',
  'fit/no-density':
    'No trial of the search came near the series at all, which means that something is wrong by a large factor. Check units, `times` and priors.',
  'fit/no-draws': 'The file of a posterior holds no draws. Fit again, or name another file.',
  'fit/no-elements': 'A dimension is named with no elements. Name some, or leave it out for all of them.',
  'fit/no-error':
    'A fitted line must say how far off the model may be, or its series would outweigh all others. Add error:, or only show the line.',
  'fit/no-parameters': 'The file of a posterior names no parameter. Fit again, or name another file.',
  'fit/no-points':
    'The series has no value in any of the years that are fitted. Fit other years, or leave the line out.',
  'fit/no-posterior': 'The file is not what a fit has written. Name the file of draws, not the fit file.',
  'fit/no-room':
    'The error of a line comes to zero for one of its points, which no run could meet. Add an amount to the error, or a rounding to the series.',
  'fit/no-source': 'The series says nowhere who published it, so that nobody can check it. Add a source.',
  'fit/no-year':
    'The outcome has one value for a whole run, and a series has one for each year. Choose another outcome.',
  'fit/not-converged':
    'The search ended before its chains agreed, so its estimates are a first guess. Fit again with more --evaluations.',
  'fit/not-drawn':
    'The parameter has a fixed value in the model, so there is no prior to begin from. Give it one in the fit file.',
  'fit/nothing-fitted':
    'Every line of the fit is only shown, so there would be nothing to fit. Give at least one line an error, and take shown: true out.',
  'fit/nothing-to-judge':
    'None of the data are of a line of the fit and of a year to be judged. Check the names of the series, and --from.',
  'fit/other-fit':
    'The posterior was not made by this fit file, or by an earlier version of it. Fit again, or name the posterior that belongs to it.',
  'fit/other-model':
    'The model has changed since these parameters were fitted to it, so they may no longer tell the series. Fit again if that matters.',
  'fit/other-scenario':
    'The scenario has changed since it was fitted. A change in later years does no harm; one in the fitted years does, so fit again then.',
  'fit/over-of-what':
    'A share is taken of some elements, and it is not clear of what it is a share. Say the elements of the whole as well.',
  'fit/parameter-twice': 'A parameter is named twice. Take one of them out.',
  'fit/part-of-a-whole':
    'The outcome is a ratio, which does not add up over several elements. Write one line for each element.',
  'fit/period-twice': 'A year stands in the series twice. Take one of the two out.',
  'fit/prior':
    'The prior is of a kind that does not exist, or its numbers are not in rising order. Write it as the message shows.',
  'fit/row': 'A row of draws in the posterior is damaged. Take the file from a copy, or fit again.',
  'fit/rows':
    'The posterior was cut short: it holds fewer draws than it says. Take it from a copy, or fit again.',
  'fit/series-twice':
    'Two fitted lines use one series, which would count twice as evidence. Only show one of them.',
  'fit/set-already':
    'The scenario sets a parameter that is to be fitted, so that the search would move nothing. Leave it out in one of the two.',
  'fit/times-of-a-share': 'A share does not grow when it is scaled up to the country. Leave `times` out.',
  'fit/too-many':
    'More parameters are to be fitted than a search can tell apart. Leave out those that the series say least of.',
  'fit/unit': 'The posterior holds a parameter in another unit than the model. Fit again with this model.',
  'fit/units':
    'A series and the outcome that is set beside it count different things, or one is a share and the other is not. Choose another outcome, or say what it is a share of.',
  'fit/unknown-arm': 'The scenario has no arm of this name. Use the name of the arm, not its label.',
  'fit/unknown-dimension':
    'The outcome is not broken down by this dimension. `tx-sim explain NAME` shows by what it is.',
  'fit/unknown-element':
    'The dimension has no element of this name. `tx-sim explain NAME` of the dimension lists them.',
  'fit/unknown-outcome': 'The model has no outcome of this name. `tx-sim list outcomes` prints them.',
  'fit/unknown-parameter': 'The model has no parameter of this name. `tx-sim list parameters` prints them.',
  'fit/unknown-series': 'The series file has no series of this name. Correct it, or add the series.',
  'fit/unread':
    'The scenario or the series file that the fit names cannot be found. Paths count from the fit file.',
  'fit/value': 'A published number is below zero, or a share above 100 %. Correct it.',
  'fit/weak-points':
    'Some numbers of the series were never read in their source, and the fit leans on them all the same. Look them up if you can.',
  'fit/years':
    'The years that are fitted or judged are not all within the run of the scenario. Let it start earlier or last longer, or choose fewer years.',
};
