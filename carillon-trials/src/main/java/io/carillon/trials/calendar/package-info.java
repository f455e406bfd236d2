/// How fast the calendar is, beside its peers.
@NullMarked
package io.carillon.trials.calendar;

import org.jspecify.annotations.NullMarked;
