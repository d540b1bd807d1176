/** Widths of letters of a wide sans-serif font, beside its size; narrower fonts leave a little room. */
const NARROW = new Set("ijl.,:;'|!()[]ft r-‘’I");
const WIDE = new Set('mwMW%—→');

/** How wide a line of text will be at most, in pixels, whatever sans-serif font the reader has. */
export function widthOfText(text: string, size: number): number {
  let width = 0;
  for (const c of text)
    width += NARROW.has(c) ? 0.38 : WIDE.has(c) ? 0.95 : c >= 'A' && c <= 'Z' ? 0.7 : 0.62;
  return Math.ceil(width * size);
}

/** Text broken into lines no wider than this many pixels, where a word allows it. */
export function breakText(text: string, size: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOfText(longer, size) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
