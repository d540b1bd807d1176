import { describe } from 'vitest';
import { expectBitsOfOneAlone } from './beside-alone.ts';

/** Beside those that are tried at every change: many policies, an area off balance, a practice that is bought. */
describe('draws side by side', () => {
  expectBitsOfOneAlone(['big-bang-or-evolution', 'history/barnet-record', 'improvements/hepatitis-c']);
});
