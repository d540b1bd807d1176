import type { CheckedModel } from '../../check/checked.ts';
import type { ModelGraph } from '../model-graph.ts';
import type { Link, Links } from './links.ts';

/** A model with what its pictures are made of. */
export interface Drawable {
  readonly model: CheckedModel;
  /** Who reads whom. */
  readonly graph: ModelGraph;
  /** What acts on what while a run goes on, with signs. */
  readonly links: Links;
  /** Whether a link does nothing until a scenario switches it on. */
  readonly isWaiting: (link: Pick<Link, 'from' | 'to'>) => boolean;
}
