/** Of figures of an area: area files, and the exports and tables that they are made from. */
export const AREA_CODES = {
  'area/cell':
    'A cell of the export that should hold a count of people holds something else. Export again; if the source hides small counts, write NULL there.',
  'area/column-twice':
    'Two columns of the export have one name, so that nobody can tell which is meant. Take one of them out.',
  'area/columns':
    'The export lacks columns that an area file is made from. Use the full adult export of the statistics viewer, with every measure.',
  'area/csv-empty': 'The export holds no rows of data. Download it again.',
  'area/csv-quote':
    'A quotation mark in the export is not closed, or is closed in the middle of a cell. Export again, or mend the quotes by hand.',
  'area/csv-separator':
    'The cells of the export are not separated by commas, as a spreadsheet in another language writes them. Save it as CSV with commas.',
  'area/csv-too-large': 'The file is larger than any export of one area. Export one area alone.',
  'area/csv-width':
    'Rows of the export have more or fewer cells than there are columns, often because it was cut short or edited. Export again.',
  'area/discontinued':
    'The authority was abolished, and nothing is published under its name. Use one of those that came after it.',
  'area/element':
    'A figure is given for a group, age or year that does not exist, or leaves one out. Give a value for each of them, and null where it is not known.',
  'area/figure':
    'A figure is neither one number nor a complete table, or its table is not by what the model takes it by. Write value: alone, or by: with values:.',
  'area/figure-name':
    'A figure of your own is called nearly as one that the model reads, and would be kept unread. Correct the name if that one was meant.',
  'area/label':
    'The export names a client group or an age group that is not known. Correct a misspelling; if the publisher has changed its groups, the export cannot be imported as it is.',
  'area/local-figure':
    'A local figure from which need would be worked out has more than one number, so the national estimate is used in its place. Write it as one number.',
  'area/local-kept':
    'The area file was made for another year, and what stands under local: was kept. Check that these figures hold for the new year as well.',
  'area/missing-figure':
    'The model cannot start without this figure, and the area file has none. Add it under local:, with a unit, a source and a status.',
  'area/national':
    'The figures of England, from which local ones are scaled, lack a number that is needed. Restore the file of national figures as it ships.',
  'area/need-below-treatment':
    'Fewer people are said to need treatment than are in it, which cannot be. Write a better estimate of need under local:.',
  'area/not-csv':
    'The file is a web page or a workbook, not the export itself. Use the download button of the viewer, or save the workbook as CSV.',
  'area/not-recorded':
    'A whole table of this year is zero, because it was recorded in another way then. It is taken as not known; choose a later year if you need it.',
  'area/not-scaled':
    'The export does not say how many people were in treatment, so spend and staff could not be scaled to them and are missing. Write both under local:.',
  'area/other-area':
    'The file that would be replaced belongs to another area. Name another file with --to, or the right area with --area.',
  'area/range':
    'The range of a figure is not a low and a high end, or the figure lies outside it. Correct whichever is wrong.',
  'area/row-twice':
    'The export has two rows for the same area, year, group and age. Take one of them out, or export again.',
  'area/rows':
    'The export lacks rows of some groups or ages. Export again without a filter, with all totals.',
  'area/totals':
    'The parts of a figure and its published total differ by more than rounding. Both are kept; look whether the export was edited.',
  'area/unit':
    'A figure is in another unit than the model reads it in. Convert the number, and say its unit as the message shows.',
  'area/unknown-area':
    'The export has no rows for the area that was asked for. Write its name as the export does.',
  'area/unknown-authority':
    'No authority in England that provides treatment has this name or code. Write its full name, or its nine-character code.',
  'area/unknown-period':
    'The year is not a financial year, or the export has no rows for it. Choose one of those that it has.',
  'area/value': 'A figure is not a number from zero up. Write the number, or null where it is not known.',
  'area/which-area': 'The export holds several areas. Say with --area which of them is meant.',
  'area/zero':
    'A figure that everything else is divided by or grows from is zero. Check it; an area without any people, staff or money cannot be run.',
};
