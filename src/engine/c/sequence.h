/** A recurrent layer over a whole sequence, and its gradient. Shapes as in ../contract.ts. */
#ifndef UNROLL_SEQUENCE_H
#define UNROLL_SEQUENCE_H

#include "cells.h"
#include "gemm.h"

/** The operands as they lie in memory: the words of `sequenceFields` in ../wasm/recurrent.ts, in their order. */
typedef struct {
  int32_t cell;
  uint32_t blocks;
  int32_t reverse;
  uint32_t steps, rows, inputSize, hiddenSize, biases;
  uint32_t x, ids, wx, wh, b, h0, c0, lengths;
  uint32_t h, hLast, cLast, gates, cells;
  uint32_t dh, dhLast, dcLast, dx, dwx, dwh, db, dh0, dc0;
  uint32_t scratch;
} SequenceWords;

/** The same with pointers; NULL for an operand that is not there. */
typedef struct {
  int32_t cell;
  bool reverse;
  size_t steps, rows, inputSize, hiddenSize, biases, columns, stateSize;
  float *x, *wx, *wh, *b, *h0, *c0;
  uint32_t *ids;
  int32_t *lengths;
  float *h, *hLast, *cLast, *gates, *cells;
  float *dh, *dhLast, *dcLast, *dx, *dwx, *dwh, *db, *dh0, *dc0;
  uint8_t *scratch;
} Sequence;

INLINE float *floatsAt(uint8_t *memory, uint32_t at) { return at ? placeAt(memory, at) : NULL; }

static Sequence readSequence(uint8_t *memory, size_t at) {
  SequenceWords w;
  memcpy(&w, placeAt(memory, at), sizeof w);
  Sequence s = {
      .cell = w.cell, .reverse = w.reverse != 0, .steps = w.steps, .rows = w.rows, .inputSize = w.inputSize,
      .hiddenSize = w.hiddenSize, .biases = w.biases, .columns = (size_t)w.blocks * w.hiddenSize,
      .stateSize = (size_t)w.rows * w.hiddenSize, .x = floatsAt(memory, w.x), .wx = floatsAt(memory, w.wx),
      .wh = floatsAt(memory, w.wh), .b = floatsAt(memory, w.b), .h0 = floatsAt(memory, w.h0),
      .c0 = floatsAt(memory, w.c0), .ids = (uint32_t *)floatsAt(memory, w.ids),
      .lengths = (int32_t *)floatsAt(memory, w.lengths), .h = floatsAt(memory, w.h), .hLast = floatsAt(memory, w.hLast),
      .cLast = floatsAt(memory, w.cLast), .gates = floatsAt(memory, w.gates), .cells = floatsAt(memory, w.cells),
      .dh = floatsAt(memory, w.dh), .dhLast = floatsAt(memory, w.dhLast), .dcLast = floatsAt(memory, w.dcLast),
      .dx = floatsAt(memory, w.dx), .dwx = floatsAt(memory, w.dwx), .dwh = floatsAt(memory, w.dwh),
      .db = floatsAt(memory, w.db), .dh0 = floatsAt(memory, w.dh0), .dc0 = floatsAt(memory, w.dc0),
      .scratch = placeAt(memory, w.scratch),
  };
  return s;
}

INLINE const float *biasOf(const Sequence *s, size_t row) { return s->biases == 1 ? s->b : s->b + row * s->columns; }

INLINE size_t timeOf(const Sequence *s, size_t i) { return s->reverse ? s->steps - 1 - i : i; }

/** The state before the i-th step processed: a slice of `all` [T,B,H] or `initial`. */
INLINE float *stateBefore(const Sequence *s, size_t i, float *all, float *initial) {
  return i == 0 ? initial : all + timeOf(s, i - 1) * s->stateSize;
}

INLINE bool ended(const Sequence *s, size_t row, size_t t) { return s->lengths && (int64_t)t >= s->lengths[row]; }

INLINE Matrix rowsOf(const float *from, size_t stride) { return (Matrix){from, stride, 1}; }

/** B of a product, whose `across` goes from column to column. */
INLINE Matrix columnsOf(const float *from, size_t stride) { return (Matrix){from, 1, stride}; }

/** The operands of one row of step i, which is time t. */
INLINE Row rowOf(const Sequence *s, size_t i, size_t t, size_t row) {
  size_t state = row * s->hiddenSize, here = t * s->stateSize + state;
  Row r = {
      .size = s->hiddenSize,
      .gates = s->gates + (t * s->rows + row) * s->columns,
      .hPrevious = stateBefore(s, i, s->h, s->h0) + state,
      .h = s->h + here,
  };
  if (s->c0) {
    r.cPrevious = stateBefore(s, i, s->cells, s->c0) + state;
    r.c = s->cells + here;
  }
  return r;
}

static size_t whBytes(const Sequence *s) {
  return packedBytes(s->hiddenSize, 2 * s->hiddenSize) + packedBytes(s->hiddenSize, s->columns);
}

static size_t forwardScratch(const Sequence *s) { return gemmScratch() + whBytes(s) + s->stateSize * 4; }

/** x_t Wx + b where x is token ids: rows of wx (none for an id beyond them, as with one-hot rows). */
static void gatherInputs(const Sequence *s, size_t t, float *gates) {
  for (size_t row = 0; row < s->rows; row++, gates += s->columns) {
    size_t id = s->ids[t * s->rows + row];
    if (id < s->inputSize) sum(gates, s->wx + id * s->columns, biasOf(s, row), s->columns);
    else copy(gates, biasOf(s, row), s->columns);
  }
}

static void forwardStep(const Sequence *s, size_t i, const float *packed, const float *packedN, float *reset) {
  size_t t = timeOf(s, i), size = s->hiddenSize;
  float *gates = s->gates + t * s->rows * s->columns;
  Matrix before = rowsOf(stateBefore(s, i, s->h, s->h0), size);
  if (s->ids) gatherInputs(s, t, gates);
  if (s->cell == gru) {
    gemmPacked(before, packed, gates, s->columns, (Sizes){s->rows, 2 * size, size}, true, s->scratch);
    for (size_t row = 0; row < s->rows; row++) {
      Row r = rowOf(s, i, t, row);
      r.reset = reset + row * size;
      gruReset(r);
    }
    Sizes sizes = {s->rows, size, size};
    gemmPacked(rowsOf(reset, size), packedN, gates + 2 * size, s->columns, sizes, true, s->scratch);
  } else if (s->wh) gemmPacked(before, packed, gates, s->columns, (Sizes){s->rows, s->columns, size}, true, s->scratch);
  for (size_t row = 0; row < s->rows; row++) {
    Row r = rowOf(s, i, t, row);
    if (!ended(s, row, t)) forwardRow(s->cell, r);
    else {
      copy(r.h, r.hPrevious, size);
      if (s->c0) copy(r.c, r.cPrevious, size);
    }
  }
}

/** h, hLast and cLast; gates and cells for the gradient. */
static void forward(const Sequence *s) {
  size_t size = s->hiddenSize;
  if (!s->ids) {
    repeat(s->gates, s->b, s->steps * s->rows / s->biases, s->biases * s->columns);
    gemm(rowsOf(s->x, s->inputSize), columnsOf(s->wx, s->columns), s->gates, s->columns,
         (Sizes){s->steps * s->rows, s->columns, s->inputSize}, true, s->scratch);
  }
  uint8_t *behind = s->scratch + gemmScratch();
  float *packed = onLine(behind), *packedN = onLine(behind + packedBytes(size, 2 * size));
  float *reset = (float *)(behind + whBytes(s));
  if (s->cell == gru) {
    packB(packed, columnsOf(s->wh, s->columns), size, 2 * size);
    packB(packedN, columnsOf(s->wh + 2 * size, s->columns), size, size);
  } else if (s->wh) packB(packed, columnsOf(s->wh, s->columns), size, s->columns);
  for (size_t i = 0; i < s->steps; i++) forwardStep(s, i, packed, packedN, reset);
  copy(s->hLast, stateBefore(s, s->steps, s->h, s->h0), s->stateSize);
  if (s->c0) copy(s->cLast, stateBefore(s, s->steps, s->cells, s->c0), s->stateSize);
}

/** Of backward, behind the gemm's: Wh^T packed (for the gru that of r and z, and that of n), and what follows. */
typedef struct {
  float *packed, *packedN;
  /** [T,B,G*H] */
  float *dGates;
  /** r * h [T,B,H] and its gradient [B,H], of the gru */
  float *reset, *dReset;
  size_t bytes;
} Scratch;

static Scratch backwardScratch(const Sequence *s) {
  size_t size = s->hiddenSize, tokens = s->steps * s->rows;
  size_t at = gemmScratch();
  Scratch parts = {.packed = onLine(s->scratch + at)};
  if (s->wh) at += packedBytes(s->columns, size) + lineBytes;
  parts.packedN = onLine(s->scratch + gemmScratch() + packedBytes(2 * size, size));
  parts.dGates = (float *)(s->scratch + at);
  at += tokens * s->columns * 4;
  parts.reset = (float *)(s->scratch + at);
  parts.dReset = parts.reset + tokens * size;
  parts.bytes = at + (s->cell == gru ? (tokens + s->rows) * size * 4 : 0);
  return parts;
}

/** Wh^T as one operand, except for the gru: that of n goes into one product, that of r and z into another. */
static void packTransposed(const Sequence *s, const Scratch *parts) {
  size_t size = s->hiddenSize;
  size_t seen = s->cell == gru ? 2 * size : s->columns;
  packB(parts->packed, rowsOf(s->wh, s->columns), seen, size);
  if (s->cell == gru) packB(parts->packedN, rowsOf(s->wh + 2 * size, s->columns), size, size);
}

/** The gru's way back through n's product: d(r h) = dn Wn^T. */
static void retreatReset(const Sequence *s, const Scratch *parts, size_t i, size_t t) {
  size_t size = s->hiddenSize;
  float *dGates = parts->dGates + t * s->rows * s->columns;
  float *reset = parts->reset + t * s->stateSize;
  gemmPacked(rowsOf(dGates + 2 * size, s->columns), parts->packedN, parts->dReset, size, (Sizes){s->rows, size, size},
             false, s->scratch);
  for (size_t row = 0; row < s->rows; row++) {
    size_t state = row * size;
    Row r = rowOf(s, i, t, row);
    r.dGates = dGates + row * s->columns;
    r.dReset = parts->dReset + state;
    r.dh = s->dh0 + state;
    r.reset = reset + state;
    // An ended row's gate gradients are zero and stay so.
    if (ended(s, row, t)) zero(r.reset, size);
    else gruResetBackward(r);
  }
}

static void backwardStep(const Sequence *s, const Scratch *parts, size_t i) {
  size_t t = timeOf(s, i), size = s->hiddenSize;
  float *dGates = parts->dGates + t * s->rows * s->columns;
  if (s->dh) addTo(s->dh0, s->dh + t * s->stateSize, s->stateSize);
  for (size_t row = 0; row < s->rows; row++) {
    Row r = rowOf(s, i, t, row);
    r.dGates = dGates + row * s->columns;
    r.dh = s->dh0 + row * size;
    if (s->dc0) r.dc = s->dc0 + row * size;
    if (ended(s, row, t)) zero(r.dGates, s->columns);
    else backwardRow(s->cell, r);
  }
  if (!s->wh) return;
  if (s->cell == gru) retreatReset(s, parts, i, t);
  Sizes sizes = {s->rows, size, s->cell == gru ? 2 * size : s->columns};
  gemmPacked(rowsOf(dGates, s->columns), parts->packed, s->dh0, size, sizes, true, s->scratch);
}

static void inputGradients(const Sequence *s, const Scratch *parts) {
  size_t tokens = s->steps * s->rows, inputs = s->inputSize;
  Matrix dGates = columnsOf(parts->dGates, s->columns);
  sumRows(s->db, parts->dGates, tokens / s->biases, s->biases * s->columns);
  if (s->ids) scatterAdd(s->dwx, inputs, s->ids, parts->dGates, tokens, s->columns);
  else gemm(columnsOf(s->x, inputs), dGates, s->dwx, s->columns, (Sizes){inputs, s->columns, tokens}, false, s->scratch);
  if (s->dx)
    gemm(rowsOf(parts->dGates, s->columns), rowsOf(s->wx, s->columns), s->dx, inputs,
         (Sizes){tokens, inputs, s->columns}, false, s->scratch);
}

/** to [H, width] (+)= states^T dGates over `tokens` rows. */
static void addProduct(const Sequence *s, const float *states, const float *dGates, float *to, size_t tokens,
                       size_t width, bool accumulate) {
  gemm(columnsOf(states, s->hiddenSize), columnsOf(dGates, s->columns), to, s->columns,
       (Sizes){s->hiddenSize, width, tokens}, accumulate, s->scratch);
}

/** dWh = sum over steps of h_{t-1}^T dGates_t: the steps after the first are one product, the initial state another. */
static void hiddenGradients(const Sequence *s, const Scratch *parts) {
  size_t size = s->hiddenSize, step = s->rows * s->columns;
  size_t seen = s->cell == gru ? 2 * size : s->columns;
  const float *dGates = parts->dGates;
  addProduct(s, s->h0, dGates + timeOf(s, 0) * step, s->dwh, s->rows, seen, false);
  addProduct(s, s->reverse ? s->h + s->stateSize : s->h, s->reverse ? dGates : dGates + step, s->dwh,
             (s->steps - 1) * s->rows, seen, true);
  if (s->cell == gru) addProduct(s, parts->reset, dGates + 2 * size, s->dwh + 2 * size, s->steps * s->rows, size, false);
}

static void startFrom(float *to, const float *from, size_t size) {
  if (from) copy(to, from, size);
  else zero(to, size);
}

/** dx (where asked for), dwx, dwh, db, dh0, dc0; dh0 and dc0 also carry the gradient from step to step. */
static void backward(const Sequence *s) {
  Scratch parts = backwardScratch(s);
  startFrom(s->dh0, s->dhLast, s->stateSize);
  if (s->c0) startFrom(s->dc0, s->dcLast, s->stateSize);
  if (s->wh) packTransposed(s, &parts);
  for (size_t i = s->steps; i > 0; i--) backwardStep(s, &parts, i - 1);
  inputGradients(s, &parts);
  if (s->wh) hiddenGradients(s, &parts);
}

#endif
