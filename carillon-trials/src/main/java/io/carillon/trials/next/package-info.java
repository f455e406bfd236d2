/// How fast `./carillon next` answers.
@NullMarked
package io.carillon.trials.next;

import org.jspecify.annotations.NullMarked;
