import type { FoundSign } from './links.ts';

/**
 * What a node stands for. `plate`: a valve on a pipe, named after its flows or moves. `elsewhere`: what another sector or a scenario
 * gives. `cloud`: outside the model.
 */
export type NodeKind = 'stock' | 'plate' | 'auxiliary' | 'elsewhere' | 'cloud' | 'sector' | 'all';

/** What a stock holds, which decides its colour. */
export type Content = 'people' | 'staff' | 'pounds' | 'other';

export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** Plain words, a line for each name; long ones are broken when drawn. */
  readonly title: readonly string[];
  /** Smaller words below. */
  readonly notes: readonly string[];
  /** Names of the model that the node stands for. */
  readonly names: readonly string[];
  readonly content?: Content;
  /** The group that it stands in. */
  readonly group?: string;
}

/** `pipe`: what flows. `drive`: what acts on what. `reads`: how many variables one sector reads of another. */
export interface PictureEdge {
  readonly kind: 'pipe' | 'drive' | 'reads';
  /** A node or a group. */
  readonly from: string;
  readonly to: string;
  readonly found?: FoundSign;
  /** Runs against the order in which the model names its stocks. */
  readonly back?: boolean;
  readonly count?: number;
}

export interface PictureGroup {
  readonly id: string;
  readonly title: string;
  /** The group around it. */
  readonly within?: string;
}

/** A diagram as data, before anything is laid out; SVG, Mermaid and JSON are made of it. */
export interface Picture {
  readonly title: string;
  readonly doc: string;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly groups: readonly PictureGroup[];
  /** What is not drawn, in sentences. */
  readonly leftOut: readonly string[];
}

/** What a unit counts. */
export function contentOf(unit: string): Content {
  if (unit.startsWith('people')) return 'people';
  if (unit.startsWith('wte')) return 'staff';
  return unit.startsWith('GBP') ? 'pounds' : 'other';
}

const WORDS: Readonly<Record<Content, string>> = {
  people: 'people',
  staff: 'staff (full-time posts)',
  pounds: 'pounds',
  other: 'a share or an index',
};

export const contentWords = (content: Content): string => WORDS[content];
