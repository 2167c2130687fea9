import type { Tensor } from '../graph/graph';
import { reshape } from '../graph/operators/broadcasting';
import { relu } from '../graph/operators/elementwise';
import { linear } from '../graph/operators/linear';
import { type Parameters, type ParameterShape, layerShapes } from './parameters';

/** Widths of a network that ends in one number per row. */
export type MlpSettings = { readonly name: string; readonly inputs: number; readonly hidden: readonly number[] };

export function mlpShapes({ name, inputs, hidden }: MlpSettings): ParameterShape[] {
  const widths = [inputs, ...hidden, 1];
  return widths.slice(1).flatMap((to, layer) => layerShapes(`${name}.${layer}`, widths[layer]!, to));
}

/** One number for each row: layers with ReLU between them. @param rows [n, inputs] @returns [n] */
export function applyMlp(rows: Tensor, { name, hidden }: MlpSettings, parameter: Parameters): Tensor {
  const layer = (x: Tensor, index: number) =>
    linear(x, parameter(`${name}.${index}.weights`), parameter(`${name}.${index}.bias`));
  const last = hidden.reduce((x, _, index) => relu(layer(x, index)), rows);
  return reshape(layer(last, hidden.length), rows.shape.slice(0, 1));
}
