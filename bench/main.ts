/** What scripts/bench.mjs takes from here, bundled. */
export { compareOn } from './compare';
export { machineReport } from './machine';
export { shapeReport, summary } from './report';
export { published, rowsOf } from './results';
export { shapeOf, shapes } from './shapes';
