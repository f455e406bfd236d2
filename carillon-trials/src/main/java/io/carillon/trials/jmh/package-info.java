/// Runs of JMH, and their results as one table.
@NullMarked
package io.carillon.trials.jmh;

import org.jspecify.annotations.NullMarked;
