/** Of what is asked on the command line, and of files that cannot be read or written. */
export const CLI_CODES = {
  'cli/appraisal': 'There is no set of rules of valuing by this name. `tx-sim list appraisals` prints them.',
  'cli/area': 'An area is named for data that are not an export of several areas. Leave --area out.',
  'cli/arm':
    'An arm is named that the scenario does not have, or where no arm is asked for. Use the name of the arm, not its label.',
  'cli/batch':
    'There is nothing to compare: the folder does not exist, or holds no scenario. Name a folder of scenarios; `tx-sim compare` takes single files.',
  'cli/between':
    'Two different arms must be named to be set against each other, or the scenario has only one.',
  'cli/by': 'Results cannot be broken down in this way. Use year, quarter or a dimension of the model.',
  'cli/count':
    'A number on the command line is not whole, or outside what is sensible. Write a whole number within the limits shown.',
  'cli/cut':
    'The feedback loop to be cut is not named, or is none of the model’s. `tx-sim list loops` prints them.',
  'cli/damaged':
    'A file in a folder of results was changed or cut short after it was written. Take it from a copy, or run again.',
  'cli/draw':
    'The draw that is asked for does not exist. Draws count from 0, and --draws says how many there are.',
  'cli/draws':
    'A number of draws is given to a scenario that takes none, or is beyond what is allowed. `tx-sim compare` draws any scenario.',
  'cli/evaluations':
    'The search is allowed so few runs that it could not even begin. Allow more with --evaluations.',
  'cli/exists':
    'The file to be written exists and is not one that a fit has written, so it is left alone. Name another with --to.',
  'cli/fitted-years':
    'The years that are judged are among those that the fit has seen, so this says nothing of how well it foretells. Begin later with --from.',
  'cli/in-use': 'Another run is writing to the same place. Wait for it, or name another place.',
  'cli/memory':
    'The draws that are asked for do not fit into the memory of this machine. Ask for fewer draws or fewer outcomes.',
  'cli/no-loops':
    'No feedback loop passes through the sector, so there is nothing to draw of it. Leave --sector or --loops out.',
  'cli/noise': 'Chance movements need draws to be averaged over. Add --draw or --draws.',
  'cli/nothing-to-draw':
    'The sector holds no stocks or flows that a picture could show. Name another, or leave --sector out.',
  'cli/on':
    'The outcome that is to decide does not exist, or neither more nor less of it is better. Choose another; `tx-sim list outcomes` prints them.',
  'cli/only': 'One of the outcomes that are asked for does not exist. `tx-sim list outcomes` prints them.',
  'cli/out':
    'The results cannot be written there: something else would be overwritten, or the name does not suit what is written. Name a new or an empty folder, or a file with the ending shown.',
  'cli/outside':
    'A file refers to one that lies outside the folders a scenario may read from. Copy it beside the scenario, or start from a folder above both.',
  'cli/resume':
    'What was kept of an interrupted command belongs to other inputs or settings, or is not there. Give the same ones as before, or begin again.',
  'cli/sampling':
    'There is no such way of sampling, or nothing is sampled. Use random, latin or sobol, with draws.',
  'cli/status': 'There is no such status of evidence. Use one of those that the help lists.',
  'cli/target': 'The file to be written has no name. Write one after --to.',
  'cli/trace':
    'What is to be traced is not named, does not exist, or has no value for the elements in brackets. Correct it; `tx-sim explain NAME` shows the elements.',
  'cli/unfinished':
    'A fit to the same file was interrupted and can be gone on with. Add --resume, or remove what it kept.',
  'cli/unknown-area':
    'No area file has this name. Make one with `tx-sim area new` or `tx-sim area import`, or give its path.',
  'cli/unknown-command':
    'There is no such command. The help of the command above it lists those that there are.',
  'cli/unknown-file':
    'The file is none of the kinds that the tool reads, judged by its keys. Check that it is the right file, and its first lines.',
  'cli/unknown-name':
    'Neither the model, nor a policy, nor a fault has this name. `tx-sim list` prints names.',
  'cli/unknown-sector': 'The model has no sector of this name. `tx-sim model` lists the sectors.',
  'cli/unreadable':
    'A file cannot be read: it is not there, is no text, or permission was refused. Check the path from the folder you are in.',
  'cli/unwritable':
    'A file cannot be written: something is there already, the disk is full, or permission was refused. Whatever stood there is as it was.',
  'cli/vary':
    'What is to be varied, or over what, cannot be read. Write a name, =, and values with commas between or from..to/number.',
  'cli/year': 'The year is not given as a financial year begins. Write 2019 for 2019/20.',
};
