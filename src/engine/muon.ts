/**
 * Muon (K. Jordan et al. 2024, github.com/KellerJordan/Muon): a matrix is stepped along its momentum made orthogonal, so that all its
 * directions are learned at one pace, not only those that gradients are large in.
 *
 *   m <- beta m + (1 - beta) g;  u = beta m + (1 - beta) g (Nesterov);  p <- p - rate * 0.2 sqrt(max(rows, columns)) * orthogonal(u)
 *
 * The factor gives a step the size that Adam's has, so that one rate serves both (J. Liu et al. 2025, arXiv 2502.16982, 2.2).
 */
export const muon = {
  beta: 0.95,
  /** Of the Newton-Schulz iteration X <- a X + (b A + c A A) X with A = X X', on X = u / |u|: singular values go to about 1. */
  coefficients: { a: 3.4445, b: -4.775, c: 2.0315 },
  iterations: 5,
  /** Keeps a matrix of zeros one. */
  epsilon: 1e-7,
};

/** What the rate is multiplied with for a matrix of so many rows and columns. */
export const muonScale = (rows: number, columns: number): number => 0.2 * Math.sqrt(Math.max(rows, columns));
