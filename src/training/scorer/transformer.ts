import type { Tensor } from '../graph/graph';
import { reshape, transpose } from '../graph/operators/broadcasting';
import { add, gelu, multiply, where } from '../graph/operators/elementwise';
import { batchedProduct, linear, matrixProduct, transposeLast } from '../graph/operators/linear';
import { layerNorm, softmax } from '../graph/operators/reductions';
import type { Architecture } from './architecture';
import type { DecisionRows } from './decision-rows';
import { layerShapes, normShapes, type Parameters, type ParameterShape } from './parameters';

export type TransformerSettings = Extract<Architecture, { kind: 'TRANSFORMER' }>;

/** Attention score of a hole: so low that its weight is exactly 0. */
const HOLE_SCORE = -1e9;

export function transformerShapes(inputs: number, settings: TransformerSettings): ParameterShape[] {
  const { width, layers, feedForward } = settings;
  const layer = (name: string) => [
    ...normShapes(`${name}.attention.norm`, width),
    ...['query', 'key', 'value', 'result'].map((each) => ({
      ...layerShapes(`${name}.attention.${each}`, width, width)[0]!,
    })),
    ...normShapes(`${name}.feed_forward.norm`, width),
    ...layerShapes(`${name}.feed_forward.in`, width, feedForward),
    ...layerShapes(`${name}.feed_forward.out`, feedForward, width),
  ];
  return [
    ...layerShapes('scorer.features', inputs, width),
    ...Array.from({ length: layers }, (_, index) => layer(`scorer.${index}`)).flat(),
    ...normShapes('scorer.norm', width),
    ...layerShapes('scorer.score', width, 1),
  ];
}

/**
 * One score per candidate, after attention among the candidates of a decision. There is no positional encoding, so
 * order does not matter. Layers are pre-norm: x + attention(norm(x)), then x + feedForward(norm(x)).
 *
 * @param rows features of the candidates, [rows, inputs]
 * @param decisions which rows are one decision's
 * @returns [rows]
 * @see Attention is all you need, arXiv 1706.03762; pre-norm: arXiv 2002.04745
 */
export function applyTransformer(
  rows: Tensor,
  decisions: DecisionRows,
  network: { readonly settings: TransformerSettings; readonly parameter: Parameters },
): Tensor {
  const { settings, parameter } = network;
  const norm = (x: Tensor, name: string) => layerNorm(x, parameter(`${name}.scale`), parameter(`${name}.shift`));
  const layer = (x: Tensor, name: string) => linear(x, parameter(`${name}.weights`), parameter(`${name}.bias`));
  let x = layer(rows, 'scorer.features');
  for (let index = 0; index < settings.layers; index += 1) {
    const [attention, feedForward] = [`scorer.${index}.attention`, `scorer.${index}.feed_forward`];
    const project = (h: Tensor, name: string) => matrixProduct(h, parameter(`${attention}.${name}.weights`));
    const attended = attend(norm(x, `${attention}.norm`), decisions, { heads: settings.heads, project });
    x = add(x, project(attended, 'result'));
    const hidden = gelu(layer(norm(x, `${feedForward}.norm`), `${feedForward}.in`));
    x = add(x, layer(hidden, `${feedForward}.out`));
  }
  return reshape(layer(norm(x, 'scorer.norm'), 'scorer.score'), rows.shape.slice(0, 1));
}

/**
 * Attention: each row becomes a mean of the values of its decision's rows, weighted by how well its query matches their
 * keys.
 */
function attend(
  x: Tensor,
  decisions: DecisionRows,
  { heads, project }: { readonly heads: number; readonly project: (x: Tensor, name: string) => Tensor },
): Tensor {
  const width = Number(x.shape[1]);
  const split = (name: string) => {
    const grouped = decisions.group(project(x, name), 0);
    const [decision, slots] = grouped.shape;
    return transpose(reshape(grouped, [decision!, slots!, heads, width / heads]), [0, 2, 1, 3]);
  };
  const [queries, keys, values] = [split('query'), split('key'), split('value')];
  const scores = multiply(batchedProduct(queries, transposeLast(keys)), 1 / Math.sqrt(width / heads));
  const [decision, , slots] = scores.shape;
  const isFilled = decisions.isFilled && reshape(decisions.isFilled, [decision!, 1, 1, slots!]);
  const masked = isFilled === null ? scores : where(isFilled, scores, x.graph.scalar(HOLE_SCORE));
  const mixed = transpose(batchedProduct(softmax(masked), values), [0, 2, 1, 3]);
  return decisions.ungroup(reshape(mixed, [decision!, slots!, width]));
}
