/// The small parts of a delivery, each by itself.
@NullMarked
package io.carillon.trials.parts;

import org.jspecify.annotations.NullMarked;
