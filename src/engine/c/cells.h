/**
 * One time step of one row, after the products, and its gradient: `gates` [G*H] comes in as pre-activations and leaves
 * as activations, which the gradient reads again. Gate order and formulas as in ../contract.ts; H may be any size.
 */
#ifndef UNROLL_CELLS_H
#define UNROLL_CELLS_H

#include "activations.h"
#include "arrays.h"

/** The kernel codes of protocol/cells.ts. */
enum { rnn, rnnRelu, residual, coupled, independent, gru, lstm, minGru };

/** H numbers each: gates and dGates G*H. What a cell does not have is not read. */
typedef struct {
  size_t size;
  float *gates;
  const float *hPrevious;
  float *h;
  const float *cPrevious;
  float *c;
  float *reset;
  float *dh, *dc, *dGates;
  const float *dReset;
} Row;

/** f a + (1 - f) b */
INLINE vec mix(vec f, vec a, vec b) { return MADD(f, a - b, b); }

/** min-gru's candidate: n + 1/2 where n >= 0, else sigmoid n. */
INLINE vec candidateOf(vec n) { return choose(n >= SPLAT(0), n + SPLAT(0.5f), sigmoidOf(n)); }

INLINE void rnnForward(Row r, size_t j, size_t n) { storeSome(r.h + j, tanhOf(loadSome(r.gates + j, n)), n); }

INLINE void rnnReluForward(Row r, size_t j, size_t n) {
  storeSome(r.h + j, MAX(SPLAT(0), loadSome(r.gates + j, n)), n);
}

INLINE void residualForward(Row r, size_t j, size_t n) {
  vec u = tanhOf(loadSome(r.gates + j, n));
  storeSome(r.gates + j, u, n);
  storeSome(r.h + j, u + loadSome(r.hPrevious + j, n), n);
}

/** Activates a gate in place. */
INLINE vec sigmoidIn(float *at, size_t n) {
  vec x = sigmoidOf(loadSome(at, n));
  storeSome(at, x, n);
  return x;
}

INLINE vec tanhIn(float *at, size_t n) {
  vec x = tanhOf(loadSome(at, n));
  storeSome(at, x, n);
  return x;
}

INLINE void coupledForward(Row r, size_t j, size_t n) {
  vec f = sigmoidIn(r.gates + j, n), u = tanhIn(r.gates + r.size + j, n);
  storeSome(r.h + j, mix(f, loadSome(r.hPrevious + j, n), u), n);
}

INLINE void independentForward(Row r, size_t j, size_t n) {
  vec i = sigmoidIn(r.gates + j, n), f = sigmoidIn(r.gates + r.size + j, n);
  vec u = tanhIn(r.gates + 2 * r.size + j, n);
  storeSome(r.h + j, MADD(f, loadSome(r.hPrevious + j, n), i * u), n);
}

/** The candidate stays as it is: its sign decides the gradient. */
INLINE void minGruForward(Row r, size_t j, size_t n) {
  vec z = sigmoidIn(r.gates + j, n);
  vec candidate = candidateOf(loadSome(r.gates + r.size + j, n));
  storeSome(r.h + j, mix(z, candidate, loadSome(r.hPrevious + j, n)), n);
}

INLINE void lstmForward(Row r, size_t j, size_t n) {
  float *gates = r.gates + j;
  vec i = sigmoidIn(gates, n), f = sigmoidIn(gates + r.size, n);
  vec g = tanhIn(gates + 2 * r.size, n), o = sigmoidIn(gates + 3 * r.size, n);
  vec c = MADD(f, loadSome(r.cPrevious + j, n), i * g);
  storeSome(r.c + j, c, n);
  storeSome(r.h + j, tanhOf(c) * o, n);
}

/** r and z become gates, and r * h goes to `reset`: what the candidate's product reads. */
INLINE void gruResetForward(Row r, size_t j, size_t n) {
  vec reset = sigmoidIn(r.gates + j, n);
  sigmoidIn(r.gates + r.size + j, n);
  storeSome(r.reset + j, reset * loadSome(r.hPrevious + j, n), n);
}

INLINE void gruForward(Row r, size_t j, size_t n) {
  vec candidate = tanhIn(r.gates + 2 * r.size + j, n);
  vec z = loadSome(r.gates + r.size + j, n);
  storeSome(r.h + j, mix(z, loadSome(r.hPrevious + j, n), candidate), n);
}

/** h and c of the next step; the gru comes in two halves, this is its second. */
static void forwardRow(int32_t cell, Row r) {
  switch (cell) {
    case rnn: SWEEP(rnnForward, r, r.size); return;
    case rnnRelu: SWEEP(rnnReluForward, r, r.size); return;
    case residual: SWEEP(residualForward, r, r.size); return;
    case coupled: SWEEP(coupledForward, r, r.size); return;
    case independent: SWEEP(independentForward, r, r.size); return;
    case gru: SWEEP(gruForward, r, r.size); return;
    case lstm: SWEEP(lstmForward, r, r.size); return;
    case minGru: SWEEP(minGruForward, r, r.size); return;
  }
}

static void gruReset(Row r) { SWEEP(gruResetForward, r, r.size); }

/** s (1 - s) d: through a sigmoid of value s. */
INLINE vec throughSigmoid(vec d, vec s) { return d * s * (SPLAT(1) - s); }

/** (1 - y^2) d: through a tanh of value y. */
INLINE vec throughTanh(vec d, vec y) { return d * (SPLAT(1) - y * y); }

INLINE void rnnBackward(Row r, size_t j, size_t n) {
  storeSome(r.dGates + j, throughTanh(loadSome(r.dh + j, n), loadSome(r.h + j, n)), n);
  storeSome(r.dh + j, SPLAT(0), n);
}

INLINE void rnnReluBackward(Row r, size_t j, size_t n) {
  ivec positive = loadSome(r.h + j, n) > SPLAT(0);
  storeSome(r.dGates + j, choose(positive, loadSome(r.dh + j, n), SPLAT(0)), n);
  storeSome(r.dh + j, SPLAT(0), n);
}

INLINE void residualBackward(Row r, size_t j, size_t n) {
  storeSome(r.dGates + j, throughTanh(loadSome(r.dh + j, n), loadSome(r.gates + j, n)), n);
}

INLINE void coupledBackward(Row r, size_t j, size_t n) {
  vec d = loadSome(r.dh + j, n), f = loadSome(r.gates + j, n), u = loadSome(r.gates + r.size + j, n);
  storeSome(r.dGates + j, throughSigmoid(d * (loadSome(r.hPrevious + j, n) - u), f), n);
  storeSome(r.dGates + r.size + j, throughTanh(d * (SPLAT(1) - f), u), n);
  storeSome(r.dh + j, d * f, n);
}

INLINE void independentBackward(Row r, size_t j, size_t n) {
  const float *gates = r.gates + j;
  vec i = loadSome(gates, n), f = loadSome(gates + r.size, n), u = loadSome(gates + 2 * r.size, n);
  vec d = loadSome(r.dh + j, n);
  storeSome(r.dGates + j, throughSigmoid(d * u, i), n);
  storeSome(r.dGates + r.size + j, throughSigmoid(d * loadSome(r.hPrevious + j, n), f), n);
  storeSome(r.dGates + 2 * r.size + j, throughTanh(d * i, u), n);
  storeSome(r.dh + j, d * f, n);
}

INLINE void minGruBackward(Row r, size_t j, size_t n) {
  vec d = loadSome(r.dh + j, n), z = loadSome(r.gates + j, n), u = loadSome(r.gates + r.size + j, n);
  vec s = sigmoidOf(u);
  vec slope = choose(u >= SPLAT(0), SPLAT(1), s * (SPLAT(1) - s));
  storeSome(r.dGates + j, throughSigmoid(d * (candidateOf(u) - loadSome(r.hPrevious + j, n)), z), n);
  storeSome(r.dGates + r.size + j, d * z * slope, n);
  storeSome(r.dh + j, d * (SPLAT(1) - z), n);
}

INLINE void lstmBackward(Row r, size_t j, size_t n) {
  const float *gates = r.gates + j;
  float *dGates = r.dGates + j;
  vec i = loadSome(gates, n), f = loadSome(gates + r.size, n);
  vec g = loadSome(gates + 2 * r.size, n), o = loadSome(gates + 3 * r.size, n);
  vec d = loadSome(r.dh + j, n), y = tanhOf(loadSome(r.c + j, n));
  vec dc = loadSome(r.dc + j, n) + throughTanh(d * o, y);
  storeSome(dGates, throughSigmoid(dc * g, i), n);
  storeSome(dGates + r.size, throughSigmoid(dc * loadSome(r.cPrevious + j, n), f), n);
  storeSome(dGates + 2 * r.size, throughTanh(dc * i, g), n);
  storeSome(dGates + 3 * r.size, throughSigmoid(d * y, o), n);
  storeSome(r.dc + j, dc * f, n);
  storeSome(r.dh + j, SPLAT(0), n);
}

/** z and n; r waits for the gradient of r * h, see gruResetBackward. */
INLINE void gruBackward(Row r, size_t j, size_t n) {
  vec z = loadSome(r.gates + r.size + j, n), candidate = loadSome(r.gates + 2 * r.size + j, n);
  vec d = loadSome(r.dh + j, n);
  storeSome(r.dGates + r.size + j, throughSigmoid(d * (loadSome(r.hPrevious + j, n) - candidate), z), n);
  storeSome(r.dGates + 2 * r.size + j, throughTanh(d * (SPLAT(1) - z), candidate), n);
  storeSome(r.dh + j, d * z, n);
}

INLINE void gruResetBackwardSome(Row r, size_t j, size_t n) {
  vec gate = loadSome(r.gates + j, n), d = loadSome(r.dReset + j, n), previous = loadSome(r.hPrevious + j, n);
  storeSome(r.dGates + j, throughSigmoid(d * previous, gate), n);
  storeSome(r.dh + j, MADD(d, gate, loadSome(r.dh + j, n)), n);
  storeSome(r.reset + j, gate * previous, n);
}

/** From dReset, the gradient of r * h_{t-1}: dr, its share of dh, and r * h_{t-1} itself for the weights' gradient. */
static void gruResetBackward(Row r) { SWEEP(gruResetBackwardSome, r, r.size); }

/**
 * The gradient of forwardRow: dh [H] comes in as the whole gradient of h_t and leaves as the part that reaches
 * h_{t-1} past the products; dc likewise (lstm); dGates [G*H] are the gradients of the pre-activations.
 */
static void backwardRow(int32_t cell, Row r) {
  switch (cell) {
    case rnn: SWEEP(rnnBackward, r, r.size); return;
    case rnnRelu: SWEEP(rnnReluBackward, r, r.size); return;
    case residual: SWEEP(residualBackward, r, r.size); return;
    case coupled: SWEEP(coupledBackward, r, r.size); return;
    case independent: SWEEP(independentBackward, r, r.size); return;
    case gru: SWEEP(gruBackward, r, r.size); return;
    case lstm: SWEEP(lstmBackward, r, r.size); return;
    case minGru: SWEEP(minGruBackward, r, r.size); return;
  }
}

#endif
