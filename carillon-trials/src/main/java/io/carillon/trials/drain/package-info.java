/// How fast what is due is drained when sending costs nothing.
@NullMarked
package io.carillon.trials.drain;

import org.jspecify.annotations.NullMarked;
