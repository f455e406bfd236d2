/// Trials by fire: real servers over a real database, to which things are done while they ring.
@NullMarked
package io.carillon.trials.fire;

import org.jspecify.annotations.NullMarked;
