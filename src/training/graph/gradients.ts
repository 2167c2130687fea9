import { InvalidInputError } from '../../errors';
import type { Tensor } from './graph';
import { add } from './operators/elementwise';
import { formatShape, isSameShape } from './shape';

/**
 * Reverse mode: the gradient of a scalar by each parameter, as new tensors of the same graph.
 *
 * The loss receives the gradient 1. Walking back in the order of creation, each tensor has received every share of its
 * gradient before it is reached, because whatever uses it was created later; its operator's vector-Jacobian product then
 * turns what it received into shares for its inputs, and shares that meet are added.
 *
 * @returns gradients in the order and shapes of the parameters; zeros for one that the loss does not depend on
 * @throws InvalidInputError when the loss is not a scalar, or a requested tensor is not differentiable
 */
export function gradients(loss: Tensor, parameters: readonly Tensor[]): Tensor[] {
  const { graph } = loss;
  if (loss.shape.length > 0) {
    throw new InvalidInputError(`the loss has shape ${formatShape(loss.shape)}; gradients are taken of a scalar`);
  }
  const constant = parameters.find((parameter) => !parameter.isDifferentiable);
  if (constant !== undefined) throw new InvalidInputError(`${constant.name} is not a parameter and has no gradient`);

  const received = new Map<Tensor, Tensor>([[loss, graph.scalar(1)]]);
  for (const tensor of graph.backwardsFrom(loss)) {
    const gradient = received.get(tensor);
    if (gradient === undefined || !tensor.isDifferentiable || tensor.vectorJacobianProduct === null) continue;
    const shares = tensor.vectorJacobianProduct(gradient, tensor);
    tensor.inputs.forEach((input, index) => {
      const share = shares[index];
      if (share === undefined || share === null || !input.isDifferentiable) return;
      checkShare(input, share);
      const sum = received.get(input);
      received.set(input, sum === undefined ? share : add(sum, share));
    });
  }
  return parameters.map((parameter) => received.get(parameter) ?? graph.zeros(parameter.shape));
}

function checkShare(of: Tensor, share: Tensor): void {
  if (isSameShape(of.shape, share.shape) && share.type === 'float32') return;
  const found = `${share.type} ${formatShape(share.shape)}`;
  throw new Error(`the gradient of ${of.name}, float32 ${formatShape(of.shape)}, came out as ${found}`);
}
