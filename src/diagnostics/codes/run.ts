/** Of runs: what stops one after its files were found to be sound. */
export const RUN_CODES = {
  'run/law':
    'People, staff or pounds were lost or made from nothing during a run, which no input should be able to cause. No result is shown; please report it with the files.',
  'run/negative':
    'A stock fell below zero during a run, which no input should be able to cause. No result is shown; please report it with the files.',
  'run/not-a-number':
    'A number was lost during a run, through a division by zero or a size beyond all bounds. No result is shown; look for extreme parameters, and report it with the files.',
  'run/start':
    'No steady state of the model repeats the figures of the area, so nothing can be run from it. Compare need, people in treatment, starts and exits, and any parameters that you have set.',
  'compare/failed-draws':
    'More draws ended without a believable result than can be left out, so the comparison cannot be trusted. Look at the parameters of those that failed, which --json lists, and at their ranges.',
};
