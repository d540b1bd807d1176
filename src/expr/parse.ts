import { create, type MathNode, parseDependencies } from 'mathjs/number';
import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { BinaryOp, Expr, IndexRange } from './ast.ts';

/** The only door to mathjs: it turns text into a syntax tree, and nothing of it ever evaluates. */
const { parse } = create(parseDependencies!);

const BINARY: Readonly<Record<string, BinaryOp>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  pow: '^',
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
  equal: '==',
  unequal: '!=',
  and: 'and',
  or: 'or',
};

const MAX_LENGTH = 4_000;
const MAX_NODES = 2_000;
/** Brackets and calls within one another. The parser itself gives up a little later, how much is a matter of luck. */
const MAX_DEPTH = 100;
const TOO_DEEP = 'an equation with brackets nested too deep';

/** The parts of mathjs nodes that are read here, whatever kind they are. */
interface ParsedNode {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  /** What a function node calls; the name of an operator node's function. */
  readonly fn?: ParsedNode | string;
  readonly op?: string;
  readonly implicit?: boolean;
  readonly args?: readonly ParsedNode[];
  readonly content?: ParsedNode;
  readonly condition?: ParsedNode;
  readonly trueExpr?: ParsedNode;
  readonly falseExpr?: ParsedNode;
  readonly object?: ParsedNode;
  readonly index?: { readonly dimensions: readonly ParsedNode[]; isObjectProperty(): boolean };
}

class Refused extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/**
 * Parses an equation. Only an allow-list of forms gets through; assignment, text, property access, implicit
 * multiplication and anything else that mathjs would accept are faults at the equation's place.
 *
 * @param isIndex tells whether a name is a dimension, subset or alias, so that `min(x, age)` is a reduction
 */
export function parseEquation(
  text: string,
  place: Place,
  isIndex: (name: string) => boolean,
  faults: Faults,
): Expr | undefined {
  if (text.length > MAX_LENGTH)
    return faults.error(
      'expr/too-long',
      place,
      `an equation of ${text.length} characters; at most ${MAX_LENGTH}`,
    );
  if (text.trim() === '') return faults.error('expr/syntax', place, 'the equation is empty');
  // Both would pass unseen: mathjs skips comments, and reads `a + 5%` as a + 5% of a.
  const hidden = /[#%]/.exec(text)?.[0];
  if (hidden)
    return faults.error(
      'expr/not-allowed',
      place,
      `equations cannot hold ${hidden}`,
      hidden === '%' ? 'write 0.05 for 5%' : 'what there is to say about an equation goes into its doc',
    );
  let nodes = 0;
  let depth = 0;

  const convert = (node: ParsedNode): Expr => {
    if ((depth += 1) > MAX_DEPTH) throw new Refused(TOO_DEEP);
    const converted = convertNode(node);
    depth -= 1;
    return converted;
  };

  const convertNode = (node: ParsedNode): Expr => {
    if ((nodes += 1) > MAX_NODES) throw new Refused(`an equation of more than ${MAX_NODES} terms`);
    switch (node.type) {
      case 'ConstantNode': {
        if (typeof node.value === 'string') throw new Refused('equations cannot hold text in quotes');
        if (typeof node.value !== 'number' || !Number.isFinite(node.value))
          throw new Refused(`${String(node.value)} is not a finite number`);
        return { op: 'number', value: node.value };
      }
      case 'ParenthesisNode':
        return convert(node.content!);
      case 'SymbolNode':
        return { op: 'name', name: node.name! };
      case 'ConditionalNode':
        return {
          op: 'choose',
          condition: convert(node.condition!),
          yes: convert(node.trueExpr!),
          no: convert(node.falseExpr!),
        };
      case 'OperatorNode':
        return convertOperator(node);
      case 'AccessorNode':
        return convertSubscripts(node);
      case 'FunctionNode':
        return convertCall(node);
      default:
        throw new Refused(`equations cannot hold ${describe(node.type)}`);
    }
  };

  const convertOperator = (node: ParsedNode): Expr => {
    const args = node.args!;
    if (node.implicit) {
      const words = args.map(a => (a.type === 'SymbolNode' ? a.name! : undefined));
      const hint = words.every(w => w !== undefined)
        ? `did you mean ${words.join('_')}? To multiply, write ${words.join(' * ')}`
        : 'write the * between the two factors';
      throw new Refused('two terms stand side by side without an operator', hint);
    }
    if (node.fn === 'unaryMinus') return { op: 'negate', arg: convert(args[0]!) };
    if (node.fn === 'unaryPlus') return convert(args[0]!);
    if (node.fn === 'not') return { op: 'not', arg: convert(args[0]!) };
    const operator = BINARY[node.fn as string];
    if (!operator) throw new Refused(`the operator "${node.op}" is not known here`);
    // A sum of many terms is deep on its left alone.
    return { op: 'binary', operator, left: convertNode(args[0]!), right: convert(args[1]!) };
  };

  const convertSubscripts = (node: ParsedNode): Expr => {
    if (node.object!.type !== 'SymbolNode' || node.index!.isObjectProperty())
      throw new Refused('a name can only be followed by subscripts in brackets, as in stock[age]');
    const subscripts = node.index!.dimensions.map(d => {
      if (d.type !== 'SymbolNode')
        throw new Refused('a subscript must be the name of a dimension or an element');
      return d.name!;
    });
    return { op: 'name', name: node.object!.name!, subscripts };
  };

  const convertCall = (node: ParsedNode): Expr => {
    const called = node.fn as ParsedNode;
    if (called.type !== 'SymbolNode') throw new Refused('only a plain name can be called');
    const fn = called.name!;
    const args = node.args!;
    if (fn === 'sum' || ((fn === 'min' || fn === 'max') && args.length > 1 && indexRange(args.at(-1)!))) {
      const over = args.slice(1).map(a => {
        const range = indexRange(a);
        if (!range)
          throw new Refused(`${fn}(what, over) needs the names of dimensions after the first comma`);
        return range;
      });
      if (over.length === 0) throw new Refused(`${fn} needs a dimension: ${fn}(what, over)`);
      return { op: 'reduce', fn, body: convert(args[0]!), over };
    }
    return { op: 'call', fn, args: args.map(convert) };
  };

  const indexRange = (node: ParsedNode): IndexRange | undefined => {
    if (node.type === 'SymbolNode' && isIndex(node.name!)) return { index: node.name! };
    if (node.fn === 'to' && node.args!.every(a => a.type === 'SymbolNode'))
      return { index: node.args![0]!.name!, within: node.args![1]!.name! };
    return undefined;
  };

  try {
    // A line break means nothing more than a space.
    return convert(parse(text.replaceAll('\n', ' ')) as unknown as MathNode as unknown as ParsedNode);
  } catch (fault) {
    if (fault instanceof RangeError) return faults.error('expr/not-allowed', place, TOO_DEEP);
    const refused = fault instanceof Refused;
    const message = (fault as Error).message.replace(/ \(char \d+\)$/, '');
    return faults.error(
      refused ? 'expr/not-allowed' : 'expr/syntax',
      refused ? place : placeOfSyntaxError(fault as Error, place, text),
      refused ? message : `cannot read the equation: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      refused ? fault.hint : undefined,
    );
  }
}

/** mathjs says at which character it stopped; on a one-line equation that is a column. */
function placeOfSyntaxError(fault: Error, place: Place, text: string): Place {
  const at = /\(char (\d+)\)$/.exec(fault.message)?.[1];
  return at ? placeWithin(place, text, Math.min(Number(at), text.length) - 1, 1) : place;
}

/**
 * A part of a text that stands at a place: as it is, or between quotes. Where its characters are not those of
 * the file (folded over lines, escaped), the place of the whole must do.
 */
function placeWithin(place: Place, text: string, at: number, length: number): Place {
  const margin = (place.length - text.length) / 2;
  return margin === 0 || margin === 1 ? { ...place, column: place.column + margin + at, length } : place;
}

function describe(nodeType: string): string {
  const known: Readonly<Record<string, string>> = {
    AssignmentNode: 'an assignment (=); to compare, write ==',
    FunctionAssignmentNode: 'a function definition',
    BlockNode: 'several statements',
    ArrayNode: 'a list in brackets',
    ObjectNode: 'braces',
    RangeNode: 'a range (:)',
    RelationalNode: 'a chained comparison; join two with and',
  };
  return known[nodeType] ?? 'this form';
}

/** The place of a name within an equation's text, so that an error points at the word and not at the line. */
export function placeOfName(place: Place, text: string, name: string): Place {
  const at = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).exec(text)?.index;
  return at === undefined ? place : placeWithin(place, text, at, name.length);
}
