/// The examples of `carillon-calendar/README.md`, seen from outside as their readers see them.
@NullMarked
package io.carillon.calendar.readme;

import org.jspecify.annotations.NullMarked;
