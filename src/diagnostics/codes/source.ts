/** Of any YAML file, before its words are looked at. */
export const SOURCE_CODES = {
  'source/alias':
    'An alias (`*name`) stands for a part of the file that is not there, or that it is itself inside. Name an anchor (`&name`) that stands before it.',
  'source/aliases':
    'The file repeats parts of itself by YAML aliases so often that its real size could be anything. Write the repeated parts out, or keep fewer of them.',
  'source/binary':
    'The file holds characters that no text has: it is a workbook, a picture or another binary file under a wrong name. Name the YAML file.',
  'source/control':
    'A character that is not shown, or that changes how others are shown, stands in the text, which then may not be what it looks like; or lines end with a carriage return alone. Take it out, or save the file anew as plain text.',
  'source/documents':
    'The file holds several YAML documents, parted by a line of `---`, of which only one could be read. Write one to a file.',
  'source/duplicate-key':
    'The same key is written twice in one mapping, so that one of the two values would be lost. Keep one of them.',
  'source/empty':
    'There is nothing in the file, or nothing but comments. `tx-sim init` writes a scenario to start from.',
  'source/encoding':
    'The bytes of the file are not text in UTF-8. Save it with that encoding in the editor or spreadsheet that wrote it.',
  'source/expected':
    'A value is of another kind than the key takes, or an amount lacks its unit: a date, a percentage, pounds or a length of time are written as the message shows. Write it in that form.',
  'source/key':
    'A key is not a plain word, or is one that YAML or JavaScript would treat in a special way. Give it a plain name; there are no merge keys, so write merged values out.',
  'source/missing-key':
    'Something that must be said is left out. Add the key; `tx-sim explain NAME` shows all the keys of a policy.',
  'source/name':
    'A name that you give to something has a form that cannot be referred to later. Use small letters, digits and underscores, beginning with a letter.',
  'source/number': 'A number is infinite, or too large to be held exactly. Write an ordinary number.',
  'source/too-deep':
    'Lists and mappings stand inside one another far deeper than any file that means something. Look for indentation that went wrong.',
  'source/too-large':
    'The file is many times as large as any that the tool reads. Check that it is the right file.',
  'source/unknown-key':
    'Nothing reads this key here: it is misspelt, or belongs somewhere else in the file. Correct it, or move it to where it belongs.',
  'source/value':
    'A value is of a kind that YAML knows and the tool does not take, such as a date type or binary data. Write text, a number, true or false.',
  'source/yaml':
    'The text is not valid YAML at this place: often a bracket or quote that is not closed, or a line that is indented otherwise than its neighbours.',
};
