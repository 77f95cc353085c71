/**
 * Property tests draw the same examples at every run, so that a failure is the fault of the change that is looked at.
 * MODESCOPE_TEST_SEED draws others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['MODESCOPE_TEST_SEED'] ?? 1) });
