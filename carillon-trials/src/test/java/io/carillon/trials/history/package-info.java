@NullMarked
package io.carillon.trials.history;

import org.jspecify.annotations.NullMarked;
