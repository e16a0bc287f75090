/**
 * Fails every file of a part whose set-up failed, with the reason. Runs in each test process before its file.
 * The rule: what cannot run is red, and says why.
 */
import { inject } from 'vitest';

const problem = inject('setupProblem');
if (problem) throw new Error(problem);
