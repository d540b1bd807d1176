/** The part of the npm package `simulation` that is measured against; it ships no types. */
declare module 'simulation' {
  interface Flow {
    rate: string;
  }
  interface Variable {
    value: string | number;
  }
  interface Results {
    value(of: object, time: number): number;
  }
  export class Model {
    constructor(settings: {
      timeStart: number;
      timeLength: number;
      timeStep: number;
      timeUnits: 'Years';
      algorithm: 'Euler';
    });
    Stock(of: { name: string; initial: number }): object;
    Variable(of: { name: string; value?: number }): Variable;
    Flow(from: object, to: object, of: { name: string }): Flow;
    Link(from: object, to: object): void;
    simulate(): Results;
  }
}
