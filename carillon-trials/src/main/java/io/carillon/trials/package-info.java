/// What is too long for `./carillon test`: trials that prove, and benches that measure.
@NullMarked
package io.carillon.trials;

import org.jspecify.annotations.NullMarked;
