/// The long proofs of the calendar: its random tests with many draws, its sweeps, and whether its
/// tests notice when its code is changed.
@NullMarked
package io.carillon.trials.proof;

import org.jspecify.annotations.NullMarked;
