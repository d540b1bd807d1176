/** Whether a series is of shares in %: its unit says so first. */
export const isShare = (unit: string): boolean => unit.startsWith('%');

/** Whether a series is of money. */
export const isMoney = (unit: string): boolean => /^(GBP|£)/.test(unit);

/** Whether a series is in thousands, millions or billions. */
export const countsMany = (unit: string): boolean =>
  /(^|[\s,])(k|m|bn|thousands?|millions?|billions?)($|[\s,])/i.test(unit);
