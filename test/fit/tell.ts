import type { Faults } from '../../src/diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../../src/diagnostics/render.ts';

/** Faults as a user reads them, without the lines of the file. */
export const tellAll = (faults: Faults): string[] =>
  faults.all.map(d => renderDiagnostic(d, () => undefined));
