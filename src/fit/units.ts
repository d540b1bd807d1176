/** Whether a series is of shares in %: its unit says so first. */
export const isShare = (unit: string): boolean => unit.startsWith('%');

/** Whether a series is of money. */
export const isMoney = (unit: string): boolean => /^(GBP|£)/.test(unit);

const MULTIPLES = {
  thousands: ['k', '000', '000s', 'thousand', 'thousands'],
  millions: ['m', 'million', 'millions'],
  billions: ['bn', 'billion', 'billions'],
} as const;

/** In which multiples of one a series is: undefined where it counts one by one. */
export function multipleOf(unit: string): keyof typeof MULTIPLES | undefined {
  const words = unit.toLowerCase().split(/[\s,()£'’]+/);
  return (['thousands', 'millions', 'billions'] as const).find(many =>
    MULTIPLES[many].some(word => words.includes(word)),
  );
}

/** Whether a series is in thousands, millions or billions. */
export const countsMany = (unit: string): boolean => multipleOf(unit) !== undefined;

/** What a series is of, as far as its unit tells: whether adults or visits are counted, nobody can know. */
export function kindOf(unit: string): string {
  const kind = isShare(unit) ? 'shares in %' : isMoney(unit) ? 'money' : 'counts';
  const many = multipleOf(unit);
  return many ? `${kind} in ${many}` : kind;
}
