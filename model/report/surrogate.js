"use strict";
// The arithmetic of model/analysis/surrogate/evaluate.py, with the same names.

function inputsOf(model, x) {
  const inputs = x.map((value, place) => (value - model.low[place]) / model.span[place]);
  for (const [factor, date, span] of model.ages) {
    inputs.push(Math.max(0, date - x[factor]) / span);
  }
  return inputs;
}

function matern(first, second, length) {
  let square = 0;
  for (let place = 0; place < first.length; place += 1) {
    const apart = (first[place] - second[place]) / length[place];
    square += apart * apart;
  }
  const r = Math.sqrt(5) * Math.sqrt(square);
  return (1 + r + (r * r) / 3) * Math.exp(-r);
}

function predict(model, x) {
  const inputs = inputsOf(model, x);
  const outputs = model.mean.slice();
  model.weights.forEach((weights, component) => {
    let score = 0;
    weights.forEach((weight, point) => {
      score += weight * matern(inputs, model.inputs[point], model.lengths[component]);
    });
    model.basis[component].forEach((value, output) => {
      outputs[output] += score * value;
    });
  });
  return outputs;
}
