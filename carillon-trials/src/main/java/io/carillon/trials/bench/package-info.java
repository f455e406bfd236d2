/// Carillon beside its peers and beside the least that the same work can cost, in one run: each
/// turn in a JVM and a database of its own.
@NullMarked
package io.carillon.trials.bench;

import org.jspecify.annotations.NullMarked;
