@NullMarked
package io.carillon.trials.fire;

import org.jspecify.annotations.NullMarked;
