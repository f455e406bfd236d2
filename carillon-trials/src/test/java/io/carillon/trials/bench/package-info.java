@NullMarked
package io.carillon.trials.bench;

import org.jspecify.annotations.NullMarked;
