/// `carillon simulate`: what would ring, in the engine itself, under a virtual clock.
@NullMarked
package io.carillon.cli.simulate;

import org.jspecify.annotations.NullMarked;
